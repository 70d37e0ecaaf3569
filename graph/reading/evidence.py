"""Facts with all that tells them, whatever page of a thing they stand on: records of the sources, names."""

from asyncio import gather
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.engine import Engine
from graph.reading.description import Names, names_of, records_of
from graph.reading.facts import Fact, Values


@dataclass(frozen=True, slots=True)
class Evidence:
    """`records` are those of the documents that state the facts, `names` of what they name, by IRI."""

    facts: tuple[Fact, ...]
    records: Mapping[str, Values]
    names: Names


async def evidence_of(engine: Engine, facts: tuple[Fact, ...], named: Iterable[str]) -> Evidence:
    """These facts, with the names of these things. Raises what `Engine.ask` raises."""
    sources = {claim.source for fact in facts for claim in fact.claims}
    records, names = await gather(records_of(engine, sources), names_of(engine, named))
    return Evidence(facts, records, names)
