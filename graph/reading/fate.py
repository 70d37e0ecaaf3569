"""What became of a name: whether it still stands for something, was merged into another name, or was withdrawn."""

from dataclasses import dataclass
from enum import StrEnum

from graph.asking import select
from graph.engine import Engine
from graph.names import SEPARATOR, fact, slug_of
from graph.terms import Literal
from ontology import ID
from ontology.text import Text

_NO_REASON = Text("", "")


class State(StrEnum):
    """The states of a name."""

    LIVE = "live"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Fate:
    """`successor` is what a merged name is part of now; `because` is the curators' reason."""

    state: State
    successor: str | None = None
    because: Text = _NO_REASON


LIVE = Fate(State.LIVE)


async def fate_of(engine: Engine, iri: str) -> Fate:
    """The fate of an IRI, live where nobody knows it. Raises what `Engine.ask` raises, and NotAnIri."""
    rows = await select(engine, "fate", resource=iri)
    if not rows:
        return LIVE
    whys = [row["why"] for row in rows if "why" in row]
    said = {why.language: why.value for why in whys if isinstance(why, Literal)}
    because = Text(said.get("fr", ""), said.get("en", ""))
    successor = next((row["successor"].value for row in rows if "successor" in row), None)
    return Fate(State.MERGED if successor else State.WITHDRAWN, successor, because)


async def renamed(engine: Engine, iri: str) -> str | None:
    """The IRI of a fact after the merges of the slugs in its name; None where none was merged."""
    parts = iri.removeprefix(ID).split(SEPARATOR)
    if not iri.startswith(ID) or len(parts) == 1:
        return None
    merged = {row["old"].value: row["new"].value for row in await select(engine, "merged")}
    now = [slug_of(merged.get(ID + part, "")) or part for part in parts]
    return fact(SEPARATOR.join(now)) if now != parts else None
