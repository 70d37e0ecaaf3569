"""/sparql for people: when a browser is answered with a page, and what is asked to fill it."""

import asyncio
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import parse_qsl

from starlette.responses import Response
from starlette.types import Scope

from api.documents.self_description import host_of
from api.http.headers import VARY_BY_FORMAT_AND_LANGUAGE, values
from api.http.language import language_of
from api.http.media import GRAPHS, HTML, JSON, TABLES, TURTLE
from api.http.negotiation import negotiate, parse
from api.model import read_model
from api.pages.frame import Frame
from api.pages.pieces import Namer
from api.pages.rendering import page
from api.pages.solutions import solutions_of
from api.pages.sparql import (
    ROWS_SHOWN,
    Fault,
    Fields,
    Result,
    SparqlPage,
    beginning,
    citation_of,
    iris_of,
    lines_of,
    links_of,
    result_of,
    with_rows,
    with_text,
)
from api.pages.words import words_of
from api.problems.problem import Problem, problem_of
from api.serving import Edition
from api.settings import Settings
from api.sparql import protocol
from graph.engine import Engine, Form, Question
from graph.errors import AndromedeError
from graph.reading.catalogue import entries_of
from graph.reading.description import names_of
from graph.representation import triples_of_queries
from graph.sparql.guard import inspect
from graph.workers.limits import KILOBYTE
from ontology import QUESTIONS
from ontology.prefixes import as_sparql

OFFERS = (*TABLES, *GRAPHS)
# The form has fields of its own for the first; the others are of one visit.
NOT_KEPT = ("query", "format", "lang")


def wants_page(scope: Scope, format_: str | None) -> bool:
    """Whether a person asks: HTML is what the client likes best, and it is a browser or takes nothing else of ours.

    Java's HttpURLConnection prefers text/html unless told otherwise; of those that take data as well, only browsers
    name XHTML too.
    """
    if scope["method"] not in ("GET", "HEAD") or format_:
        return False
    accept = values(scope, b"accept")
    if not any("html" in line.lower() for line in accept):  # Most programs: not worth weighing.
        return False
    if negotiate((*OFFERS, HTML), accept) is not HTML:
        return False
    return any(range_.type in HTML.aliases for range_ in parse(accept)) or negotiate(OFFERS, accept) is None


async def answer(scope: Scope, asked: protocol.Asked, edition: Edition, settings: Settings) -> Response:
    """The page with the answer or with what is wrong with the query. Raises what nobody foresaw."""
    language = language_of(scope)
    kept = _kept(scope)
    result, problem = None, None
    if asked.query and asked.query.strip():
        try:
            result = await _result(scope, asked, asked.query, kept, edition, settings)
        except Exception as error:
            problem = problem_of(error)
            if problem.kind.status == 500:
                raise
    view = await _view(asked, kept, edition, language, result, problem)
    status, own = (problem.kind.status, dict(problem.headers)) if problem else (200, {})
    if problem:
        own["cache-control"] = "no-store"
    own["vary"] = VARY_BY_FORMAT_AND_LANGUAGE
    chosen = dict(_fields(scope)).get("lang")
    # A thousand rows take long to write: other requests are served meanwhile.
    return await asyncio.to_thread(page, "sparql.html", view, status=status, headers=own, chosen=chosen)


async def _result(
    scope: Scope, asked: protocol.Asked, query: str, kept: Fields, edition: Edition, settings: Settings
) -> Result:
    protocol.demand(query, settings.query_kb * KILOBYTE)
    scope.setdefault("state", {})["query"] = query
    inspection = inspect(query, settings.endpoints)
    form = inspection.form or Form.SELECT
    media = JSON if form in (Form.SELECT, Form.ASK) else TURTLE
    begun = time.perf_counter()
    body = await edition.pool.ask(Question(query, media.type, asked.dataset, asked.seconds, inspection.federated))
    seconds = time.perf_counter() - begun
    language = language_of(scope)
    base = host_of(scope, settings).endpoint
    result = result_of(form, query, kept, base, seconds, language)
    if not inspection.volatile:
        made = edition.release.manifest.created
        result = replace(result, citation=citation_of(edition.release.id, made, query, kept, base, words_of(language)))
    if media is TURTLE:
        return with_text(result, body)
    found = await asyncio.to_thread(solutions_of, body, ROWS_SHOWN)
    if isinstance(found, bool):
        return replace(result, truth=found)
    namer = Namer(words_of(language), await _names(edition.pool, iris_of(found)))
    return await asyncio.to_thread(with_rows, result, found, namer, read_model().prefixes)


async def _names(engine: Engine, iris: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    """An answer without names is still an answer: an IRI that no query can hold, or a busy engine, costs only these."""
    try:
        return await names_of(engine, iris) if iris else {}
    except AndromedeError:
        return {}


async def _view(
    asked: protocol.Asked,
    kept: Fields,
    edition: Edition,
    language: str,
    result: Result | None,
    problem: Problem | None,
) -> SparqlPage:
    entries = entries_of(await triples_of_queries(edition.pool, QUESTIONS))
    known = read_model().prefixes
    words = words_of(language)
    frame = Frame(words, words("site.endpoint"), "/sparql", edition.release.id, area="sparql")
    query = asked.query or beginning(entries, known)
    said = [*([("query", query)] if asked.query else []), *kept]
    return SparqlPage(
        frame=replace(frame, fields=tuple(said)),
        query=query,
        lines=lines_of(query),
        kept=kept,
        prefixes=as_sparql(known),
        questions=links_of(entries, language),
        result=result,
        fault=_fault(problem, language) if problem else None,
    )


def _fault(problem: Problem, language: str) -> Fault:
    document = problem.document(language, "")
    return Fault(
        document["title"],
        document["detail"],
        document.get("excerpt", ""),
        document.get("advice", ""),
        document.get("paste", ""),
        document.get("line", 0),
        document.get("column", 0),
        len(document.get("token") or document.get("word") or ""),
    )


def _kept(scope: Scope) -> Fields:
    return tuple((name, value) for name, value in _fields(scope) if name not in NOT_KEPT)


def _fields(scope: Scope) -> Fields:
    """The parameters of an address that `protocol.read` has found to be UTF-8."""
    return parse_qsl(scope["query_string"].decode(), keep_blank_values=True)
