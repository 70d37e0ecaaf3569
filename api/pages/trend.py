"""Figures over the years: one picture for each measure with several dated values, on a scale that starts at nought.

Places across are in per cent, those from top to bottom in pixels, as in the other pictures.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from api.pages.pieces import capitalised, key_of, text_of
from api.pages.telling import PLAIN, Teller, is_vague, shown_values
from api.pages.timeline import LEFT, WIDTH, Scale, Tick, first_day
from graph.names import path_of
from graph.reading.facts import Fact, Values, first_iri, iris, literals
from graph.terms import Iri, Literal, Term
from ontology import core

LEAST = 3
TOP, DEEP, BELOW = 18, 150, 24
NICE = tuple(map(Decimal, ("1", "1.5", "2", "2.5", "3", "4", "5", "6", "8", "10")))
NAMED = 2
DENIED = core.STANDINGS + "denied"
YEAR = 4
SURE, UNSURE, APART = "sure", "unsure", "apart"


@dataclass(frozen=True, slots=True)
class Dot:
    """One value of one figure, leading to its fact; `told` says it with who states it."""

    x: float
    y: float
    href: str
    told: str
    style: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """From one figure to the next, or between the values on which sources differ."""

    x1: float
    y1: float
    x2: float
    y2: float
    style: str


@dataclass(frozen=True, slots=True)
class Level:
    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Trend:
    """The picture of one measure."""

    title: str
    height: int
    dots: tuple[Dot, ...]
    strokes: tuple[Stroke, ...]
    levels: tuple[Level, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class _Figure:
    """A fact with the numbers that it gives for a time; `sure` where it gives one, plainly and exactly."""

    fact: Fact
    values: Values
    day: date
    when: Literal
    numbers: tuple[Decimal, ...]
    sure: bool

    @property
    def style(self) -> str:
        return APART if len(self.numbers) > 1 else SURE if self.sure else UNSURE


def trends_of(facts: Iterable[Fact], teller: Teller) -> tuple[Trend, ...]:
    """A picture for each measure that has enough values, in the order in which measures first occur."""
    by_measure: dict[str, list[_Figure]] = {}
    for fact in facts:
        measure = first_iri(shown_values(fact), teller.views.trend.measure)
        if measure and (figure := _figure(fact, teller)):
            by_measure.setdefault(measure, []).append(figure)
    alike = {measure: _comparable(figures, teller) for measure, figures in by_measure.items()}
    return tuple(
        _trend(measure, sorted(figures, key=lambda each: each.day), teller)
        for measure, figures in alike.items()
        if len({figure.day for figure in figures}) >= LEAST
    )


def _figure(fact: Fact, teller: Teller) -> _Figure | None:
    """None where there is no number, no time, or somebody who denies it."""
    view, values = teller.views.trend, shown_values(fact)
    when = next(iter(literals(values, view.period)), None)
    day = _middle(when.value) if when else None
    numbers = sorted({number for term in literals(values, view.value) if (number := _number(term)) is not None})
    if not (when and day and numbers) or fact.standing == DENIED or is_vague(fact):
        return None
    kinds = teller.views.values
    exact = {key_of(iri) for iri in iris(values, kinds.precision)} <= {kinds.plain_precision}
    sure = exact and len(numbers) == 1 and fact.standing in (PLAIN, None)
    return _Figure(fact, values, day, when, tuple(numbers), sure)


def _comparable(figures: Sequence[_Figure], teller: Teller) -> list[_Figure]:
    """Those in the currency and the unit that most are in; what is merely counted goes with any unit."""
    kinds = teller.views.values
    paid = _mostly([figure.values.get(kinds.currency, ()) for figure in figures])
    kept = [figure for figure in figures if figure.values.get(kinds.currency, ()) == paid]
    units = {figure.fact.iri: _unit(figure.values, teller) for figure in kept}
    counted = _mostly([unit for unit in units.values() if unit])
    return [figure for figure in kept if units[figure.fact.iri] in ((), counted)]


def _mostly(given: Sequence[tuple[Term, ...]]) -> tuple[Term, ...]:
    return next((terms for terms, _ in Counter(given).most_common(1)), ())


def _unit(values: Values, teller: Teller) -> tuple[Term, ...]:
    """Nothing where things are merely counted."""
    kinds = teller.views.values
    return tuple(Iri(iri) for iri in iris(values, kinds.unit) if key_of(iri) != kinds.plain_unit)


def _trend(measure: str, figures: Sequence[_Figure], teller: Teller) -> Trend:
    scale = Scale(figures[0].day.year, figures[-1].day.year + 1)
    numbers = [number for figure in figures for number in figure.numbers]
    low, high = -_nice(-min(numbers)), _nice(max(numbers))
    heights = {number: _height(number, low, high) for number in (*numbers, low, high, Decimal(0))}
    dots = tuple(dot for figure in figures for dot in _dots(figure, scale, heights, teller))
    return Trend(
        title=capitalised((teller.namer.name(measure),))[0].text,
        height=TOP + DEEP + BELOW,
        dots=dots,
        strokes=tuple(_strokes(figures, scale, heights)),
        levels=tuple(Level(heights[level], _told(level, figures, teller)) for level in sorted({low, Decimal(0), high})),
        ticks=tuple(Tick(tick.left, tick.label) for tick in scale.ticks if LEFT <= tick.left <= LEFT + WIDTH),
    )


def _dots(figure: _Figure, scale: Scale, heights: Mapping[Decimal, float], teller: Teller) -> Iterable[Dot]:
    href = path_of(figure.fact.iri) or figure.fact.iri
    value = text_of(teller.value(teller.views.trend.value, figure.values, figure.fact))
    entries = [teller.margin.entry(source) for source in sorted({claim.source for claim in figure.fact.claims})]
    names = list(dict.fromkeys(entry.publisher or entry.title.text for entry in entries))
    more = [teller.namer.words.count("page.others", len(names) - NAMED)] if len(names) > NAMED else []
    told = teller.namer.words(
        "trend.told",
        when=teller.namer.value(figure.when).text,
        value=value,
        who=" ".join([", ".join(names[:NAMED]), *more]),
    )
    for number in figure.numbers:
        yield Dot(scale.place(figure.day), heights[number], href, told, figure.style)


def _strokes(figures: Sequence[_Figure], scale: Scale, heights: Mapping[Decimal, float]) -> Iterable[Stroke]:
    """Between the middles of neighbours; up and down between values on which sources differ."""
    middles = [sum(heights[number] for number in figure.numbers) / len(figure.numbers) for figure in figures]
    for (one, y1), (two, y2) in pairwise(zip(figures, middles, strict=True)):
        style = SURE if one.sure and two.sure else UNSURE
        yield Stroke(scale.place(one.day), y1, scale.place(two.day), y2, style)
    for figure in figures:
        if len(figure.numbers) > 1:
            x, ends = scale.place(figure.day), [heights[number] for number in figure.numbers]
            yield Stroke(x, min(ends), x, max(ends), APART)


def _height(number: Decimal, low: Decimal, high: Decimal) -> float:
    share = (high - number) / (high - low) if high > low else 1  # All are nought.
    return round(TOP + DEEP * float(share), 1)


def _nice(most: Decimal) -> Decimal:
    """The next round number; nought for what is not above it."""
    if most <= 0:
        return Decimal(0)
    size = Decimal(10) ** most.adjusted()
    return next(step * size for step in NICE if step * size >= most)


def _told(level: Decimal, figures: Sequence[_Figure], teller: Teller) -> str:
    """A level in the currency or the unit of the figures."""
    kinds, value = teller.views.values, teller.views.trend.value
    names = (kinds.currency, kinds.unit)
    read_with = {name: figure.values[name] for figure in figures for name in names if figure.values.get(name)}
    return text_of(teller.value(value, {**read_with, value: (Literal(f"{level:f}"),)}))


def _number(term: Literal) -> Decimal | None:
    try:
        return Decimal(term.value)
    except InvalidOperation:
        return None


def _middle(text: str) -> date | None:
    """The middle of a year or of a month; a day itself."""
    first = first_day(text)
    if first is None or len(text) > len("2014-01"):
        return first
    return first.replace(month=7) if len(text) == YEAR else first.replace(day=15)
