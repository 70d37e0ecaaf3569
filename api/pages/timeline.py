"""Bars in a table: when it certainly was so, when it may have been, when it was seen; places in per cent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from api.pages.margin import Margin
from graph.reading.facts import Claim, Fact, Values, literals
from ontology import core

LEFT, WIDTH = 2.0, 92.0
STEPS = (1, 2, 5, 10, 20, 50)
MOST_TICKS = 7
EDGE = 0.8
BOUNDS = (core.EARLIEST_START, core.LATEST_START, core.EARLIEST_END, core.LATEST_END)
SEEN = (core.OBSERVED_ON, core.DATE)


@dataclass(frozen=True, slots=True)
class Span:
    """A bar. `style` is that of its certainty."""

    left: float
    width: float
    style: str


@dataclass(frozen=True, slots=True)
class Point:
    """A day on which a source saw it so; `grade` is that of the source."""

    left: float
    grade: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One row's picture. `open_at` is where it was last known to be so, when nobody says that it ended."""

    spans: tuple[Span, ...]
    points: tuple[Point, ...]
    open_at: float | None


@dataclass(frozen=True, slots=True)
class Tick:
    left: float
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The years that a table covers."""

    first: int
    last: int

    def place(self, day: date) -> float:
        years = day.year + (day.timetuple().tm_yday - 1) / 366 - self.first
        return round(LEFT + WIDTH * years / max(self.last - self.first, 1), 2)

    @property
    def ticks(self) -> tuple[Tick, ...]:
        step = next((s for s in STEPS if (self.last - self.first) / s <= MOST_TICKS), STEPS[-1])
        years = range(-(-self.first // step) * step, self.last + 1, step)
        return tuple(Tick(self.place(date(year, 1, 1)), str(year)) for year in years)


def scale_of(facts: Iterable[Fact]) -> Scale | None:
    """The years of all bounds and observations; None where nothing is dated."""
    days = [day for fact in facts for day in (*_bounds(fact.values).values(), *_seen(fact))]
    if not days:
        return None
    return Scale(min(days).year, max(days).year + 1)


def bar_of(fact: Fact, scale: Scale, margin: Margin) -> Bar:
    """The picture of one fact. A fact that nobody states plainly has no bounds: only the days that its claims name."""
    bounds = _bounds(fact.values)
    certain = _span(bounds.get(core.LATEST_START), bounds.get(core.EARLIEST_END), "b", scale)
    before = _span(bounds.get(core.EARLIEST_START), bounds.get(core.LATEST_START), "b-maybe", scale)
    after = _span(bounds.get(core.EARLIEST_END), bounds.get(core.LATEST_END), "b-maybe", scale)
    if certain is None:  # A day that is known is to be seen, whatever is not known of the other end.
        certain = _edge(bounds.get(core.EARLIEST_START), bounds.get(core.LATEST_START), scale)
        certain = certain or _edge(bounds.get(core.EARLIEST_END), bounds.get(core.LATEST_END), scale)
    points = {
        Point(scale.place(day), margin.grade(claim.source).lower()) for claim in fact.claims for day in _seen_by(claim)
    }
    last = bounds.get(core.EARLIEST_END) or bounds.get(core.LATEST_START)
    still_open = core.LATEST_END not in bounds and last is not None
    return Bar(
        spans=tuple(span for span in (before, certain, after) if span),
        points=tuple(sorted(points, key=lambda point: (point.left, point.grade))),
        open_at=scale.place(last) if still_open and last else None,
    )


def _span(start: date | None, end: date | None, style: str, scale: Scale) -> Span | None:
    if start is None or end is None or end <= start:
        return None
    return Span(scale.place(start), round(scale.place(end) - scale.place(start), 2), style)


def _edge(first: date | None, last: date | None, scale: Scale) -> Span | None:
    return Span(scale.place(last), EDGE, "b") if last is not None and first == last else None


def _bounds(values: Values) -> dict[str, date]:
    return {name: day for name in BOUNDS for day in days_of(values, (name,))}


def _seen(fact: Fact) -> list[date]:
    return [day for claim in fact.claims for day in _seen_by(claim)]


def _seen_by(claim: Claim) -> list[date]:
    return days_of(claim.values, SEEN)


def days_of(values: Values, names: Sequence[str]) -> list[date]:
    """Days as days; a month or a year stands for its first."""
    texts = [literal.value for name in names for literal in literals(values, name)]
    return [day for text in texts if (day := first_day(text))]


def first_day(text: str) -> date | None:
    """A day, or the first of a month or a year; None where it is no date."""
    try:
        return date.fromisoformat((text + "-01-01")[:10] if len(text) == 4 else (text + "-01")[:10])
    except ValueError:
        return None
