"""The VoID description of a release: of its default graph and each named graph, how many triples, things, classes,
properties, and of each class and property how many (https://www.w3.org/TR/void/).

It holds no time stamp and no address of a server, so that it is the same wherever the release is built.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256

import pyoxigraph as ox

from graph.names import DATASET, DEFAULT_GRAPH, ONTOLOGY_GRAPH, VOID, part_of_dataset
from loaders.release.publish import ONLY_IN_DUMPS
from loaders.triples import Graphs, triple, value_of
from loaders.words import namespace_of
from ontology import DCTERMS, ID, ONTOLOGY, SD
from ontology import VOID as TERMS
from ontology.core import TYPE

LICENSE = DCTERMS + "license"
Triples = Collection[ox.Triple]


def void_triples(graphs: Graphs, default: Triples) -> Iterator[ox.Triple]:
    """The description of a dataset with these graphs and this default graph, in the words of VoID.

    Each part is a graph of SPARQL 1.1 Service Description too, so that a client goes from a name to its figures.
    """
    named = {name: triples for name, triples in graphs.items() if name not in ONLY_IN_DUMPS}
    yield from _whole(named, default)
    yield from _part(DEFAULT_GRAPH, default)
    yield triple(DATASET, SD + "defaultGraph", ox.NamedNode(DEFAULT_GRAPH))
    for name, triples in named.items():
        part = part_of_dataset(name)
        yield from _named(name)
        yield from _part(part, triples)
        # Named graph and graph are one node here: clients look for the figures at the end of this property.
        yield triple(part, SD + "graph", ox.NamedNode(part))
    # This description is in a graph as well, which has no figures: to count it would change it.
    yield from _named(VOID)


def _whole(named: Graphs, default: Triples) -> Iterator[ox.Triple]:
    everything = set(default).union(*named.values())
    yield triple(DATASET, TYPE, ox.NamedNode(TERMS + "Dataset"))
    yield triple(DATASET, TYPE, ox.NamedNode(SD + "Dataset"))
    yield triple(DATASET, DCTERMS + "title", ox.Literal("Andromède"))
    yield triple(DATASET, TERMS + "uriSpace", ox.Literal(ID))
    yield from _figures(DATASET, everything)
    for one in named.get(ONTOLOGY_GRAPH, ()):
        if one.predicate.value == LICENSE and one.subject == ox.NamedNode(ONTOLOGY):
            yield triple(DATASET, LICENSE, value_of(one))
    for namespace in {namespace_of(iri) for iri in (*_classes(everything), *_properties(everything))} - {""}:
        yield triple(DATASET, TERMS + "vocabulary", ox.NamedNode(namespace))


def _named(graph: str) -> Iterator[ox.Triple]:
    part = part_of_dataset(graph)
    yield triple(DATASET, SD + "namedGraph", ox.NamedNode(part))
    yield triple(part, TYPE, ox.NamedNode(SD + "NamedGraph"))
    yield triple(part, SD + "name", ox.NamedNode(graph))


def _part(part: str, triples: Triples) -> Iterator[ox.Triple]:
    yield triple(DATASET, TERMS + "subset", ox.NamedNode(part))
    yield triple(part, TYPE, ox.NamedNode(TERMS + "Dataset"))
    yield triple(part, TYPE, ox.NamedNode(SD + "Graph"))
    yield from _figures(part, triples)
    yield from _partitions(part, "class", "entities", _classes(triples))
    yield from _partitions(part, "property", "triples", _properties(triples))


def _figures(part: str, triples: Triples) -> Iterator[ox.Triple]:
    figures = {
        "triples": len(triples),
        "distinctSubjects": len({one.subject for one in triples}),
        "distinctObjects": len({one.object for one in triples}),
        "classes": len(_classes(triples)),
        "properties": len(_properties(triples)),
    }
    yield from (triple(part, TERMS + name, ox.Literal(number)) for name, number in figures.items())


def _partitions(part: str, sort: str, counted: str, numbers: Mapping[str, int]) -> Iterator[ox.Triple]:
    for iri, number in numbers.items():
        own = f"{part}/{sort}-{sha256(iri.encode()).hexdigest()[:12]}"
        yield triple(part, f"{TERMS}{sort}Partition", ox.NamedNode(own))
        yield triple(own, TERMS + sort, ox.NamedNode(iri))
        yield triple(own, TERMS + counted, ox.Literal(number))


def _classes(triples: Triples) -> Mapping[str, int]:
    """How many things each class has; a class without a name is none that anybody can ask for."""
    types = (value_of(one) for one in triples if one.predicate.value == TYPE)
    return Counter(value.value for value in types if isinstance(value, ox.NamedNode))


def _properties(triples: Triples) -> Mapping[str, int]:
    return Counter(one.predicate.value for one in triples)
