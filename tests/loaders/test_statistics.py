"""The VoID description counts what is there."""

import pyoxigraph as ox

from loaders.statistics import VOID, void_triples
from ontology.core import TYPE

A, B, P, C = (ox.NamedNode(f"urn:x:{name}") for name in "abpC")


def test_each_class_and_property_is_counted() -> None:
    default = [
        ox.Triple(A, ox.NamedNode(TYPE), C),
        ox.Triple(B, ox.NamedNode(TYPE), C),
        ox.Triple(A, P, B),
    ]
    described = {(one.subject, one.predicate.value, one.object) for one in void_triples(default)}
    dataset = ox.NamedNode("https://w3id.org/andromede/dataset")
    figures = {name.removeprefix(VOID): value for subject, name, value in described if subject == dataset}
    assert [figures[name].value for name in ("triples", "distinctSubjects", "distinctObjects")] == ["3", "2", "2"]  # type: ignore[union-attr]
    (part,) = [subject for subject, name, value in described if name == VOID + "class" and value == C]
    assert (part, VOID + "entities", ox.Literal(2)) in described
    (part,) = [subject for subject, name, value in described if name == VOID + "property" and value == P]
    assert (part, VOID + "triples", ox.Literal(1)) in described
    assert (dataset, VOID + "propertyPartition", part) in described
