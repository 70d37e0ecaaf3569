"""Shortcuts answer simple questions in one pattern, over facts and over what each document says plainly."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from loaders.derivation.shortcuts import run_shortcuts
from loaders.triples import node_of
from ontology.catalogue import CatalogueError, Query, read_query
from tests.small_world import MakeWorld

SHARES = ":shareholding--sfr--numergy a andro:Shareholding ; andro:owner id:sfr ; andro:asset id:numergy "


def query(folder: Path, body: str) -> Query:
    path = folder / "owns.rq"
    path.write_text(f"# title@fr: Possède\n# title@en: Owns\n{body}", "utf-8")
    return read_query(path)


def test_a_shortcut_is_in_the_default_graph_and_in_the_graph_of_who_says_so(world: MakeWorld) -> None:
    made = world({"doc-a": SHARES + ".", "doc-b": SHARES.replace("sfr", "bull") + "."})
    assert made.said("sfr", "shareholderOf") == made.said("bull", "shareholderOf") == {"numergy"}
    holders = {
        graph: {node_of(one).value for one in made.graphs[graph] if "shareholderOf" in one.predicate.value}
        for graph in made.graphs
        if "/doc-" in graph
    }
    assert [sorted(subjects) for _, subjects in sorted(holders.items())] == [
        ["https://w3id.org/andromede/id/sfr"],
        ["https://w3id.org/andromede/id/bull"],
    ]


def test_what_has_ended_gives_no_present_tense_and_what_was_stands_for_ever(world: MakeWorld) -> None:
    text = (
        SHARES
        + """; andro:endedBefore '2016'^^xsd:gYear .
    :position--x--y--head a andro:Position ; andro:person id:x ; andro:organization id:y ; andro:role role:head ;
        andro:end '2014'^^xsd:gYear ."""
    )
    made = world({"doc-a": text})
    assert made.said("sfr", "shareholderOf") == set()
    assert made.said("x", "heldPositionIn") == {"y"}


def test_what_one_document_ends_another_may_still_say_in_its_own_graph(world: MakeWorld) -> None:
    made = world({"doc-a": SHARES + ".", "doc-b": SHARES + "; andro:end '2015'^^xsd:gYear ."})
    assert made.said("sfr", "shareholderOf") == set()
    assert {graph for graph, triples in made.graphs.items() if any("shareholderOf" in str(one) for one in triples)} == {
        "https://w3id.org/andromede/id/doc-a"
    }


def test_each_graph_is_asked_by_itself(tmp_path: Path) -> None:
    joining = query(tmp_path, "CONSTRUCT { ?a andro:owns ?c } WHERE { ?a andro:holds ?b . ?b andro:holds ?c }")
    holds = ox.NamedNode("https://w3id.org/andromede/ontology#holds")
    a, b, c = (ox.NamedNode(f"https://w3id.org/andromede/id/{name}") for name in "abc")
    first, second = ox.Triple(a, holds, b), ox.Triple(b, holds, c)
    assert run_shortcuts({"urn:g1": [first], "urn:g2": [second]}, [joining]) == {}
    made = run_shortcuts({"urn:g1": [first, second], "urn:g2": [second]}, [joining])
    assert {graph: len(triples) for graph, triples in made.items()} == {"urn:g1": 1}


@pytest.mark.parametrize(
    "body",
    ["SELECT ?a WHERE { ?a andro:holds ?b }", "CONSTRUCT { ?a andro:owns ?b } WHERE { ?a andro:holds }"],
)
def test_a_wrong_shortcut_is_named(tmp_path: Path, body: str) -> None:
    with pytest.raises(CatalogueError, match=r"owns\.rq"):
        run_shortcuts({}, [query(tmp_path, body)])


def test_the_order_of_the_shortcuts_decides_nothing(shortcuts: list[Query]) -> None:
    node = ox.NamedNode
    andro, kind = "https://w3id.org/andromede/ontology#", node("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    claims = [
        ox.Triple(node("urn:c1"), kind, node(andro + "Part")),
        ox.Triple(node("urn:c1"), node(andro + "part"), node("urn:x")),
        ox.Triple(node("urn:c1"), node(andro + "whole"), node("urn:y")),
        ox.Triple(node("urn:c2"), kind, node(andro + "Partnership")),
        ox.Triple(node("urn:c2"), node(andro + "firstPartner"), node("urn:x")),
        ox.Triple(node("urn:c2"), node(andro + "secondPartner"), node("urn:z")),
    ]
    made = run_shortcuts({"urn:g": claims}, shortcuts)
    assert len(made["urn:g"]) == 3
    assert run_shortcuts({"urn:g": claims}, reversed(shortcuts)) == made
