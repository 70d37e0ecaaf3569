"""All facts that give a sum of money."""

from asyncio import gather
from collections import defaultdict
from collections.abc import Iterable

from graph.asking import select
from graph.engine import Engine
from graph.reading.description import iris_in
from graph.reading.evidence import Evidence, evidence_of
from graph.reading.facts import Fact, Group, facts_of


async def sums_of(engine: Engine, properties: Iterable[str]) -> Evidence:
    """The facts of which a document gives one of these properties. Raises what `Engine.ask` raises."""
    groups: dict[str, list[Group]] = defaultdict(list)
    for row in await select(engine, "sums", properties=tuple(properties)):
        groups[row["fact"].value].append(Group(row["kind"].value))
    chosen = sorted(groups)
    facts, claims = await gather(select(engine, "facts", facts=chosen), select(engine, "claims", facts=chosen))
    made = facts_of({iri: groups[iri] for iri in chosen}, facts, claims)
    return await evidence_of(engine, made, _named(made))


def _named(facts: Iterable[Fact]) -> set[str]:
    named: set[str] = set()
    for fact in facts:
        named |= {fact.iri} | iris_in(fact.values)
        for claim in fact.claims:
            named |= iris_in(claim.values)
    return named
