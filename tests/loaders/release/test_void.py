"""The VoID description counts what is there, graph by graph."""

from collections.abc import Callable

import pyoxigraph as ox
import pytest

from graph.names import DATASET, DEFAULT_GRAPH, FACTS, ONTOLOGY_GRAPH, VOID, entity, part_of_dataset
from loaders.release.void import void_triples
from ontology import DCTERMS, ID, ONTOLOGY, SD
from ontology import VOID as TERMS
from ontology.core import TYPE

A, B, C = (ox.NamedNode(f"urn:x:{name}") for name in "abC")
P = ox.NamedNode("http://example.org/terms#p")
LICENCE = ox.NamedNode("https://creativecommons.org/licenses/by/4.0/")
TYPED = [ox.Triple(A, ox.NamedNode(TYPE), C), ox.Triple(B, ox.NamedNode(TYPE), C)]
SAID = ox.Triple(A, P, B)
GRAPHS = {
    entity("doc-a"): [SAID],
    ONTOLOGY_GRAPH: [ox.Triple(ox.NamedNode(ONTOLOGY), ox.NamedNode(DCTERMS + "license"), LICENCE)],
    FACTS: TYPED,
}
Said = Callable[[str, str], set[str]]


@pytest.fixture(scope="module")
def described() -> set[ox.Triple]:
    return set(void_triples(GRAPHS, [*TYPED, SAID]))


@pytest.fixture(scope="module")
def said(described: set[ox.Triple]) -> Said:
    def values(subject: str, predicate: str) -> set[str]:
        asked = (ox.NamedNode(subject), ox.NamedNode(predicate))
        return {getattr(one.object, "value", "") for one in described if (one.subject, one.predicate) == asked}

    return values


def figures(said: Said, part: str) -> list[str]:
    return [n for name in ("triples", "distinctSubjects", "distinctObjects") for n in said(part, TERMS + name)]


def test_the_default_graph_and_each_named_graph_have_figures_of_their_own(said: Said) -> None:
    assert figures(said, DEFAULT_GRAPH) == ["3", "2", "2"]
    assert figures(said, part_of_dataset(entity("doc-a"))) == ["1", "1", "1"]


def test_the_whole_counts_a_triple_of_two_graphs_once(said: Said) -> None:
    assert said(DATASET, TERMS + "triples") == {"4"}


@pytest.mark.parametrize(
    ("part", "sort", "term", "counted", "number"),
    [
        (DEFAULT_GRAPH, "class", C.value, "entities", "2"),
        (DEFAULT_GRAPH, "property", P.value, "triples", "1"),
        (part_of_dataset(entity("doc-a")), "property", P.value, "triples", "1"),
    ],
)
def test_each_class_and_property_of_a_graph_is_counted(
    said: Said, part: str, sort: str, term: str, counted: str, number: str
) -> None:
    (partition,) = [one for one in said(part, f"{TERMS}{sort}Partition") if said(one, TERMS + sort) == {term}]
    assert said(partition, TERMS + counted) == {number}


def test_a_class_that_a_graph_lacks_has_no_partition_there(said: Said) -> None:
    assert said(part_of_dataset(entity("doc-a")), TERMS + "classPartition") == set()


def test_from_the_name_of_a_graph_a_client_reaches_its_figures(said: Said) -> None:
    named = {name: part for part in said(DATASET, SD + "namedGraph") for name in said(part, SD + "name")}
    assert set(named) == {entity("doc-a"), ONTOLOGY_GRAPH, VOID}
    (figures_of,) = said(named[entity("doc-a")], SD + "graph")
    assert said(figures_of, TERMS + "triples") == {"1"}


def test_licences_and_vocabularies_are_those_of_the_graphs(said: Said) -> None:
    assert said(DATASET, DCTERMS + "license") == {LICENCE.value}
    assert "http://example.org/terms#" in said(DATASET, TERMS + "vocabulary")
    assert said(DATASET, TERMS + "uriSpace") == {ID}


def test_nothing_says_when_or_where_it_was_made(described: set[ox.Triple]) -> None:
    predicates = {one.predicate.value for one in described}
    assert predicates & {TERMS + "sparqlEndpoint", DCTERMS + "modified", DCTERMS + "issued"} == set()
