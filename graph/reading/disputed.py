"""Facts on which sources differ, with all that tells them: their claims, the records of the sources, the names."""

from asyncio import gather
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.asking import select
from graph.engine import Engine
from graph.reading.description import Names, names_of, records_of
from graph.reading.facts import Fact, Group, Values, by, facts_of, iris, values_of
from graph.terms import Iri
from ontology import ANDRO
from ontology.core import CLAIM, FACT, SITUATION, TYPE

# What every fact is, which says nothing of its kind.
_COMMON = frozenset({FACT, SITUATION, CLAIM})


@dataclass(frozen=True, slots=True)
class Disputed:
    facts: tuple[Fact, ...]
    records: Mapping[str, Values]
    names: Names


async def disputed(engine: Engine, things: Iterable[str]) -> Disputed:
    """These facts in this order. Raises what `Engine.ask` raises."""
    wanted = tuple(things)
    fact_rows, claim_rows = await gather(select(engine, "facts", facts=wanted), select(engine, "claims", facts=wanted))
    kinds = {iri: _kind(values_of(rows)) for iri, rows in by(fact_rows, "fact").items()}
    facts = facts_of({iri: [Group(kinds[iri])] for iri in wanted if iri in kinds}, fact_rows, claim_rows)
    sources = {claim.source for fact in facts for claim in fact.claims}
    named = sources | {fact.iri for fact in facts} | {iri for fact in facts for iri in _values_in(fact)}
    records, names = await gather(records_of(engine, sources), names_of(engine, named))
    return Disputed(facts, records, names)


def _kind(values: Values) -> str:
    return next((kind for kind in iris(values, TYPE) if kind.startswith(ANDRO) and kind not in _COMMON), "")


def _values_in(fact: Fact) -> set[str]:
    """What its claims name on which they differ, and by what."""
    terms = (term for claim in fact.claims for values in claim.values.values() for term in values)
    return set(fact.disputes) | {term.value for term in terms if isinstance(term, Iri)}
