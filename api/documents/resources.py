"""The linked-data façade: /id/x leads to /doc/x, which describes x as a page or in any of our RDF formats."""

from urllib.parse import quote

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.documents.document import Visit, VisitDep, as_data, as_page
from api.documents.representations import Asked
from api.documents.unknown import unknown_term, unknown_thing
from api.http.dates import date_of, put_date
from api.http.headers import VARY_BY_FORMAT_AND_LANGUAGE
from api.http.media import HTML, TRIG
from api.model import read_model
from api.pages.resource import resource_page
from api.problems.problem import Refused
from graph.names import document_of
from graph.reading.description import describe
from graph.reading.facts import Group
from graph.reading.fate import Fate, State, fate_of, renamed
from graph.reading.terminology import concepts_of
from graph.representation import quads_about, triples_about
from ontology import ANDRO, ID, LANGUAGES, VOCABULARY

router = APIRouter(tags=["linked data"])


@router.get("/id/{name}", summary="A thing, a source or a fact: leads to its document")
async def thing(name: str, request: Request) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(
        f"{request.scope.get('root_path', '')}/doc/{quote(name)}{query}", 303, {"vary": VARY_BY_FORMAT_AND_LANGUAGE}
    )


@router.get("/doc/{name}", summary="The document about a thing, a source or a fact")
async def document(name: str, visit: VisitDep) -> Response:
    return await _answer(visit.asked(name, ID, "/doc/"), visit)


@router.get("/vocabulary/{scheme}/{name}", summary="A concept, with all facts that use it")
async def concept(scheme: str, name: str, visit: VisitDep) -> Response:
    return await _answer(visit.asked(name, f"{VOCABULARY}{scheme}/", f"/vocabulary/{scheme}/"), visit)


@router.get("/vocabulary/{name}", summary="A vocabulary with its concepts")
async def vocabulary(name: str, visit: VisitDep) -> Response:
    return await _answer(visit.asked(name, VOCABULARY, "/vocabulary/"), visit)


async def _answer(asked: Asked, visit: Visit) -> Response:
    fate = await fate_of(visit.engine, asked.iri)
    if fate.state is not State.LIVE:
        return _retired(asked, fate, visit)
    made = await _page(asked, visit) if asked.offer is HTML else await _data(asked, visit)
    put_date(made, await date_of(asked.iri, visit.request.scope, visit.engine))
    return made


async def _page(asked: Asked, visit: Visit) -> Response:
    group, number = _group(visit.request), _number(visit.request)
    description = await describe(visit.engine, asked.iri, group, number)
    if description is None:
        return await _unknown(asked, visit)
    if group is not None and not description.facts:
        raise Refused("unknown-address")
    template, view = resource_page(description, read_model().dictionary, visit.frame(asked), group, number)
    return as_page(template, view, asked, visit)


async def _data(asked: Asked, visit: Visit) -> Response:
    triples = await triples_about(visit.engine, asked.iri)
    if not triples:
        return await _unknown(asked, visit)
    quads = await quads_about(visit.engine, asked.iri, triples) if asked.media is TRIG else None
    return as_data(asked, triples, quads)


def _retired(asked: Asked, fate: Fate, visit: Visit) -> Response:
    """Merged: where it is now, in the format asked for. Withdrawn: the curators' reason."""
    if fate.successor:
        links = {"link": f'<{fate.successor}>; rel="successor-version"', "vary": VARY_BY_FORMAT_AND_LANGUAGE}
        return RedirectResponse(_address_of(fate.successor, asked, visit), 301, links)
    raise Refused("withdrawn", {"detail": fate.because})


async def _unknown(asked: Asked, visit: Visit) -> Response:
    """A fact follows the merges of the slugs in its name; anything else is unknown, and the likest are given."""
    if now := await renamed(visit.engine, asked.iri):
        return RedirectResponse(_address_of(now, asked, visit), 301, {"vary": VARY_BY_FORMAT_AND_LANGUAGE})
    if asked.iri.startswith(VOCABULARY):
        names = await concepts_of(visit.engine)
        raise unknown_term(asked, names, names, visit.language)
    raise await unknown_thing(asked.path.replace("/doc/", "/id/"), visit)


def _address_of(iri: str, asked: Asked, visit: Visit) -> str:
    """Of the document about another resource, in the format, the edition and the language that were asked for."""
    extension = "" if asked.negotiated else f".{asked.media.extension}"
    language = visit.request.query_params.get("lang")
    words = f"{'&' if asked.query else '?'}lang={language}" if language in LANGUAGES else ""
    return document_of(iri) + extension + asked.query + words


def _group(request: Request) -> Group | None:
    """`?group=Position.organization`: one page of a long group."""
    kind, _, via = request.query_params.get("group", "").partition(".")
    return Group(ANDRO + kind, ANDRO + via if via else "") if kind else None


def _number(request: Request) -> int:
    text = request.query_params.get("page", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1
