"""How a problem is told: as JSON to programs, as text to terminals, as a page to browsers, whichever Accept prefers."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from http import HTTPStatus
from itertools import zip_longest
from urllib.parse import parse_qsl, quote, unquote

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.http.headers import VARY_BY_FORMAT_AND_LANGUAGE, values
from api.http.language import language_of
from api.http.lasting import basis_of
from api.http.media import HTML, PLAIN, PROBLEM, Media
from api.http.negotiation import negotiate
from api.pages.frame import Frame
from api.pages.rendering import SECURITY, remember_language, rendered
from api.pages.search import address
from api.pages.staying import EDITION
from api.pages.words import words_of
from api.problems.kinds import Kind
from api.problems.problem import Problem
from graph.names import href_of

OFFERS = (PROBLEM, HTML, PLAIN)
LONGEST_REPEATED = 2_000


@dataclass(frozen=True, slots=True)
class Name:
    """A thing with a name like the one that was not found; of a term of ours only the label is told."""

    path: str
    label: str
    kind: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """What a browser shows of a problem; `json` is what a program would have received, `formats` lead to the same
    answer in a format that there is."""

    frame: Frame
    kind: Kind
    status: int
    detail: str
    excerpt: str
    advice: str
    names: tuple[Name, ...]
    formats: tuple[tuple[str, str], ...]
    instance: str
    json: str

    @property
    def searched(self) -> str:
        """What to look for instead of an address that leads nowhere: its last part as words."""
        last = unquote(self.frame.path).rpartition("/")[2].partition(".")[0]
        return " ".join(re.findall(r"\w+", last)) if self.status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE) else ""


async def tell(problem: Problem, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request with a problem."""
    await response(problem, scope)(scope, receive, send)


def response(problem: Problem, scope: Scope) -> Response:
    language = language_of(scope)
    # For the log and the metrics.
    scope.setdefault("state", {}).update(problem=problem.kind.name, reason=problem.reason)
    # A client that takes none of the three asked for data and gets an error: JSON, rather than a 406 about the error.
    media = negotiate(OFFERS, values(scope, b"accept")) or PROBLEM
    headers = {
        "content-type": media.content_type,
        "content-language": language,
        "cache-control": "no-store",
        "vary": VARY_BY_FORMAT_AND_LANGUAGE,
        **problem.headers,
    }
    if media is not HTML:
        return Response(VIEWS[media](problem, language, request_id(scope)), problem.kind.status, headers)
    body = as_page(problem, _frame(scope, language), request_id(scope))
    answer = Response(body, problem.kind.status, headers | SECURITY)
    remember_language(answer, dict(_fields(scope)).get("lang"))
    return answer


def request_id(scope: Scope) -> str:
    """The number that the log gave to this request; empty when it has no log."""
    return str(scope.get("state", {}).get("request_id", ""))


def as_json(problem: Problem, language: str, instance: str) -> str:
    return json.dumps(problem.document(language, instance), ensure_ascii=False, indent=2) + "\n"


def as_text(problem: Problem, language: str, instance: str) -> str:
    document = problem.document(language, instance)
    lines = [f"{document['status']} {document['title']}", "", document["detail"]]
    lines += [part for part in (document.get("excerpt"), document.get("advice")) if part]
    return "\n".join([*lines, "", f"{document['type']}  {instance}", ""])


def as_page(problem: Problem, frame: Frame, instance: str) -> str:
    document = problem.document(frame.language, instance)
    told = (document.get(each, ()) for each in ("labels", "kinds", "descriptions"))
    paths = [href_of(iri) for iri in document.get("nearest", ())] if "labels" in document else ()
    view = ProblemPage(
        frame=replace(frame, title=document["title"]),
        kind=problem.kind,
        status=document["status"],
        detail=document["detail"],
        excerpt=document.get("excerpt", ""),
        advice=document.get("advice", ""),
        names=tuple(Name(*each) for each in zip_longest(paths, *told, fillvalue="")),
        formats=tuple(_in_formats(frame, document.get("available", ()))),
        instance=instance,
        json=as_json(problem, frame.language, instance),
    )
    return rendered("problem.html", view)


def _in_formats(frame: Frame, available: Iterable[str]) -> Iterable[tuple[str, str]]:
    """The formats that there are, with addresses that ask for them where the address asks for one."""
    asked = dict(frame.fields)
    if "format" in asked:
        for media in available:
            yield media, address(frame.path, *(asked | {"format": media}).items())


def _frame(scope: Scope, language: str) -> Frame:
    """That of the address asked for, in the edition that it names where that is kept."""
    basis = basis_of(scope)
    left = ("lang",) if basis and basis.named else ("lang", EDITION)
    fields = tuple(pair for pair in _fields(scope) if pair[0] not in left)
    return Frame(words_of(language), "", quote(scope["path"]), "", fields=fields)


def _fields(scope: Scope) -> list[tuple[str, str]]:
    """None of an address that is too long to be repeated in each link."""
    query = scope.get("query_string", b"")
    return parse_qsl(query.decode("latin-1"), keep_blank_values=True) if len(query) <= LONGEST_REPEATED else []


VIEWS: dict[Media, Callable[[Problem, str, str], str]] = {PROBLEM: as_json, PLAIN: as_text}
