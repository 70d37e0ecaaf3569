"""/graph: the named graphs that belong to no one source, each as a document of its own."""

from collections.abc import Iterable, Iterator

from fastapi import APIRouter
from starlette.responses import Response

from api.documents.document import Visit, VisitDep, as_data, as_page, whole
from api.documents.representations import Asked, headers_of
from api.documents.unknown import unknown_term
from api.http.media import HTML
from api.pages import typography
from api.pages.pieces import Piece
from api.pages.record import Entry, RecordPage, chapter
from api.pages.words import words_of
from graph.names import href_of, part_of_dataset
from graph.reading.graphs import DERIVED, GRAPHS, graph_in, is_dumped, size_of
from graph.reading.grounds import Graphs
from graph.representation import Statement, triples_of
from graph.terms import Iri, Literal
from ontology import DCTERMS, GRAPH, LANGUAGES, RDF, RDFS, SD, XSD

router = APIRouter(tags=["linked data"])


@whole(router, "graph", "The named graphs beside those of the sources")
async def graphs(asked: Asked, visit: Visit) -> Response:
    here = [iri for iri in GRAPHS if await _is_here(iri, visit)]
    if asked.media is not HTML:
        return as_data(asked, triples_of(_statements(asked.iri, here, visit.edition.release.manifest.graphs)))
    entries = (
        Entry(
            anchor=_name(iri),
            name=Piece(visit.words(f"graphs.{_name(iri)}")),
            code=_name(iri),
            href=href_of(iri),
            texts=(Piece(visit.words(f"graphs.{_name(iri)}-note")),),
        )
        for iri in here
    )
    view = RecordPage(
        frame=visit.frame(asked, visit.words("graphs.title")),
        lead=visit.words("graphs.lead"),
        chapters=(chapter("graphs", visit.words("graphs.all"), entries),),
        more=Piece(visit.words("graphs.sources"), href="/sources"),
    )
    return as_page("record.html", view, asked, visit)


def _statements(collection: str, here: Iterable[str], dated: Graphs) -> Iterator[Statement]:
    """The graphs under the names by which the dataset describes them, what each is called and when it changed."""
    yield collection, RDF + "type", Iri(SD + "GraphCollection")
    for iri in here:
        part = part_of_dataset(iri)
        yield collection, SD + "namedGraph", Iri(part)
        yield part, RDF + "type", Iri(SD + "NamedGraph")
        yield part, SD + "name", Iri(iri)
        for language in LANGUAGES:
            yield part, RDFS + "label", Literal(words_of(language)(f"graphs.{_name(iri)}"), language)
        if iri in dated:
            yield part, DCTERMS + "modified", Literal(dated[iri].changed, datatype=XSD + "dateTime")


@router.get("/graph/{name}", summary="A named graph, whole")
async def graph(name: str, visit: VisitDep) -> Response:
    asked = visit.asked(name, GRAPH, "/graph/")
    if asked.iri not in GRAPHS or not await _is_here(asked.iri, visit):
        raise unknown_term(asked, GRAPHS)
    return await _page(asked, visit) if asked.media is HTML else await _data(asked, visit)


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
    kind = Piece(visit.words("graphs.one"), href="/graph")
    view = RecordPage(visit.frame(asked, visit.words(f"graphs.{name}")), "", (), tuple(items), kind)
    return as_page("record.html", view, asked, visit)


async def _data(asked: Asked, visit: Visit) -> Response:
    body = await graph_in(visit.engine, visit.edition.release.folder, asked.iri, asked.media.type)
    return Response(body, headers={"content-type": asked.media.content_type, **headers_of(asked)})


def _name(iri: str) -> str:
    return iri.removeprefix(GRAPH)
