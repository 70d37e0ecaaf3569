"""Triples of RDF 1.1 as the store gives them: no triple is a term, though pyoxigraph's types allow for it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TypeAlias

import pyoxigraph as ox

Node: TypeAlias = ox.NamedNode | ox.BlankNode
Value: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal
Values: TypeAlias = Mapping[str, frozenset[Value]]
Graphs: TypeAlias = Mapping[str, Collection[ox.Triple]]


def triple(subject: str, predicate: str, value: Value) -> ox.Triple:
    """A triple about a named thing."""
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), value)


def quad(one: ox.Triple, graph: ox.NamedNode) -> ox.Quad:
    """A triple in a graph."""
    return ox.Quad(one.subject, one.predicate, one.object, graph)


def node_of(triple: ox.Triple) -> Node:
    """The subject."""
    assert not isinstance(triple.subject, ox.Triple), "RDF 1.1 has no triple terms"
    return triple.subject


def value_of(triple: ox.Triple) -> Value:
    """The object."""
    assert not isinstance(triple.object, ox.Triple), "RDF 1.1 has no triple terms"
    return triple.object


def by_subject(triples: Iterable[ox.Triple]) -> Mapping[str, Values]:
    """The values of each named subject by property."""
    found: dict[str, dict[str, set[Value]]] = defaultdict(lambda: defaultdict(set))
    for one in triples:
        if isinstance(one.subject, ox.NamedNode):
            found[one.subject.value][one.predicate.value].add(value_of(one))
    return {iri: {name: frozenset(terms) for name, terms in values.items()} for iri, values in found.items()}


def pairs(triples: Iterable[ox.Triple], predicates: Iterable[str]) -> list[tuple[str, str]]:
    """Subject and object of the triples that link two named things by one of these properties."""
    wanted = frozenset(predicates)
    return [
        (one.subject.value, one.object.value)
        for one in triples
        if one.predicate.value in wanted
        and isinstance(one.subject, ox.NamedNode)
        and isinstance(one.object, ox.NamedNode)
    ]


def iris(values: Mapping[str, Iterable[Value]], name: str) -> list[ox.NamedNode]:
    """The IRIs among the values of a property, in order."""
    return sorted(value for value in values.get(name, ()) if isinstance(value, ox.NamedNode))
