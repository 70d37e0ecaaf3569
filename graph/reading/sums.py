"""All facts that give a sum of money, with what is needed to tell them, whatever page of a thing they stand on."""

from asyncio import gather
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.asking import select
from graph.engine import Engine
from graph.reading.description import Names, iris_in, names_of, records_of
from graph.reading.facts import Fact, Group, Values, facts_of


@dataclass(frozen=True, slots=True)
class Sums:
    """`records` are those of the documents that state the facts, `names` of all that they name."""

    facts: tuple[Fact, ...]
    records: Mapping[str, Values]
    names: Names


async def sums_of(engine: Engine, properties: Iterable[str]) -> Sums:
    """The facts of which a document gives one of these properties. Raises what `Engine.ask` raises."""
    groups: dict[str, list[Group]] = defaultdict(list)
    for row in await select(engine, "sums", properties=tuple(properties)):
        groups[row["fact"].value].append(Group(row["kind"].value))
    chosen = sorted(groups)
    facts, claims = await gather(select(engine, "facts", facts=chosen), select(engine, "claims", facts=chosen))
    made = facts_of({iri: groups[iri] for iri in chosen}, facts, claims)
    sources = {claim.source for fact in made for claim in fact.claims}
    records, names = await gather(records_of(engine, sources), names_of(engine, _named(made)))
    return Sums(made, records, names)


def _named(facts: Iterable[Fact]) -> set[str]:
    named: set[str] = set()
    for fact in facts:
        named |= {fact.iri} | iris_in(fact.values)
        for claim in fact.claims:
            named |= iris_in(claim.values)
    return named
