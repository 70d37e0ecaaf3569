"""What entities have beside their names: the properties of a kind of thing, and the values of some things."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.asking import select
from graph.engine import Engine
from graph.terms import Row, Term

# By thing, then by property.
Held = Mapping[str, Mapping[str, tuple[Term, ...]]]


@dataclass(frozen=True, slots=True)
class Trait:
    """A property, and how many things have it."""

    property: str
    uses: int


async def traits_of(engine: Engine, class_: str) -> tuple[Trait, ...]:
    """The properties that things of a class have, the most frequent first. Raises what `Engine.ask` raises."""
    rows = await select(engine, "traits", **{"class": class_})
    traits = [Trait(row["property"].value, int(row["uses"].value)) for row in rows]
    return tuple(sorted(traits, key=lambda trait: (-trait.uses, trait.property)))


async def values_held(engine: Engine, things: Iterable[str], properties: Iterable[str]) -> Held:
    """What these things have of these properties. Raises what `Engine.ask` raises, and NotAnIri."""
    return _held(await select(engine, "values", things=sorted(things), properties=sorted(properties)))


async def holders_of(engine: Engine, properties: Iterable[str]) -> Held:
    """The entities that have any of these properties. Raises what `Engine.ask` raises, and NotAnIri."""
    return _held(await select(engine, "holders", properties=sorted(properties)))


def _held(rows: Iterable[Row]) -> Held:
    held: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        held[row["thing"].value][row["property"].value].append(row["value"])
    return {
        thing: {property_: tuple(sorted(values, key=str)) for property_, values in properties.items()}
        for thing, properties in held.items()
    }
