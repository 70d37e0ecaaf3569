"""What the files contradict only together: the disjointness of a whole release, as findings in the files at fault."""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graph.names import SHAPES_GRAPH
from loaders.checks.positions import Positions
from loaders.findings import Finding, Level, Place
from loaders.reasoning.disjointness import Conflict, disjointness_conflicts
from loaders.triples import Graphs, node_of, value_of
from loaders.workspace import Workspace
from ontology.text import Text

_MEND = Text(
    "Corrigez la classe de l’entité, ou la propriété qui la suppose.",
    "Mend the class of the entity, or the property that implies it.",
)


def contradictions(workspace: Workspace, asserted: Graphs, inferred: Iterable[ox.Triple]) -> list[Finding]:
    """A finding for each thing that the asserted graphs and what follows from them give two disjoint classes."""
    stated = (one for graph, triples in asserted.items() if graph != SHAPES_GRAPH for one in triples)
    conflicts = disjointness_conflicts(stated, inferred)
    if not conflicts:
        return []
    # Read again with positions: a contradiction is rare, and the checks keep no documents.
    positions = Positions(workspace.read(file) for file in workspace.files() if file.graph)
    return [_finding(conflict, positions) for conflict in conflicts]


def _finding(conflict: Conflict, positions: Positions) -> Finding:
    first, *others = list(dict.fromkeys(_places(conflict, positions))) or [positions.subject(conflict.entity)]
    return Finding("disjoint", Level.ERROR, first, conflict.message, _MEND, conflict.entity, related=tuple(others))


def _places(conflict: Conflict, positions: Positions) -> Iterator[Place]:
    for one in conflict.culprits:
        written = positions.triple(node_of(one).value, one.predicate.value, value_of(one))
        if written:
            yield written.object.place
