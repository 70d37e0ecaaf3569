"""What the facts of a section say of one day: what certainly was so, and what nobody establishes or rules out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from api.pages.pieces import Piece
from api.pages.telling import Row, Teller, plain_claims
from api.pages.timeline import BOUNDS, days_of
from graph.reading.facts import Fact
from graph.terms import Literal
from ontology import XSD, core


@dataclass(frozen=True, slots=True)
class OnDay:
    """The answer for a day. Rows are named and not marked again: their marks stand in the table below."""

    day: Piece
    certain: tuple[Row, ...]
    possible: tuple[Row, ...]


def on_day(told: Iterable[tuple[Fact, Row]], day: date, teller: Teller) -> OnDay:
    """What is only planned, alleged or denied, and what bears no date, says nothing of a day."""
    certain: list[Row] = []
    possible: list[Row] = []
    for fact, row in told:
        if not plain_claims(fact) or not _is_dated(fact):
            continue
        if _is_certain(fact, day):
            certain.append(row)
        elif not _is_excluded(fact, day, teller):
            possible.append(row)
    return OnDay(teller.namer.value(Literal(day.isoformat(), datatype=XSD + "date")), tuple(certain), tuple(possible))


def _is_dated(fact: Fact) -> bool:
    return any(fact.values.get(name) for name in BOUNDS)


def _is_certain(fact: Fact, day: date) -> bool:
    start, end = days_of(fact.values, (core.LATEST_START,)), days_of(fact.values, (core.EARLIEST_END,))
    return bool(start) and bool(end) and max(start) <= day <= min(end)


def _is_excluded(fact: Fact, day: date, teller: Teller) -> bool:
    """Whether the day lies before the earliest beginning that is told, or after the latest end."""
    begins = days_of(fact.values, (core.EARLIEST_START, *sorted(teller.views.values.begins)))
    ends = days_of(fact.values, (core.LATEST_END, *sorted(teller.views.values.ends)))
    return any(day < begin for begin in begins) or any(day > end for end in ends)
