"""/problems: each kind of error at the address that `type` gives, with what it means and what to do, and as RDF."""

from collections.abc import Iterable, Iterator

from fastapi import APIRouter
from starlette.responses import Response

from api.documents.document import Visit, VisitDep, as_data, as_page, whole
from api.documents.representations import Asked
from api.documents.unknown import unknown_term
from api.http.media import HTML
from api.pages.pieces import Piece, Pieces, plain
from api.pages.record import Entry, RecordPage, chapter
from api.pages.typography import typeset
from api.pages.words import words_of
from api.problems.kinds import KINDS, Kind
from graph.names import href_of
from graph.representation import Statement, triples_of
from graph.terms import Iri, Literal
from ontology import BASE, LANGUAGES, PROBLEMS, RDF, SKOS

router = APIRouter(tags=["self-description"])
NAME = "problems"
SCHEME = BASE + NAME


@whole(router, NAME, "The kinds of error, with their status")
async def problems(asked: Asked, visit: Visit) -> Response:
    if asked.media is not HTML:
        return as_data(asked, triples_of(statements(KINDS.values())))
    chapters = (chapter("kinds", visit.words("problems.kinds"), (_entry(kind, visit) for kind in KINDS.values())),)
    frame = visit.frame(asked, visit.words("problems.title"))
    return as_page("record.html", RecordPage(frame, visit.words("problems.lead"), chapters), asked, visit)


@router.get("/problems/{name}", summary="A kind of error: what it means and what to do")
async def problem(name: str, visit: VisitDep) -> Response:
    asked = visit.asked(name, PROBLEMS, f"/{NAME}/")
    kind = KINDS.get(asked.iri.removeprefix(PROBLEMS))
    if kind is None:
        raise unknown_term(asked, (each.iri for each in KINDS.values()))
    if asked.media is not HTML:
        return as_data(asked, triples_of(statements((kind,))))
    items = [(visit.words("problems.status"), plain(str(kind.status)))]
    if kind.advice:
        items.append((visit.words("problems.to-do"), _advice(kind, visit)))
    one = Piece(visit.words("problems.one"), href=f"/{NAME}")
    frame = visit.frame(asked, kind.title.in_language(visit.language))
    return as_page(
        "record.html", RecordPage(frame, _meaning(kind, visit.language), (), tuple(items), one), asked, visit
    )


def statements(kinds: Iterable[Kind]) -> Iterator[Statement]:
    """The kinds as concepts of one scheme; the notation is the status of HTTP."""
    yield SCHEME, RDF + "type", Iri(SKOS + "ConceptScheme")
    for kind in kinds:
        yield kind.iri, RDF + "type", Iri(SKOS + "Concept")
        yield kind.iri, SKOS + "inScheme", Iri(SCHEME)
        yield kind.iri, SKOS + "notation", Literal(str(kind.status))
        for language in LANGUAGES:
            yield kind.iri, SKOS + "prefLabel", Literal(kind.title.in_language(language), language)
            yield kind.iri, SKOS + "definition", Literal(_meaning(kind, language), language)
            if kind.advice:
                yield kind.iri, SKOS + "note", Literal(kind.advice.in_language(language), language)


def _entry(kind: Kind, visit: Visit) -> Entry:
    return Entry(
        anchor=kind.name,
        name=Piece(kind.title.in_language(visit.language)),
        code=f"{kind.status} {kind.name}",
        href=href_of(kind.iri),
        texts=(*plain(_meaning(kind, visit.language)), *_advice(kind, visit)),
    )


def _advice(kind: Kind, visit: Visit) -> Pieces:
    return plain(typeset(kind.advice.in_language(visit.language), visit.language)) if kind.advice else ()


def _meaning(kind: Kind, language: str) -> str:
    """What it means whatever the case: the sentence of a case has that case's own values in it."""
    return words_of(language)(f"problems.means.{kind.name}")
