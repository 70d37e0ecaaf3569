"""The figures of a release: the counts of its manifest."""

from collections.abc import Collection, Mapping

import pyoxigraph as ox

from graph.names import AUTHORITIES, slug_of
from loaders.derivation import Derivation
from loaders.facts import Standing
from loaders.triples import Graphs
from ontology.core import TYPE


def count(asserted: Graphs, derivation: Derivation, default: Collection[ox.Triple]) -> Mapping[str, int]:
    """What the release holds, in numbers; `triples` are those of the default graph."""
    typed = {one.subject for one in asserted.get(AUTHORITIES, ()) if one.predicate.value == TYPE}
    return {
        "sources": sum(1 for graph in asserted if slug_of(graph)),
        "entities": len(typed),
        "claims": sum(len(fact.claims) for fact in derivation.facts),
        "facts": len(derivation.facts),
        "disputed": sum(1 for fact in derivation.facts if fact.disputes),
        **{standing.value: _standing(derivation, standing) for standing in (Standing.PLANNED, Standing.ALLEGED)},
        "triples": len(default),
    }


def _standing(derivation: Derivation, standing: Standing) -> int:
    return sum(1 for fact in derivation.facts if fact.standing is standing)
