"""What the description of a resource rests on: the graphs it is made from, and when the last of them changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.asking import select
from graph.engine import Engine
from graph.names import AUTHORITIES, ONTOLOGY_GRAPH, SHAPES_GRAPH, VOCABULARIES
from graph.releases.manifest import GraphEntry, Manifest
from ontology.core import TYPE

# Every page shows names of these.
COMMON = frozenset((AUTHORITIES, ONTOLOGY_GRAPH, SHAPES_GRAPH, VOCABULARIES))

Graphs = Mapping[str, GraphEntry]


@dataclass(frozen=True, slots=True)
class Dates:
    """When what a release holds last changed, in ISO 8601: its graphs, the names that one of them no longer speaks of,
    and the way in which the rest follows from them."""

    graphs: Graphs = field(default_factory=dict)
    lost: Mapping[str, str] = field(default_factory=dict)
    derived: str = ""

    def of(self, iri: str, graphs: Iterable[str]) -> str:
        """Of what is said of a resource, and rests on these graphs; empty where no date is known."""
        return max(self.derived, last_change(self.graphs, graphs), self.lost.get(iri, ""))

    def of_all(self) -> str:
        return max(self.derived, last_change(self.graphs, self.graphs), *self.lost.values(), "")


def dates_of(manifest: Manifest) -> Dates:
    return Dates(manifest.graphs, manifest.lost, manifest.derived)


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
