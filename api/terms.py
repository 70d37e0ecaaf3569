"""/ontology: the classes and properties, as a page with an anchor for each, and as RDF."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import EngineDep, LanguageDep, ReleaseDep
from api.media import HTML
from api.model import read_model
from api.pages.frame import Frame, formats_of
from api.pages.ontology import names_in, ontology_page
from api.pages.pieces import Namer
from api.pages.rendering import page, remember_language
from api.pages.words import words_of
from api.problems import Refused
from api.representations import asked_for, headers_of, no_format
from graph.engine import Engine
from graph.representation import triples_of_ontology, write
from graph.terminology import terms_of
from ontology import BASE, LANGUAGES

router = APIRouter(tags=["linked data"])
NAME = "ontology"


@router.get("/ontology", summary="The ontology: its page, or its triples")
async def ontology(request: Request, engine: EngineDep, release: ReleaseDep, language: LanguageDep) -> Response:
    return await _answer(NAME, request, engine, release, language)


@router.get("/ontology.{extension}", summary="The ontology in one format")
async def ontology_in(
    extension: str, request: Request, engine: EngineDep, release: ReleaseDep, language: LanguageDep
) -> Response:
    return await _answer(f"{NAME}.{extension}", request, engine, release, language)


async def _answer(name: str, request: Request, engine: Engine, release: str, language: str) -> Response:
    asked = asked_for(name, BASE, "/", request)
    if asked.path != f"/{NAME}":
        raise Refused("unknown-address")
    if asked.media is None:
        raise no_format()
    if asked.media is HTML:
        response = await _page(asked.path, request, engine, release, language)
    else:
        body = write(await triples_of_ontology(engine), asked.media.type, read_model().prefixes, read_model().context)
        response = Response(body, headers={"content-type": asked.media.content_type})
    response.headers.update(headers_of(asked))
    return response


async def _page(path: str, request: Request, engine: Engine, release: str, language: str) -> Response:
    terms = await terms_of(engine)
    namer = Namer(words_of(language), names_in(terms))
    frame = Frame(namer.words, namer.words("ontology.title"), path, release, BASE + NAME, formats=formats_of(path))
    response = page("ontology.html", ontology_page(terms, read_model(), namer, frame))
    asked = request.query_params.get("lang")
    remember_language(response, asked if asked in LANGUAGES else None)
    return response
