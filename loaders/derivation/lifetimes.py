"""When facts hold and when things live: the dates that claims give, and the bounds that follow from them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pyoxigraph as ox

from loaders.derivation.dates import Bounds, Dates, bounds
from loaders.derivation.facts import Fact, said
from loaders.triples import Value, iris, pairs
from ontology.core import DATE, DATES, END, ENDED_BEFORE, MARKS, OBSERVED_ON, START

# What each date property says of a situation, by its name in Dates.
_SORTS = {START: "start", END: "end", ENDED_BEFORE: "ended_before", DATE: "date", OBSERVED_ON: "observed_on"}

Sorts = Mapping[str, str]
Marks = Mapping[str, frozenset[str]]


def date_sorts(ontology: Iterable[ox.Triple]) -> Sorts:
    """The sort of date that each property gives: the five of every claim, and those that the ontology says mark one."""
    return {name: _SORTS[sort] for name, sort in pairs(ontology, [MARKS]) if sort in _SORTS} | _SORTS


def marks_of(vocabularies: Iterable[ox.Triple]) -> Marks:
    """Which bound of a thing's life each step sets: `andro:start`, `andro:end`, or both."""
    found: dict[str, set[str]] = defaultdict(set)
    for concept, bound in pairs(vocabularies, [MARKS]):
        found[concept].add(bound)
    return {concept: frozenset(marked) for concept, marked in found.items()}


def dates_of(fact: Fact, sorts: Sorts) -> Dates:
    """The dates of a fact: the agreed ones, or all where its plain claims differ.

    A `date` is the day of the whole thing for kinds of what happens once, whose facts have one date; for others it is
    a day on which it was so.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for name in {*fact.values, *fact.disputes, OBSERVED_ON} & set(sorts):
        slot = fact.kind.slot(name)
        lasting = sorts[name] == "date" and not (slot and slot.single)
        values = fact.values.get(name) or said(fact.voices, name)
        found["observed_on" if lasting else sorts[name]] |= {value.value for value in values if _is_date(value)}
    return Dates(**{sort: frozenset(dates) for sort, dates in found.items()})


def bounds_of(fact: Fact, sorts: Sorts) -> Bounds:
    """Between which days a fact began and ended. One without a kind has no bounds: no query on days shall meet it."""
    return bounds(dates_of(fact, sorts)) if fact.has_kind else Bounds()


def lives(facts: Iterable[Fact], sorts: Sorts, marks: Marks) -> Mapping[str, Bounds]:
    """Between which days the things began and ended whose steps (held, founded, repealed …) these facts tell."""
    found: dict[str, Dates] = defaultdict(Dates)
    for fact in facts:
        marked = _marked(fact, marks)
        if marked:
            dates = dates_of(fact, sorts)
            for thing in iris(fact.values, fact.kind.keys[0][0].property):
                found[thing.value] = _extended(found[thing.value], dates, marked)
    return {thing: bounds(dates) for thing, dates in sorted(found.items())}


def _marked(fact: Fact, marks: Marks) -> frozenset[str]:
    """The bounds that the keys of a fact set; one without a kind has no values, and sets none."""
    steps = (step.value for slots in fact.kind.keys for slot in slots for step in iris(fact.values, slot.property))
    return frozenset().union(*(marks.get(step, frozenset()) for step in steps))


def _extended(life: Dates, step: Dates, marked: frozenset[str]) -> Dates:
    start = (step.start or step.date) if START in marked else frozenset()
    end = (step.end or step.date) if END in marked else frozenset()
    return replace(life, start=life.start | start, end=life.end | end)


def _is_date(value: Value) -> bool:
    return isinstance(value, ox.Literal) and value.datatype.value in DATES
