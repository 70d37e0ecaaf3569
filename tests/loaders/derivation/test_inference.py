"""What follows from the ontology, and what is kept out of it."""

from tests.small_world import MakeWorld

ONTOLOGY = """
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
andro:Company a owl:Class ; rdfs:subClassOf andro:Organization , foaf:Organization .
andro:Organization a owl:Class ; rdfs:subClassOf andro:Actor .
andro:Shareholding a owl:Class ; rdfs:subClassOf andro:Situation .
andro:siren rdfs:subPropertyOf dcterms:identifier .
andro:locatedIn a owl:ObjectProperty , owl:TransitiveProperty ; rdfs:domain andro:Place .
andro:owner rdfs:domain andro:Shareholding .
[] a owl:AllDisjointClasses ; owl:members ( andro:Company andro:Place ) .
"""
DATA = """
id:sfr a andro:Company ; andro:siren "343059564" ; andro:share 46.0 .
id:paris andro:locatedIn id:france . id:france andro:locatedIn id:europe . id:europe andro:locatedIn id:europe .
id:here andro:locatedIn id:there . id:there andro:locatedIn id:here .
"""
PLANNED = """:shareholding--sfr--numergy a andro:Shareholding ; andro:owner id:sfr ; andro:asset id:numergy ;
    andro:modality modality:planned ."""


def test_wider_classes_wider_properties_and_wholes_of_wholes_follow(world: MakeWorld) -> None:
    made = world({}, authorities=DATA, ontology=ONTOLOGY)
    assert made.kinds("sfr") == {"Company", "Organization", "Actor"}
    assert made.said("sfr", "identifier") == {"343059564"}
    assert made.said("paris", "locatedIn") == {"france", "europe"}


def test_neither_foreign_classes_nor_owl_thing_nor_things_themselves_follow(world: MakeWorld) -> None:
    made = world({}, authorities=DATA, ontology=ONTOLOGY)
    inferred = made.graphs["https://w3id.org/andromede/graph/inferred"]
    assert {str(one.predicate).rsplit("/", 1)[-1] for one in inferred} == {
        "22-rdf-syntax-ns#type>",
        "identifier>",
        "ontology#locatedIn>",
    }
    assert [one for one in inferred if "foaf" in str(one) or "owl#" in str(one)] == []
    assert [one for one in inferred if one.subject == one.object] == []


def test_what_was_asserted_is_not_inferred_again_and_no_named_graph_of_a_person_gets_it(world: MakeWorld) -> None:
    made = world({}, authorities=DATA, ontology=ONTOLOGY)
    inferred = made.graphs["https://w3id.org/andromede/graph/inferred"]
    assert inferred & made.graphs["https://w3id.org/andromede/graph/authorities"] == set()
    assert len(inferred) == 4


def test_a_domain_gives_nothing_a_class(world: MakeWorld) -> None:
    made = world({}, authorities=DATA + "id:x andro:owner id:sfr .", ontology=ONTOLOGY)
    assert made.kinds("x") == made.kinds("paris") == set()


def test_a_fact_without_a_kind_is_given_none(world: MakeWorld) -> None:
    stated = PLANNED.replace(";\n    andro:modality modality:planned", "")
    assert world({"doc-a": PLANNED}, ontology=ONTOLOGY).kinds("shareholding--sfr--numergy") == {"Fact"}
    assert world({"doc-a": stated}, ontology=ONTOLOGY).kinds("shareholding--sfr--numergy") == {
        "Fact",
        "Shareholding",
        "Situation",
    }


def test_literals_come_through_as_they_were(world: MakeWorld) -> None:
    wider = ONTOLOGY + "andro:share rdfs:subPropertyOf andro:part ."
    made = world({}, authorities=DATA.replace("46.0", '46.0 , "x"@fr-BE , "12"^^xsd:gYear'), ontology=wider)
    values = {str(one.object) for one in made.default if one.predicate.value.endswith("#part")}
    assert values == {str(one.object) for one in made.default if one.predicate.value.endswith("#share")}
    assert len(values) == 3
