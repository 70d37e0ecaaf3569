"""The default graph: one set of triples from five places, without claims, shapes or repetitions."""

from loaders.triples import node_of
from tests.small_world import MakeWorld

TEXT = """
id:doc-a a andro:Source ; dcterms:title "Numergy"@fr ; andro:grade "B" .
id:paris andro:locatedIn id:france .
:shareholding--sfr--numergy a andro:Shareholding ; andro:owner id:sfr ; andro:asset id:numergy ; andro:locator "§1" .
"""


def test_records_and_bare_structure_are_in_the_default_graph_and_claims_are_not(world: MakeWorld) -> None:
    made = world({"doc-a": TEXT}, authorities='id:sfr skos:prefLabel "SFR"@fr .')
    assert made.said("doc-a", "grade") == {"B"}
    assert made.said("paris", "locatedIn") == {"france"}
    assert made.said("sfr", "prefLabel") == {"SFR"}
    assert [one for one in made.default if "#shareholding--" in node_of(one).value] == []
    assert made.said("shareholding--sfr--numergy", "locator") == set()


def test_a_triple_that_two_documents_hold_is_there_once(world: MakeWorld) -> None:
    made = world({"doc-a": TEXT, "doc-b": TEXT})
    assert len([one for one in made.default if node_of(one).value.endswith("/paris")]) == 1


def test_the_named_graphs_hold_what_was_written_and_what_follows_for_claims_alone(world: MakeWorld) -> None:
    made = world({"doc-a": TEXT})
    derived = made.derivation.graphs["https://w3id.org/andromede/id/doc-a"]
    assert sorted(str(one).replace("https://w3id.org/andromede/", "") for one in derived) == [
        "<id/doc-a#shareholding--sfr--numergy> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <ontology#Claim>",
        "<id/doc-a#shareholding--sfr--numergy> <ontology#claimOf> <id/shareholding--sfr--numergy>",
        "<id/sfr> <ontology#shareholderOf> <id/numergy>",
    ]
