"""What the model says of its own words: the terms of the ontology, the shapes of the files, the vocabularies."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.asking import select
from graph.engine import Engine
from graph.reading.facts import Values, by, values_of
from graph.terms import Term
from ontology import ONTOLOGY


async def terms_of(engine: Engine) -> Mapping[str, Values]:
    """What the ontology says of each of its terms, by IRI. Raises what `Engine.ask` raises."""
    rows = by(await select(engine, "terms"), "term")
    return {term: values_of(said) for term, said in sorted(rows.items())}


@dataclass(frozen=True, slots=True)
class Example:
    """A thing of a class; or a subject of a property with a value."""

    thing: str
    value: Term | None


async def examples_of(engine: Engine, term: str) -> tuple[Example, ...]:
    """A few uses of a term in the facts. Raises what `Engine.ask` raises."""
    rows = await select(engine, "examples", term=term)
    return tuple(Example(row["thing"].value, row.get("value")) for row in rows)


async def ontology_said(engine: Engine) -> Values:
    """What the ontology says of itself. Raises what `Engine.ask` raises."""
    return values_of(await select(engine, "about", resource=ONTOLOGY))


async def shapes_of(engine: Engine) -> Mapping[str, Values]:
    """What the shapes say of each shape, group and list, by IRI. Raises what `Engine.ask` raises."""
    rows = by(await select(engine, "shaped"), "term")
    return {term: values_of(said) for term, said in sorted(rows.items())}


async def concepts_of(engine: Engine) -> Mapping[str, Mapping[str, str]]:
    """The labels of every vocabulary and of every concept, by IRI and language. Raises what `Engine.ask` raises."""
    names: dict[str, dict[str, str]] = {}
    for row in await select(engine, "concepts"):
        names.setdefault(row["term"].value, {})[getattr(row["label"], "language", "")] = row["label"].value
    return names


async def schemes_of(engine: Engine) -> Mapping[str, tuple[Values, int]]:
    """Each vocabulary with what it says of itself and how many concepts it has. Raises what `Engine.ask` raises."""
    rows = by(await select(engine, "schemes"), "term")
    return {term: (values_of(said), int(said[0]["concepts"].value)) for term, said in sorted(rows.items())}
