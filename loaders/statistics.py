"""The figures of a release: counts for its manifest, and its VoID description."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from hashlib import sha256

import pyoxigraph as ox

from graph.names import AUTHORITIES, iri_of, slug_of
from loaders.derivation import Derivation
from loaders.facts import Standing
from loaders.triples import Graphs, triple, value_of
from ontology import RDF
from ontology.core import TYPE

VOID = "http://rdfs.org/ns/void#"


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


def void_triples(default: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """The VoID description of a default graph: how many triples, things, classes, properties, and of each how many.

    It holds no time stamp, so that it is the same wherever the release is built (https://www.w3.org/TR/void/).
    """
    default = list(default)
    dataset = iri_of("dataset")
    classes = Counter(value_of(one).value for one in default if one.predicate.value == TYPE)
    properties = Counter(one.predicate.value for one in default)
    figures = {
        "triples": len(default),
        "distinctSubjects": len({one.subject for one in default}),
        "distinctObjects": len({one.object for one in default}),
        "classes": len(classes),
        "properties": len(properties),
    }
    yield triple(dataset, RDF + "type", ox.NamedNode(VOID + "Dataset"))
    yield from (triple(dataset, VOID + name, ox.Literal(number)) for name, number in figures.items())
    yield from _partitions(dataset, "class", "entities", classes)
    yield from _partitions(dataset, "property", "triples", properties)


def _partitions(dataset: str, sort: str, counted: str, numbers: Mapping[str, int]) -> Iterator[ox.Triple]:
    for iri, number in numbers.items():
        part = f"{dataset}#{sort}-{sha256(iri.encode()).hexdigest()[:12]}"
        yield triple(dataset, f"{VOID}{sort}Partition", ox.NamedNode(part))
        yield triple(part, VOID + sort, ox.NamedNode(iri))
        yield triple(part, VOID + counted, ox.Literal(number))


def _standing(derivation: Derivation, standing: Standing) -> int:
    return sum(1 for fact in derivation.facts if fact.standing is standing)
