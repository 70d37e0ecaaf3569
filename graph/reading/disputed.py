"""Facts on which sources differ."""

from asyncio import gather
from collections.abc import Iterable

from graph.asking import select
from graph.engine import Engine
from graph.reading.evidence import Evidence, evidence_of
from graph.reading.facts import Fact, Group, Values, by, facts_of, iris, values_of
from graph.terms import Iri
from ontology import ANDRO
from ontology.core import CLAIM, FACT, SITUATION, TYPE

# What every fact is, which says nothing of its kind.
_COMMON = frozenset({FACT, SITUATION, CLAIM})


async def disputed(engine: Engine, things: Iterable[str]) -> Evidence:
    """These facts in this order. Raises what `Engine.ask` raises."""
    wanted = tuple(things)
    fact_rows, claim_rows = await gather(select(engine, "facts", facts=wanted), select(engine, "claims", facts=wanted))
    kinds = {iri: _kind(values_of(rows)) for iri, rows in by(fact_rows, "fact").items()}
    facts = facts_of({iri: [Group(kinds[iri])] for iri in wanted if iri in kinds}, fact_rows, claim_rows)
    named = {iri for fact in facts for iri in _named(fact)}
    return await evidence_of(engine, facts, named)


def _kind(values: Values) -> str:
    return next((kind for kind in iris(values, TYPE) if kind.startswith(ANDRO) and kind not in _COMMON), "")


def _named(fact: Fact) -> set[str]:
    """The fact, its sources, what its claims name, and by what they differ."""
    sources = {claim.source for claim in fact.claims}
    terms = (term for claim in fact.claims for values in claim.values.values() for term in values)
    return {fact.iri, *sources, *fact.disputes} | {term.value for term in terms if isinstance(term, Iri)}
