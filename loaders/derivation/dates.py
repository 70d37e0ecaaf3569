"""Dates as precise as their source, and the days between which a situation must have begun and ended."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ontology.core import EARLIEST_END, EARLIEST_START, LATEST_END, LATEST_START

_DATE = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")


def first_day(date: str) -> str | None:
    """The first day of a year, a month or a day; None where the text is none of them."""
    return date + "-01-01"[len(date) - 4 :] if _DATE.fullmatch(date) else None


def last_day(date: str) -> str | None:
    """The last day of a year, a month or a day; None where the text is none of them."""
    match = _DATE.fullmatch(date)
    if not match:
        return None
    year, month, day = match.groups()
    if day:
        return date
    return f"{year}-{month}-{monthrange(int(year), int(month))[1]}" if month else f"{year}-12-31"


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates that are given of one situation, in lexical form. Several of one sort, other than seen, disagree."""

    start: frozenset[str] = frozenset()
    end: frozenset[str] = frozenset()
    ended_before: frozenset[str] = frozenset()
    date: frozenset[str] = frozenset()
    observed_on: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Bounds:
    """Days in ISO form. Neither pair is ever the wrong way round; None where nothing is known."""

    earliest_start: str | None = None
    latest_start: str | None = None
    earliest_end: str | None = None
    latest_end: str | None = None

    def by_property(self) -> Iterator[tuple[str, str]]:
        """The bounds that are known, by their property."""
        names = (EARLIEST_START, LATEST_START, EARLIEST_END, LATEST_END)
        days = (self.earliest_start, self.latest_start, self.earliest_end, self.latest_end)
        return ((name, day) for name, day in zip(names, days, strict=True) if day)


def bounds(dates: Dates) -> Bounds:
    """Between which days it began, and between which it ended: "certainly on D" is latestStart ≤ D ≤ earliestEnd.

    Dates that disagree are spanned. A bare `date` is the day of the whole thing, unless a start or an end says that it
    lasted: then it is a day on which it was so, as `observedOn` is. An observation narrows a span.
    """
    if dates.date and not (dates.start or dates.end or dates.ended_before):
        first, last = _span(dates.date)
        return Bounds(first, last, first, last)
    seen = dates.observed_on | dates.date
    gone = _days(last_day, dates.ended_before)
    earliest_start, latest_start = _span(dates.start)
    earliest_end, latest_end = _span(dates.end)
    begun = {day for day in _days(last_day, seen) if not earliest_start or day >= earliest_start}
    ceiling = latest_end or max(gone, default=None)
    lasted = {day for day in _days(first_day, seen) if not ceiling or day <= ceiling}
    earliest_end = max(_with(lasted, earliest_end), default=None)
    # Who saw it later than another says it had ended contradicts that: it may have lasted, and the bound is not sure.
    last_seen = max(_days(first_day, seen), default="")
    over = _with({day for day in gone if day >= max(last_seen, earliest_end or "")}, latest_end)
    return Bounds(earliest_start, min(_with(begun, latest_start), default=None), earliest_end, min(over, default=None))


def _span(dates: Iterable[str]) -> tuple[str | None, str | None]:
    return min(_days(first_day, dates), default=None), max(_days(last_day, dates), default=None)


def _days(edge: Callable[[str], str | None], dates: Iterable[str]) -> set[str]:
    return {day for date in dates if (day := edge(date))}


def _with(days: set[str], day: str | None) -> set[str]:
    return days | {day} if day else days
