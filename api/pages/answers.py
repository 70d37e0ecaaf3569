"""A query with the rows of its answer, as names instead of IRIs."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from api.pages.pieces import Namer, Piece
from api.pages.typography import typeset
from graph.terms import Iri, Literal, Row, Term
from ontology import XSD

# Queries compare days of unlike precision as texts: MAX(STR(?day)).
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(-(?:0[1-9]|[12]\d|3[01]))?")


@dataclass(frozen=True, slots=True)
class Answer:
    """`rows` are the first of `total`; the columns keep the query's own words, which are seen again in the editor."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Piece | None, ...], ...]
    total: int
    text: str


def answer_of(title: str, text: str, rows: Sequence[Row], most: int, namer: Namer) -> Answer:
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    shown = tuple(
        tuple(namer.value(_dated(row[name])) if name in row else None for name in columns) for row in rows[:most]
    )
    return Answer(typeset(title, namer.language), columns, shown, len(rows), text)


def _dated(term: Term) -> Term:
    """A text that is a day or a month, as the day or month."""
    if not isinstance(term, Literal) or term.language or not (day := _DAY.fullmatch(term.value)):
        return term
    return replace(term, datatype=XSD + ("date" if day[1] else "gYearMonth"))


def iris_in(rows: Iterable[Row]) -> set[str]:
    """What an answer names."""
    return {term.value for row in rows for term in row.values() if isinstance(term, Iri)}
