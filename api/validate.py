"""/validate: the workbench. A page to paste into, and the same as an interface for any site's data."""

import asyncio
import json
from collections.abc import Awaitable
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import LanguageDep, OriginDep, PinnedDep, ReleaseDep, ServingDep
from api.http.headers import VARY_BY_FORMAT_AND_LANGUAGE, values
from api.http.language import language_of
from api.http.links import host_name
from api.http.media import APPLICATION_JSON, HTML, PLAIN, TURTLE, Media, named
from api.http.negotiation import negotiate
from api.http.presence import ClientGone, unless_gone
from api.pages.citing import Origin
from api.pages.frame import Frame
from api.pages.rendering import page
from api.pages.validate import Judged, ValidatePage, judged
from api.pages.words import words_of
from api.problems.problem import Problem, Refused
from api.problems.views import request_id
from api.serving import Serving
from api.submitted import SYNTAXES, submission_of
from graph.errors import DeadlineExceeded, MemoryExceeded, WorkerDied
from loaders.reports.report import FORMATS
from loaders.workbench.bench import Bench
from loaders.workbench.submission import Submission, Unreadable, Verdict

router = APIRouter(tags=["validation"])
SARIF = Media("sarif", "application/sarif+json", "sarif")
# What a client can ask for, by the name of the report that it is; text first, for whoever asks from a terminal.
REPORTS = {PLAIN: "text", APPLICATION_JSON: "json", SARIF: "sarif", TURTLE: "turtle"}
OFFERS = tuple(media for media, name in REPORTS.items() if name in FORMATS)
CLOSED_REQUEST = 499

_FORM = {"type": "string", "format": "binary"}
_BODY = {
    "required": True,
    "content": {
        **{media.type: {"schema": {"type": "string"}} for media in SYNTAXES},
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {
                    "file": {**_FORM, "description": "the text as a file; the ending of its name gives the syntax"},
                    "text": {"type": "string", "description": "the text, where there is no file"},
                    "syntax": {"type": "string", "enum": list(SYNTAXES.values()), "description": "guessed without"},
                    "shapes": {**_FORM, "description": "SHACL shapes of your own, in place of ours"},
                    "shapes-text": {"type": "string", "description": "the same, where there is no file"},
                },
            }
        },
    },
}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The findings; none is a good sign.",
        "content": {media.type: {"schema": {"type": "string"}} for media in (*OFFERS, HTML)},
    },
    406: {"description": "None of the formats suits."},
    413: {"description": "The text or the shapes are too long."},
    415: {"description": "The body is in none of the syntaxes, or compressed."},
    422: {"description": "XML entities, too many triples, too deep a nesting, or shapes that are none."},
    429: {"description": "Too many requests; Retry-After says when to come back."},
    503: {"description": "The check took too long or too much, or the workers are busy."},
}


@router.get("/validate", summary="The workbench: check a text of RDF while writing it")
async def workbench(
    request: Request,
    release: ReleaseDep,
    language: LanguageDep,
    origin: OriginDep,
    pinned: PinnedDep,
    serving: ServingDep,
) -> Response:
    words = words_of(language)
    frame = Frame(words, words("validate.title"), "/validate", release, fields=pinned, origin=origin)
    return page("validate.html", ValidatePage(frame, serving.settings.caps), chosen=request.query_params.get("lang"))


@router.post(
    "/validate",
    summary="Findings in a text of RDF, against our shapes or your own",
    description=(
        "Nothing is fetched, whatever the text names: imports, contexts and schemas must stand in it. "
        "The parameter `file` names the text; that of a curated file has it checked as one."
    ),
    openapi_extra={"requestBody": _BODY},
    responses=_ANSWERS,
)
async def validate(request: Request, serving: ServingDep) -> Response:
    language = language_of(request.scope)
    media = _media(request)
    try:
        if media is HTML:
            return await _answered_page(request, serving, language)
        submission = await submission_of(request, serving.settings.caps, language, REPORTS[media])
        verdict = await _judged(request, serving, submission)
    except ClientGone:
        return Response(status_code=CLOSED_REQUEST)
    return Response(verdict.body, headers={"content-type": media.content_type, **_headers(verdict, language)})


def _media(request: Request) -> Media:
    offers = (*OFFERS, HTML)
    asked = request.query_params.get("format")
    media = named(asked, offers) if asked else negotiate(offers, values(request.scope, b"accept"))
    if media is None:
        raise Refused("not-acceptable", {"available": [offer.type for offer in offers]})
    return media


async def _judged(request: Request, serving: Serving, submission: Submission) -> Verdict:
    bench: Bench = request.app.state.bench
    work: Awaitable[Verdict] = bench.judge(submission, serving.release_id or "")
    try:
        return await unless_gone(work, request.receive)
    except Unreadable as refusal:
        raise Refused(refusal.code, {**refusal.members, "detail": refusal.detail}) from None
    except DeadlineExceeded as late:
        raise Refused("validation-too-long", {"seconds": late.seconds}) from None
    except MemoryExceeded as heavy:
        raise Refused("validation-too-heavy", {"megabytes": heavy.megabytes}) from None
    except WorkerDied:
        raise Refused("validation-died") from None


def _headers(verdict: Verdict, language: str) -> dict[str, str]:
    """What a script wants to know before it reads the report."""
    headers = {
        "content-language": language,
        "cache-control": "no-store",
        "vary": VARY_BY_FORMAT_AND_LANGUAGE,
        "andromede-findings": str(verdict.findings),
        "andromede-errors": str(verdict.errors),
    }
    return {**headers, **({"andromede-checked-as": verdict.checked_as} if verdict.checked_as else {})}


async def _answered_page(request: Request, serving: Serving, language: str) -> Response:
    """The page for a form without script: the text with its findings between the lines, or what is wrong with it."""
    submission, outcome, problem = None, None, None
    try:
        submission = await submission_of(request, serving.settings.caps, language, "json")
        verdict = await _judged(request, serving, submission)
        outcome = await asyncio.to_thread(judged, submission, verdict, json.loads(verdict.body), words_of(language))
    except Refused as refused:
        problem = refused.problem
    return _page(request, serving, language, submission, outcome, problem)


def _page(
    request: Request,
    serving: Serving,
    language: str,
    submission: Submission | None,
    outcome: Judged | None,
    problem: Problem | None,
) -> Response:
    words = words_of(language)
    host = host_name(request.scope, serving.settings.public_url)
    frame = Frame(words, words("validate.title"), "/validate", "", origin=Origin(host))
    told = problem.document(language, request_id(request.scope)) if problem else None
    view = ValidatePage.after(frame, serving.settings.caps, submission, outcome, told)
    status, own = (problem.kind.status, dict(problem.headers)) if problem else (200, {})
    return page("validate.html", view, status=status, headers={**own, "cache-control": "no-store"})
