"""/questions and /rules: the queries that the release keeps as data, as pages and as RDF."""

from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import EngineDep, LanguageDep, ReleaseDep
from api.media import HTML
from api.model import read_model
from api.pages.catalogue import catalogue_page
from api.pages.frame import Frame, formats_of
from api.pages.rendering import page, remember_language
from api.pages.words import words_of
from api.problems import Refused
from api.representations import Asked, asked_for, headers_of, no_format
from graph.catalogue import about, entries_of
from graph.engine import Engine
from graph.representation import Triples, triples_of_queries, write
from loaders.findings import Text
from ontology import BASE, LANGUAGES

router = APIRouter(tags=["self-description"])


@dataclass(frozen=True, slots=True)
class Visit:
    """A request with all that its answer rests on."""

    request: Request
    engine: Engine
    release: str
    language: str


def _visit(request: Request, engine: EngineDep, release: ReleaseDep, language: LanguageDep) -> Visit:
    return Visit(request, engine, release, language)


VisitDep = Annotated[Visit, Depends(_visit)]


@router.get("/questions", summary="The questions that the graph is tested with")
async def questions(visit: VisitDep) -> Response:
    return await _list("questions", "", visit)


@router.get("/questions.{extension}", summary="The questions in one format")
async def questions_in(extension: str, visit: VisitDep) -> Response:
    return await _list("questions", f".{extension}", visit)


@router.get("/questions/{name}", summary="A question with its query")
async def question(name: str, visit: VisitDep) -> Response:
    return await _one("questions", name, visit)


@router.get("/rules", summary="The rules that the files pass before they make a release")
async def rules(visit: VisitDep) -> Response:
    return await _list("rules", "", visit)


@router.get("/rules.{extension}", summary="The rules in one format")
async def rules_in(extension: str, visit: VisitDep) -> Response:
    return await _list("rules", f".{extension}", visit)


@router.get("/rules/{name}", summary="A rule: why it exists, how to mend what it finds, its query")
async def rule(name: str, visit: VisitDep) -> Response:
    return await _one("rules", name, visit)


async def _list(folder: str, extension: str, visit: Visit) -> Response:
    asked = asked_for(folder + extension, BASE, "/", visit.request)
    if asked.path != f"/{folder}":
        raise Refused("unknown-address")
    triples = await triples_of_queries(visit.engine, f"{BASE}{folder}/")
    return _answer(asked, folder, triples, visit)


async def _one(folder: str, name: str, visit: Visit) -> Response:
    asked = asked_for(name, f"{BASE}{folder}/", f"/{folder}/", visit.request)
    everything = await triples_of_queries(visit.engine, f"{BASE}{folder}/")
    known = {entry.iri for entry in entries_of(everything)}
    if asked.iri not in known:
        raise _unknown(asked, known)
    return _answer(asked, folder, about(everything, asked.iri), visit)


def _answer(asked: Asked, folder: str, triples: Triples, visit: Visit) -> Response:
    if asked.media is None:
        raise no_format()
    if asked.media is HTML:
        response = _page(asked, folder, triples, visit)
    else:
        model = read_model()
        body = write(triples, asked.media.type, model.prefixes, model.context)
        response = Response(body, headers={"content-type": asked.media.content_type})
    response.headers.update(headers_of(asked))
    return response


def _page(asked: Asked, folder: str, triples: Triples, visit: Visit) -> Response:
    words = words_of(visit.language)
    entries = entries_of(triples)
    whole = asked.path == f"/{folder}"
    title = words(f"catalogue.{folder}") if whole else entries[0].titles.get(visit.language, entries[0].name)
    frame = Frame(words, title, asked.path, visit.release, asked.iri, area="sparql", formats=formats_of(asked.path))
    response = page("catalogue.html" if whole else "query.html", catalogue_page(entries, folder, frame))
    chosen = visit.request.query_params.get("lang")
    remember_language(response, chosen if chosen in LANGUAGES else None)
    return response


def _unknown(asked: Asked, known: set[str]) -> Refused:
    sentence = Text(*(words_of(language)("problem.unknown", path=asked.path) for language in LANGUAGES))
    return Refused("unknown-entity", {"detail": sentence, "nearest": get_close_matches(asked.iri, sorted(known))})
