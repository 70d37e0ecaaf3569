"""The same triples have the same hash, in whatever order, form and labels they came."""

import random
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.releases.fingerprint import graph_hash, lines_of, release_id, stored_form

GRAPH = ox.NamedNode("https://w3id.org/andromede/graph/authorities")
PREFIXES = "@prefix : <urn:x:> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . "


def triples(turtle: str, graph: ox.NamedNode = GRAPH) -> list[ox.Triple]:
    parsed = ox.parse(PREFIXES + turtle, format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)
    return stored_form(ox.Quad(one.subject, one.predicate, one.object, graph) for one in parsed)[graph.value]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (":a :p 1 , 2 .", ":a :p 2 . :a :p 1 ."),
        (":a :p 46.0 .", ':a :p "46"^^xsd:decimal .'),
        (':a :p "007"^^xsd:integer .', ":a :p 7 ."),
        (':a :p "x"@fr-BE .', ':a :p "x"@fr-be .'),
        (':a :p "1"^^xsd:boolean .', ":a :p true ."),
        (":a :p [ :q 1 ] , [ :q 2 ] .", "_:y :q 2 . _:x :q 1 . :a :p _:x , _:y ."),
        (":a :p ( 1 2 ) . :b :p ( 1 2 ) .", ":b :p ( 1 2 ) . :a :p ( 1 2 ) ."),
    ],
)
def test_what_means_the_same_to_the_store_has_one_hash(one: str, other: str) -> None:
    assert graph_hash(triples(one)) == graph_hash(triples(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (":a :p 1 .", ":a :p 2 ."),
        (':a :p "1"@fr .', ':a :p "1"@en .'),
        (":a :p [ :q 1 ] .", ":a :p [ :q 2 ] ."),
        (":a :p [ :q 1 ] , [ :q 1 ; :r 1 ] .", ":a :p [ :q 1 ; :r 1 ] ."),
        (':a :p "a\\nb" .', ':a :p "a b" .'),
    ],
)
def test_what_differs_has_another_hash(one: str, other: str) -> None:
    assert graph_hash(triples(one)) != graph_hash(triples(other))


def test_the_hash_is_that_of_what_a_store_on_disk_gives_back(tmp_path: Path) -> None:
    written = triples(':a :p 46.0 , "007"^^xsd:integer , "x"@fr-BE , "2015"^^xsd:gYear ; :q [ :r ( 1 2 ) ] .')
    store = ox.Store(tmp_path)
    store.bulk_extend(ox.Quad(one.subject, one.predicate, one.object, GRAPH) for one in written)
    read = [quad.triple for quad in store.quads_for_pattern(None, None, None, GRAPH)]
    assert lines_of(read) == lines_of(written)
    assert graph_hash(read) == graph_hash(written)


def test_blank_nodes_have_the_same_labels_on_every_machine_and_no_two_graphs_share_one() -> None:
    other = ox.NamedNode("https://w3id.org/andromede/graph/shapes")
    lists = ":a :p ( 1 2 3 ) ."
    assert lines_of(triples(lists)) == lines_of(triples(lists))
    labels = {
        graph: {t.subject for t in triples(lists, graph) if isinstance(t.subject, ox.BlankNode)}
        for graph in (GRAPH, other)
    }
    assert labels[GRAPH] & labels[other] == set()
    assert {label.value for label in labels[other]} == {"shapes-c14n0", "shapes-c14n1", "shapes-c14n2"}


def test_an_id_covers_each_graph_by_name_and_each_file_that_derives() -> None:
    graphs, files = {"g:a": "1", "g:b": "2"}, {"lock": "3", "builder": "4"}
    same = release_id(dict(reversed(graphs.items())), dict(reversed(files.items())))
    assert release_id(graphs, files) == same
    others = [
        release_id({"g:a": "2", "g:b": "1"}, files),
        release_id({"g:a": "1"}, files),
        release_id(graphs, files | {"builder": "5"}),
        release_id(graphs, {"lock": "3"}),
        release_id({"g:a": "1", "lock": "3"}, {"g:b": "2", "builder": "4"}),
    ]
    assert len({same, *others}) == 6


def test_reading_order_decides_nothing() -> None:
    quads = [ox.Quad(ox.NamedNode(f"urn:x:{n}"), ox.NamedNode("urn:x:p"), ox.Literal(n), GRAPH) for n in range(200)]
    shuffled = list(quads)
    random.Random(1).shuffle(shuffled)
    assert graph_hash(stored_form(shuffled)[GRAPH.value]) == graph_hash(stored_form(quads)[GRAPH.value])
