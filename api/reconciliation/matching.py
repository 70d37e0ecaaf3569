"""Candidates for each query of a batch: by name, by identifier, or by what things have.

A name alone scores as the search has it. With conditions on properties, they make a quarter of the score, so that a
name whose conditions fail never counts as certain.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from api.reconciliation.requests import Condition, Sought, entity_of
from graph.engine import Engine
from graph.reading.traits import Held, holders_of, values_held
from graph.search.entries import Entry
from graph.search.folding import folded
from graph.search.index import DOUBTFUL, Match, SearchIndex
from graph.terms import Iri, Term
from ontology.core import ENTITY

# A match is one that nobody needs to look at: nearly exact, and far ahead of the next.
CERTAIN, AHEAD = 95.0, 10.0
_BY_NAME = 0.75
# With conditions, one that is not among the first by name may yet be the best.
_WIDER = 4
# Names that have less in common are noise in the list that a person chooses from.
_WORTH_OFFERING = 20.0
# So many things may share a name that is sought as a value; of so many texts a batch they are looked for.
_SENSES, _MOST_TEXTS = 10, 200


@dataclass(frozen=True, slots=True)
class Candidate:
    """`name` and `traits` are the parts of the score, each to 100; None where that was not asked."""

    entry: Entry
    score: float
    name: float | None
    traits: float | None
    match: bool = False


@dataclass(frozen=True, slots=True)
class Senses:
    """Which things the texts of a batch may mean: columns repeat them, and have slips as the names do."""

    index: SearchIndex
    known: dict[str, frozenset[str]] = field(default_factory=dict)

    def of(self, text: str) -> frozenset[str]:
        if text not in self.known and len(self.known) < _MOST_TEXTS:
            alike = self.index.match(text, limit=_SENSES)
            self.known[text] = frozenset(match.entry.iri for match in alike if match.score > DOUBTFUL)
        return self.known.get(text, frozenset())


async def candidates_for(
    queries: Sequence[Sought], index: SearchIndex, engine: Engine
) -> tuple[tuple[Candidate, ...], ...]:
    """In the order of the queries. Raises what `Engine.ask` raises, and NotAnIri."""
    named = await asyncio.to_thread(lambda: [_by_name(query, index) for query in queries])
    held = await _held(queries, named, engine)
    senses = Senses(index)
    return await asyncio.to_thread(
        lambda: tuple(_ranked(query, found, held, senses) for query, found in zip(queries, named, strict=True))
    )


def _by_name(query: Sought, index: SearchIndex) -> tuple[Match, ...]:
    """By identifier where the query has one, or its name is one."""
    known = {each: index.by_iri.get(each) for each in map(entity_of, (*query.ids, query.name.strip()))}
    exact = tuple(Match(entry, 100.0) for entry in known.values() if entry and _typed(entry, query))
    if not query.name or query.ids:
        return exact
    classes = query.classes or frozenset({ENTITY})
    limit = query.limit * (_WIDER if query.conditions else 1)
    found = index.match(query.name, classes, max(limit, 2))
    known_iris = {each.entry.iri for each in exact}
    return exact + tuple(m for m in found if m.score >= _WORTH_OFFERING and m.entry.iri not in known_iris)


async def _held(queries: Sequence[Sought], named: Sequence[tuple[Match, ...]], engine: Engine) -> Held:
    """What the conditions ask about, for the whole batch at once."""
    asked = {condition.property for query in queries for condition in query.conditions}
    if not asked:
        return {}
    if any(not query.name and not query.ids for query in queries):
        return await holders_of(engine, asked)
    return await values_held(engine, {match.entry.iri for found in named for match in found}, asked)


def _ranked(query: Sought, found: tuple[Match, ...], held: Held, senses: Senses) -> tuple[Candidate, ...]:
    if not query.name and not query.ids:
        known = [entry for iri in held if (entry := senses.index.by_iri.get(iri))]
        found = tuple(Match(entry, 0.0) for entry in known if _typed(entry, query))
    made = [candidate for match in found if (candidate := _candidate(query, match, held, senses))]
    made.sort(key=lambda one: (-one.score, -one.entry.facts, one.entry.iri))
    return _decided(made[: query.limit], named=bool(query.name or query.ids))


def _typed(entry: Entry, query: Sought) -> bool:
    return not query.classes or not query.classes.isdisjoint(entry.classes)


def _candidate(query: Sought, match: Match, held: Held, senses: Senses) -> Candidate | None:
    values = held.get(match.entry.iri, {})
    fits = [_fit(condition, values.get(condition.property, ()), senses) for condition in query.conditions]
    if any(condition.required and not fit for condition, fit in zip(query.conditions, fits, strict=True)):
        return None
    named = match.score if query.name or query.ids else None
    if not fits:
        return Candidate(match.entry, match.score, named, None)
    traits = 100 * sum(fits) / len(fits)
    if named is None:
        return Candidate(match.entry, traits, None, traits) if traits else None
    return Candidate(match.entry, _BY_NAME * named + (1 - _BY_NAME) * traits, named, traits)


def _decided(made: list[Candidate], named: bool) -> tuple[Candidate, ...]:
    """Whether the first is certain. Several that only have the same in common are none of them certain."""
    second = made[1].score if len(made) > 1 else 0.0
    if not named and made and second == made[0].score:
        made = [replace(one, score=min(one.score, DOUBTFUL)) for one in made]
    if made and made[0].score >= CERTAIN and made[0].score - second >= AHEAD:
        made[0] = replace(made[0], match=True)
    return tuple(made)


def _fit(condition: Condition, values: Sequence[Term], senses: Senses) -> bool:
    each = [any(_same(wanted, value, senses) for value in values) for wanted in condition.values]
    return all(each) if condition.quantifier == "all" else any(each) != (condition.quantifier == "none")


def _same(wanted: str, value: Term, senses: Senses) -> bool:
    """A thing by its identifier or a name much like its own, a text without regard to case, accents and spaces."""
    if not isinstance(value, Iri):
        return folded(wanted).compact == folded(value.value).compact
    entry = senses.index.by_iri.get(value.value)
    names = [name.text for name in entry.names] if entry else [value.value.rsplit("/", 1)[-1]]
    if value.value in (wanted, entity_of(wanted)) or folded(wanted) in map(folded, names):
        return True
    return entry is not None and value.value in senses.of(wanted)
