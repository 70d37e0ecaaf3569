"""/questions and /rules: the queries that the release keeps as data, as pages and as RDF."""

from fastapi import APIRouter
from starlette.responses import Response

from api.documents.document import Visit, VisitDep, as_data, as_page, whole
from api.documents.representations import Asked
from api.documents.unknown import unknown_term
from api.http.media import HTML
from api.pages.answers import Answer, answer_of, iris_in
from api.pages.catalogue import catalogue_page
from api.pages.pieces import Namer
from graph.asking import rows_of
from graph.names import SHAPES_GRAPH
from graph.reading.catalogue import about, entries_of
from graph.reading.description import names_of
from graph.representation import Triples, triples_of_queries
from loaders.curating.codes import codes, triples_of_code, triples_of_codes
from ontology import BASE, RULES

router = APIRouter(tags=["self-description"])
ROWS_SHOWN = 100


# What a query of each kind is for, and what the list of them.
FOLDERS = {
    "questions": ("A question with its query", "The questions that the graph is tested with"),
    "rules": (
        "A rule: why it exists, how to mend what it finds, its query",
        "The rules that the files pass before they make a release",
    ),
}


def _register(folder: str, one: str, all_: str) -> None:
    @whole(router, folder, all_)
    async def queries(asked: Asked, visit: Visit) -> Response:
        return _all(asked, folder, await triples_of_queries(visit.engine, f"{BASE}{folder}/"), visit)

    @router.get(f"/{folder}/{{name}}", summary=one, name=folder.removesuffix("s"))
    async def query(name: str, visit: VisitDep) -> Response:
        asked = visit.asked(name, f"{BASE}{folder}/", f"/{folder}/")
        everything = await triples_of_queries(visit.engine, f"{BASE}{folder}/")
        known = {entry.iri for entry in entries_of(everything)}
        if asked.iri not in known:
            raise unknown_term(asked, known)
        return await _one(asked, folder, about(everything, asked.iri), visit)


for each, summaries in FOLDERS.items():
    _register(each, *summaries)


@router.get("/rules/{part}/{code}", summary="A check of our own: what it says, why, and how to mend what it finds")
async def code(part: str, code: str, visit: VisitDep) -> Response:
    asked = visit.asked(f"{part}/{code}", RULES, "/rules/")
    name = asked.iri.removeprefix(RULES)
    if name not in codes():
        raise unknown_term(asked, [RULES + one for one in codes()])
    return await _one(asked, "rules", triples_of_code(name), visit)


def _all(asked: Asked, folder: str, triples: Triples, visit: Visit) -> Response:
    if asked.media is not HTML:
        return as_data(asked, triples, graph=SHAPES_GRAPH)
    frame = visit.frame(asked, visit.words(f"catalogue.{folder}"), area=_area(folder))
    # What is no query stands in no graph: people find it here, programs under its own address.
    checks = entries_of(triples_of_codes()) if folder == "rules" else ()
    return as_page("catalogue.html", catalogue_page(entries_of(triples), folder, frame, checks=checks), asked, visit)


async def _one(asked: Asked, folder: str, triples: Triples, visit: Visit) -> Response:
    if asked.media is not HTML:
        return as_data(asked, triples, graph=SHAPES_GRAPH)
    (entry,) = entries_of(triples)
    title = entry.titles.get(visit.language, entry.name)
    answer = None if entry.severity else await _answered(title, entry.text, visit)
    view = catalogue_page([entry], folder, visit.frame(asked, title, area=_area(folder)), answer)
    return as_page("query.html", view, asked, visit)


async def _answered(title: str, text: str, visit: Visit) -> Answer:
    """What the release that the page shows answers."""
    rows = await rows_of(visit.engine, text)
    return answer_of(title, text, rows, ROWS_SHOWN, Namer(visit.words, await names_of(visit.engine, iris_in(rows))))


def _area(folder: str) -> str:
    """Questions belong to the endpoint; rules belong to nothing that the head of the page names."""
    return "sparql" if folder == "questions" else ""
