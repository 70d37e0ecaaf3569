"""The whole graph at a glance: how much of what is in it, and when its policies began."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.asking import select
from graph.engine import Engine


@dataclass(frozen=True, slots=True)
class Figures:
    """Sources by grade, claims by the IRI of their modality (empty: plain), things by class."""

    sources: Mapping[str, int]
    claims: Mapping[str, int]
    things: Mapping[str, int]
    facts: int
    disputed: int


@dataclass(frozen=True, slots=True)
class Moment:
    """A policy with the first day known of it, as xsd:date, and how many sources name it."""

    thing: str
    day: str
    sources: int


async def figures_of(engine: Engine) -> Figures:
    """Raises what `Engine.ask` raises."""
    found: dict[str, dict[str, int]] = {"sources": {}, "claims": {}, "things": {}, "facts": {}, "disputed": {}}
    for row in await select(engine, "figures"):
        found[row["figure"].value][row["of"].value if "of" in row else ""] = int(row["number"].value)
    facts, disputed = (found[name].get("", 0) for name in ("facts", "disputed"))
    return Figures(found["sources"], found["claims"], found["things"], facts, disputed)


async def kinds_of(engine: Engine, classes: Iterable[str]) -> Mapping[str, Mapping[str, int]]:
    """How many things of each kind belong to each class. Raises what `Engine.ask` raises."""
    found: dict[str, dict[str, int]] = {}
    for row in await select(engine, "shelves", classes=classes):
        found.setdefault(row["class"].value, {})[row["kind"].value] = int(row["number"].value)
    return found


async def chronicle_of(engine: Engine) -> tuple[Moment, ...]:
    """The policies of which a day is known, the earliest first. Raises what `Engine.ask` raises."""
    rows = await select(engine, "chronicle")
    return tuple(Moment(row["thing"].value, row["first"].value, int(row["sources"].value)) for row in rows)
