"""A query with the rows of its answer, as names instead of IRIs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.pages.pieces import Namer, Piece
from api.pages.typography import typeset
from graph.terms import Iri, Row


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
    shown = tuple(tuple(namer.value(row[name]) if name in row else None for name in columns) for row in rows[:most])
    return Answer(typeset(title, namer.language), columns, shown, len(rows), text)


def iris_in(rows: Iterable[Row]) -> set[str]:
    """What an answer names."""
    return {term.value for row in rows for term in row.values() if isinstance(term, Iri)}
