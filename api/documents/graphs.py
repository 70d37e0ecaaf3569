"""/graph: the named graphs that belong to no one source, each as a document of its own."""

from fastapi import APIRouter
from starlette.responses import Response

from api.documents.document import Visit, VisitDep, as_page, unknown
from api.documents.representations import Asked, headers_of, no_format
from api.http.media import HTML, Media
from api.pages import typography
from api.pages.frame import Frame
from api.pages.pieces import Piece
from api.pages.record import Entry, RecordPage, chapter
from api.pages.rendering import VARY, page, remember_language
from graph.graphs import DERIVED, GRAPHS, graph_in, is_dumped, size_of
from graph.names import path_of
from ontology import GRAPH

router = APIRouter(tags=["linked data"])


@router.get("/graph", summary="The named graphs beside those of the sources")
async def graphs(visit: VisitDep) -> Response:
    frame = Frame(visit.words, visit.words("graphs.title"), "/graph", visit.edition.release.id)
    here = [iri for iri in GRAPHS if await _is_here(iri, visit)]
    entries = (
        Entry(_name(iri), Piece(visit.words(f"graphs.{_name(iri)}")), _name(iri), path_of(iri) or iri) for iri in here
    )
    back = Piece(visit.words("graphs.sources"), href="/sources")
    view = RecordPage(
        frame, visit.words("graphs.lead"), (chapter("graphs", visit.words("graphs.all"), entries),), (), back
    )
    response = page("record.html", view, headers={"vary": VARY})
    remember_language(response, visit.chosen)
    return response


@router.get("/graph/{name}", summary="A named graph, whole")
async def graph(name: str, visit: VisitDep) -> Response:
    asked = visit.asked(name, GRAPH, "/graph/")
    if asked.iri not in GRAPHS or not await _is_here(asked.iri, visit):
        raise unknown(asked, GRAPHS)
    if asked.media is None:
        raise no_format()
    if asked.media is HTML:
        return await _page(asked, visit)
    return await _data(asked, asked.media, visit)


async def _is_here(iri: str, visit: Visit) -> bool:
    return is_dumped(visit.edition.release.folder) if iri in DERIVED else await size_of(visit.engine, iri) > 0


async def _page(asked: Asked, visit: Visit) -> Response:
    name, entry = _name(asked.iri), visit.edition.release.manifest.graphs.get(asked.iri)
    items = [(visit.words("graphs.what"), (Piece(visit.words(f"graphs.{name}-note")),))]
    if asked.iri not in DERIVED:
        number = typography.number(str(await size_of(visit.engine, asked.iri)), visit.language)
        items.append((visit.words("graphs.triples"), (Piece(number),)))
    if entry:
        day = typography.date(entry.changed[:10], visit.words.months, visit.language)
        items.append((visit.words("graphs.changed"), (Piece(day, when=entry.changed),)))
    back = Piece(visit.words("graphs.all"), href="/graph")
    view = RecordPage(visit.frame(asked, visit.words(f"graphs.{name}")), "", (), tuple(items), back)
    return as_page("record.html", view, asked, visit)


async def _data(asked: Asked, media: Media, visit: Visit) -> Response:
    body = await graph_in(visit.engine, visit.edition.release.folder, asked.iri, media.type)
    return Response(body, headers={"content-type": media.content_type, **headers_of(asked)})


def _name(iri: str) -> str:
    return iri.removeprefix(GRAPH)
