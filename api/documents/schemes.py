"""/vocabulary: the vocabularies, as a list and as RDF; each has a page of its own."""

from fastapi import APIRouter
from starlette.responses import Response

from api.documents.document import Visit, as_data, as_page, whole
from api.documents.representations import Asked
from api.http.media import HTML
from api.pages.pieces import Namer, Piece
from api.pages.record import Entry, RecordPage, chapter, texts
from graph.names import VOCABULARIES, href_of
from graph.reading.facts import literals
from graph.reading.terminology import schemes_of
from graph.representation import triples_of_vocabularies
from ontology import SKOS, VOCABULARY

router = APIRouter(tags=["linked data"])


@whole(router, "vocabulary", "The vocabularies: their list, or all their triples")
async def vocabularies(asked: Asked, visit: Visit) -> Response:
    if asked.media is not HTML:
        return as_data(asked, await triples_of_vocabularies(visit.engine), graph=VOCABULARIES)
    return as_page("record.html", await _page(asked, visit), asked, visit)


async def _page(asked: Asked, visit: Visit) -> RecordPage:
    schemes = await schemes_of(visit.engine)
    names = {
        iri: {t.language: t.value for t in literals(said, SKOS + "prefLabel")} for iri, (said, _) in schemes.items()
    }
    namer = Namer(visit.words, names)
    entries = (
        Entry(
            anchor=(code := iri.removeprefix(VOCABULARY)),
            name=namer.name(iri),
            code=code,
            href=href_of(iri),
            texts=(
                *texts(said, (SKOS + "definition",), namer),
                Piece(visit.words.count("vocabulary.concepts", number)),
            ),
        )
        for iri, (said, number) in schemes.items()
    )
    frame = visit.frame(asked, visit.words("vocabulary.title"))
    return RecordPage(
        frame, visit.words("vocabulary.lead"), (chapter("schemes", visit.words("vocabulary.all"), entries),)
    )
