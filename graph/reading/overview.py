"""The whole graph at a glance: how many things of each kind there are, and when its policies began."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.asking import select
from graph.engine import Engine
from graph.terms import Literal


@dataclass(slots=True)
class Moment:
    """A policy with the first day known of it, as xsd:date, and how many sources name it.

    `others` are its other names, `wholes` what it is part of, `next` what came after it with the IRI of the change.
    """

    thing: str
    day: str = ""
    sources: int = 0
    others: list[Literal] = field(default_factory=list)
    wholes: list[str] = field(default_factory=list)
    next: list[tuple[str, str]] = field(default_factory=list)


async def kinds_of(engine: Engine, classes: Iterable[str]) -> Mapping[str, Mapping[str, int]]:
    """How many things of each kind belong to each class. Raises what `Engine.ask` raises."""
    found: dict[str, dict[str, int]] = {}
    for row in await select(engine, "shelves", classes=classes):
        found.setdefault(row["class"].value, {})[row["kind"].value] = int(row["number"].value)
    return found


async def chronicle_of(engine: Engine, things: Iterable[str]) -> tuple[Moment, ...]:
    """Those of these policies of which a day is known, the earliest first. Raises what `Engine.ask` raises."""
    moments = {thing: Moment(thing) for thing in things}
    for row in await select(engine, "chronicle", things=moments):
        moment = moments[row["thing"].value]
        if "first" in row:
            moment.day = row["first"].value
        elif "sources" in row:
            moment.sources = int(row["sources"].value)
        elif "other" in row and isinstance(name := row["other"], Literal):
            moment.others.append(name)
        elif "whole" in row:
            moment.wholes.append(row["whole"].value)
        elif "next" in row:
            moment.next.append((row["next"].value, row["change"].value if "change" in row else ""))
    dated = (moment for moment in moments.values() if moment.day)
    return tuple(sorted(dated, key=lambda moment: (moment.day, moment.thing)))
