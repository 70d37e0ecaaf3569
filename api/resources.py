"""The linked-data façade: /id/x leads to /doc/x, which describes x in HTML, Turtle, JSON-LD, N-Triples or RDF/XML."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.dependencies import EngineDep, LanguageDep, ReleaseDep
from api.media import HTML
from api.model import Model, read_model
from api.pages.frame import Frame, formats_of
from api.pages.pieces import Namer
from api.pages.rendering import page, remember_language
from api.pages.resource import resource_page
from api.pages.words import words_of
from api.problems import Refused
from api.representations import VARY, Asked, asked_for, headers_of, no_format
from graph.description import describe, names_of
from graph.engine import Engine
from graph.facts import Group
from graph.fate import Fate, State, fate_of, renamed
from graph.names import path_of
from graph.nearest import nearest_names
from graph.representation import triples_about, write
from loaders.findings import Text
from ontology import ANDRO, ID, LANGUAGES, VOCABULARY

router = APIRouter(tags=["linked data"])

Language = Annotated[
    str | None, Query(alias="lang", description="fr or en: the language of the page, kept in a cookie")
]


@router.get("/id/{name}", summary="A thing, a source or a fact: leads to its document")
async def thing(name: str, request: Request) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{request.scope.get('root_path', '')}/doc/{quote(name)}{query}", 303, {"vary": VARY})


@router.get("/doc/{name}", summary="The document about a thing, a source or a fact")
async def document(
    name: str, request: Request, engine: EngineDep, release: ReleaseDep, language: LanguageDep, lang: Language = None
) -> Response:
    asked = asked_for(name, ID, "/doc/", request)
    return await _answer(asked, request, engine, release, language, lang)


@router.get("/vocabulary/{scheme}/{name}", summary="A concept, with all facts that use it")
async def concept(
    scheme: str,
    name: str,
    request: Request,
    engine: EngineDep,
    release: ReleaseDep,
    language: LanguageDep,
    lang: Language = None,
) -> Response:
    asked = asked_for(name, f"{VOCABULARY}{scheme}/", f"/vocabulary/{scheme}/", request)
    return await _answer(asked, request, engine, release, language, lang)


@router.get("/vocabulary/{name}", summary="A vocabulary with its concepts")
async def vocabulary(
    name: str, request: Request, engine: EngineDep, release: ReleaseDep, language: LanguageDep, lang: Language = None
) -> Response:
    asked = asked_for(name, VOCABULARY, "/vocabulary/", request)
    return await _answer(asked, request, engine, release, language, lang)


async def _answer(
    asked: Asked, request: Request, engine: Engine, release: str, language: str, lang: str | None
) -> Response:
    fate = await fate_of(engine, asked.iri)
    if fate.state is not State.LIVE:
        return _retired(asked, fate)
    if asked.media is None:
        return await _refused(asked, engine, language)
    if asked.media is HTML:
        response = await _page(asked, request, engine, release, language)
        remember_language(response, lang if lang in LANGUAGES else None)
    else:
        response = await _data(asked, engine, language)
    response.headers.update(headers_of(asked))
    return response


async def _page(asked: Asked, request: Request, engine: Engine, release: str, language: str) -> Response:
    group, number = _group(request), _number(request)
    description = await describe(engine, asked.iri, group, number)
    if description is None:
        return await _unknown(asked, engine, language)
    model = read_model()
    frame = Frame(words_of(language), "", asked.path, release, asked.iri, formats=formats_of(asked.path))
    template, view = resource_page(description, model.dictionary, frame, group, number)
    return page(template, view)


async def _data(asked: Asked, engine: Engine, language: str) -> Response:
    triples = await triples_about(engine, asked.iri)
    if not triples or asked.media is None:
        return await _unknown(asked, engine, language)
    model: Model = read_model()
    body = write(triples, asked.media.type, model.prefixes, model.context)
    return Response(body, headers={"content-type": asked.media.content_type})


async def _refused(asked: Asked, engine: Engine, language: str) -> Response:
    """No format fits: a matter only where there is something to write in it."""
    if not await triples_about(engine, asked.iri):
        return await _unknown(asked, engine, language)
    raise no_format()


def _retired(asked: Asked, fate: Fate) -> Response:
    """Merged: where it is now, in the format asked for. Withdrawn: the curators' reason."""
    if fate.successor:
        path = _document_path(fate.successor)
        extension = "" if asked.negotiated or asked.media is None else f".{asked.media.extension}"
        links = {"link": f'<{fate.successor}>; rel="successor-version"', "vary": VARY}
        return RedirectResponse(path + extension, 301, links)
    reason = Text(fate.because.get("fr", ""), fate.because.get("en", ""))
    raise Refused("withdrawn", {"detail": reason})


async def _unknown(asked: Asked, engine: Engine, language: str) -> Response:
    """A fact follows the merges of the slugs in its name; anything else is unknown, and its nearest names are given."""
    if now := await renamed(engine, asked.iri):
        return RedirectResponse(_document_path(now), 301, {"vary": VARY})
    slug = asked.iri.rsplit("/", 1)[-1]
    nearest = [found.iri for found in await nearest_names(engine, slug)]
    names = await names_of(engine, nearest)
    shown = asked.path.replace("/doc/", "/id/")
    sentence = Text(words_of("fr")("problem.unknown", path=shown), words_of("en")("problem.unknown", path=shown))
    labels = [Namer(words_of(language), names).name(iri).text for iri in nearest]
    raise Refused("unknown-entity", {"detail": sentence, "nearest": nearest, "labels": labels})


def _document_path(iri: str) -> str:
    return (path_of(iri) or iri).replace("/id/", "/doc/", 1)


def _group(request: Request) -> Group | None:
    """`?group=Position.organization`: one page of a long group."""
    kind, _, via = request.query_params.get("group", "").partition(".")
    return Group(ANDRO + kind, ANDRO + via if via else "") if kind else None


def _number(request: Request) -> int:
    text = request.query_params.get("page", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 7 else 1
