"""/problems: each kind of error at the address that `type` gives, with what it means and what to do, and as RDF."""

from collections.abc import Iterable, Iterator

from fastapi import APIRouter
from starlette.responses import Response

from api.documents.document import Visit, VisitDep, as_data, as_page, unknown, whole
from api.documents.representations import Asked
from api.http.media import HTML
from api.pages.pieces import Piece
from api.pages.record import Entry, RecordPage, chapter
from api.problems.kinds import KINDS, Kind
from graph.names import path_of
from graph.representation import Statement, triples_of
from graph.terms import Iri, Literal
from loaders.findings import Text
from ontology import BASE, LANGUAGES, PROBLEMS, RDF, SKOS

router = APIRouter(tags=["self-description"])
NAME = "problems"
SCHEME = BASE + NAME


@whole(router, NAME, "The kinds of error, with their status")
async def problems(asked: Asked, visit: Visit) -> Response:
    return _answer(asked, visit.words("problems.title"), visit.words("problems.lead"), tuple(KINDS.values()), visit)


@router.get("/problems/{name}", summary="A kind of error: what it means and what to do")
async def problem(name: str, visit: VisitDep) -> Response:
    asked = visit.asked(name, PROBLEMS, f"/{NAME}/")
    kind = KINDS.get(asked.iri.removeprefix(PROBLEMS))
    if kind is None:
        raise unknown(asked, (each.iri for each in KINDS.values()))
    title = kind.title.in_language(visit.language)
    return _answer(asked, title, "", (kind,), visit)


def _answer(asked: Asked, title: str, lead: str, kinds: tuple[Kind, ...], visit: Visit) -> Response:
    if asked.media is not HTML:
        return as_data(asked, triples_of(statements(kinds)))
    chapters = (chapter("kinds", visit.words("problems.kinds"), (_entry(kind, visit) for kind in kinds)),)
    back = Piece(visit.words("problems.all"), href=f"/{NAME}") if asked.path != f"/{NAME}" else None
    return as_page("record.html", RecordPage(visit.frame(asked, title), lead, chapters, back=back), asked, visit)


def statements(kinds: Iterable[Kind]) -> Iterator[Statement]:
    """The kinds as concepts of one scheme; the notation is the status of HTTP."""
    yield SCHEME, RDF + "type", Iri(SKOS + "ConceptScheme")
    for kind in kinds:
        yield kind.iri, RDF + "type", Iri(SKOS + "Concept")
        yield kind.iri, SKOS + "inScheme", Iri(SCHEME)
        yield kind.iri, SKOS + "notation", Literal(str(kind.status))
        for property_, text in (("prefLabel", kind.title), ("definition", kind.detail), ("note", kind.advice)):
            yield from _in_languages(kind.iri, SKOS + property_, text)


def _in_languages(iri: str, property_: str, text: Text | None) -> Iterator[Statement]:
    for language in LANGUAGES if text else ():
        yield iri, property_, Literal(text.in_language(language) if text else "", language)


def _entry(kind: Kind, visit: Visit) -> Entry:
    said = (kind.detail, kind.advice)
    return Entry(
        anchor=kind.name,
        name=Piece(kind.title.in_language(visit.language)),
        code=f"{kind.status} {kind.name}",
        href=path_of(kind.iri) or kind.iri,
        texts=tuple(Piece(text.in_language(visit.language)) for text in said if text),
    )
