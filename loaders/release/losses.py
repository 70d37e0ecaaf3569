"""What a release lost: the names that a graph spoke of in the release before and no longer does.

Who reads of a thing does not see that a document stopped speaking of it: no graph that is left has changed. The date of
what is said of the thing has to tell.
"""

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from graph.reading.grounds import COMMON
from graph.releases.folder import Release
from graph.releases.manifest import GraphEntry
from loaders.triples import Graphs
from ontology import BASE
from ontology.core import CLAIM_OF

_CLAIM_OF = ox.NamedNode(CLAIM_OF)


def losses(before: Release, graphs: Graphs, dated: Mapping[str, GraphEntry], time: str) -> Mapping[str, str]:
    """Each name with when something ceased to be said of it: at `time`, or before and so remembered.

    `graphs` are those of the new release with what follows in them. A change of what every page rests on is later than
    all that was lost before it, which is then forgotten.
    """
    common = max((dated[graph].changed for graph in COMMON if graph in dated), default="")
    lost = {iri: when for iri, when in before.manifest.lost.items() if when > common}
    if time > common:
        lost |= dict.fromkeys(_lost(before, graphs, dated), time)
    return dict(sorted(lost.items()))


def _lost(before: Release, graphs: Graphs, dated: Mapping[str, GraphEntry]) -> Iterator[str]:
    known = before.manifest.graphs
    changed = [graph for graph in known if graph not in dated or dated[graph].hash != known[graph].hash]
    store = ox.Store.read_only(str(before.store))
    for graph in changed:
        said = list(store.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
        gone = _named(said) - _named(graphs.get(graph, ()))
        yield from gone
        for fact in {quad.object for quad in said if quad.predicate == _CLAIM_OF}:
            if isinstance(fact, ox.NamedNode) and fact.value in gone:
                yield from _around(fact, store)


def _around(fact: ox.NamedNode, store: ox.Store) -> Iterator[str]:
    """Whatever shows a fact shows who states it: the documents that do, and all that they name in it."""
    for claim in store.quads_for_pattern(None, _CLAIM_OF, fact, None):
        if isinstance(claim.graph_name, ox.NamedNode):
            yield claim.graph_name.value
            yield from _named(store.quads_for_pattern(claim.subject, None, None, claim.graph_name))


def _named(said: Iterable[ox.Quad | ox.Triple]) -> set[str]:
    """What has a document of its own among what is spoken of."""
    terms = (term for one in said for term in (one.subject, one.object))
    iris = (term.value for term in terms if isinstance(term, ox.NamedNode))
    return {iri for iri in iris if iri.startswith(BASE) and "#" not in iri}
