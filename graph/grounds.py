"""What the description of a resource rests on: the graphs it is made from, and when the last of them changed."""

from collections.abc import Iterable, Mapping

from graph.asking import select
from graph.engine import Engine
from graph.facts import TYPE
from graph.names import AUTHORITIES, ONTOLOGY_GRAPH, SHAPES_GRAPH, VOCABULARIES
from graph.releases.manifest import GraphEntry

# Every page shows names of these.
COMMON = frozenset((AUTHORITIES, ONTOLOGY_GRAPH, SHAPES_GRAPH, VOCABULARIES))

Graphs = Mapping[str, GraphEntry]


async def graphs_of(engine: Engine, iri: str) -> frozenset[str]:
    """The named graphs that say something of a resource; none where nothing is known of it.

    Raises what `Engine.ask` raises, and NotAnIri.
    """
    return frozenset(row["graph"].value for row in await select(engine, "grounds", resource=iri))


def last_change(graphs: Graphs, named: Iterable[str]) -> str:
    """When the last of these graphs changed, in ISO 8601; empty where the manifest knows none of them."""
    return max((graphs[iri].changed for iri in named if iri in graphs), default="")


async def classes_of(engine: Engine, iri: str) -> tuple[str, ...]:
    """What a resource is, in the default graph. Raises what `Engine.ask` raises, and NotAnIri."""
    rows = await select(engine, "about", resource=iri)
    return tuple(sorted({row["value"].value for row in rows if row["property"].value == TYPE}))
