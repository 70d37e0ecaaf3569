"""/questions and /rules: the queries that the release keeps as data, as pages and as RDF."""

from fastapi import APIRouter
from starlette.responses import Response

from api.documents.document import Visit, VisitDep, as_data, as_page, unknown
from api.documents.representations import Asked, no_format
from api.http.media import HTML
from api.pages.catalogue import catalogue_page
from api.problems.problem import Refused
from graph.catalogue import about, entries_of
from graph.names import SHAPES_GRAPH
from graph.representation import Triples, triples_of_queries
from ontology import BASE

router = APIRouter(tags=["self-description"])


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
    asked = visit.asked(folder + extension, BASE, "/")
    if asked.path != f"/{folder}":
        raise Refused("unknown-address")
    return _answer(asked, folder, await triples_of_queries(visit.engine, f"{BASE}{folder}/"), visit)


async def _one(folder: str, name: str, visit: Visit) -> Response:
    asked = visit.asked(name, f"{BASE}{folder}/", f"/{folder}/")
    everything = await triples_of_queries(visit.engine, f"{BASE}{folder}/")
    known = {entry.iri for entry in entries_of(everything)}
    if asked.iri not in known:
        raise unknown(asked, known)
    return _answer(asked, folder, about(everything, asked.iri), visit)


def _answer(asked: Asked, folder: str, triples: Triples, visit: Visit) -> Response:
    if asked.media is None:
        raise no_format()
    if asked.media is not HTML:
        return as_data(asked, asked.media, triples, graph=SHAPES_GRAPH)
    entries = entries_of(triples)
    whole = asked.path == f"/{folder}"
    title = visit.words(f"catalogue.{folder}") if whole else entries[0].titles.get(visit.language, entries[0].name)
    view = catalogue_page(entries, folder, visit.frame(asked, title, area="sparql"))
    return as_page("catalogue.html" if whole else "query.html", view, asked, visit)
