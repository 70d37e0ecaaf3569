"""/questions and /rules: the queries that the release keeps as data, as pages and as RDF."""

from fastapi import APIRouter
from starlette.responses import Response

from api.documents.document import Visit, VisitDep, as_data, as_page, unknown, whole
from api.documents.representations import Asked
from api.http.media import HTML
from api.pages.catalogue import catalogue_page
from graph.catalogue import about, entries_of
from graph.names import SHAPES_GRAPH
from graph.representation import Triples, triples_of_queries
from ontology import BASE

router = APIRouter(tags=["self-description"])


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
        return _answer(asked, folder, await triples_of_queries(visit.engine, f"{BASE}{folder}/"), visit)

    @router.get(f"/{folder}/{{name}}", summary=one, name=folder.removesuffix("s"))
    async def query(name: str, visit: VisitDep) -> Response:
        asked = visit.asked(name, f"{BASE}{folder}/", f"/{folder}/")
        everything = await triples_of_queries(visit.engine, f"{BASE}{folder}/")
        known = {entry.iri for entry in entries_of(everything)}
        if asked.iri not in known:
            raise unknown(asked, known)
        return _answer(asked, folder, about(everything, asked.iri), visit)


for each, summaries in FOLDERS.items():
    _register(each, *summaries)


def _answer(asked: Asked, folder: str, triples: Triples, visit: Visit) -> Response:
    if asked.media is not HTML:
        return as_data(asked, triples, graph=SHAPES_GRAPH)
    entries = entries_of(triples)
    whole = asked.path == f"/{folder}"
    title = visit.words(f"catalogue.{folder}") if whole else entries[0].titles.get(visit.language, entries[0].name)
    view = catalogue_page(entries, folder, visit.frame(asked, title, area="sparql"))
    return as_page("catalogue.html" if whole else "query.html", view, asked, visit)
