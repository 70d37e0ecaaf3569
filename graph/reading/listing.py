"""Things by the dozen: a card for each, with its names, what it is, and how much is known of it."""

from asyncio import gather
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.asking import select
from graph.engine import Engine
from graph.reading.facts import Values, by, iris, values_of
from graph.terms import Row
from ontology.core import SOURCE, SOURCE_KIND, TYPE


@dataclass(frozen=True, slots=True)
class Card:
    """`facts` is how many facts name the thing, of a source how many claims it makes."""

    iri: str
    values: Values
    facts: int

    @property
    def kinds(self) -> tuple[str, ...]:
        """The classes that curators gave it, of a source its kind."""
        return iris(self.values, TYPE) or iris(self.values, SOURCE_KIND)


async def cards_of_classes(engine: Engine, classes: Iterable[str]) -> tuple[Card, ...]:
    """A card for each thing of these classes, in the order of their IRIs. Raises what `Engine.ask` raises."""
    wanted = tuple(classes)
    members, claims = await gather(select(engine, "members", classes=wanted), select(engine, "stating"))
    facts = _counts(members) | (_counts(claims) if SOURCE in wanted else {})
    return await _cards(engine, {row["thing"].value: facts[row["thing"].value] for row in members})


async def _cards(engine: Engine, facts: Mapping[str, int]) -> tuple[Card, ...]:
    rows = by(await select(engine, "cards", things=sorted(facts)), "thing")
    return tuple(Card(iri, values_of(found), facts[iri]) for iri, found in sorted(rows.items()))


def _counts(rows: Iterable[Row]) -> dict[str, int]:
    return {row["thing"].value: int(row["facts"].value) for row in rows}
