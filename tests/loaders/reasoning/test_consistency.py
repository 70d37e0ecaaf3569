"""What OWL API and HermiT say of the ontology, and of small ontologies that are wrong on purpose."""

import pyoxigraph as ox
import pytest

from loaders.reasoning.consistency import ReasonerFailed, inconsistencies, profile_violations
from ontology import ANDRO, HERE

PREFIXES = """
@prefix andro: <https://w3id.org/andromede/ontology#> .
@prefix id: <https://w3id.org/andromede/id/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
WRONG_CLASS = "andro:FirmAndPerson a owl:Class ; rdfs:subClassOf andro:Person , andro:Company ."
WRONG_THING = """
id:position--atos--atos--president a andro:Position ; andro:person id:atos .
id:atos a andro:Company .
id:strasbourg a andro:Place .
"""


def triples(turtle: str) -> list[ox.Triple]:
    return [ox.Triple(q.subject, q.predicate, q.object) for q in ox.parse(PREFIXES + turtle, ox.RdfFormat.TURTLE)]


@pytest.fixture(scope="module")
def ontology() -> list[ox.Triple]:
    texts = ((HERE / name).read_text("utf-8") for name in ("andromede.ttl", "alignments.ttl"))
    return [ox.Triple(q.subject, q.predicate, q.object) for t in texts for q in ox.parse(t, ox.RdfFormat.TURTLE)]


def test_the_ontology_is_owl_2_dl(ontology: list[ox.Triple]) -> None:
    assert profile_violations(ontology) == []


def test_the_ontology_is_consistent_and_every_class_can_have_members(ontology: list[ox.Triple]) -> None:
    verdict = inconsistencies(ontology)
    assert verdict.consistent
    assert verdict.unsatisfiable == ()


def test_an_undeclared_class_and_a_property_of_two_sorts_lie_outside_owl_2_dl(ontology: list[ox.Triple]) -> None:
    wrong = triples("andro:Firm a owl:Class ; rdfs:subClassOf andro:Nowhere . andro:leads a owl:DatatypeProperty .")
    rules = {violation.rule for violation in profile_violations([*ontology, *wrong])}
    assert rules == {"UseOfUndeclaredClass", "IllegalPunning"}


def test_dates_of_any_precision_are_the_exception_to_owl_2_dl(ontology: list[ox.Triple]) -> None:
    dates = triples('id:x andro:start "2014"^^xsd:gYear , "2014-01"^^xsd:gYearMonth , "2014-01-24"^^xsd:date .')
    assert profile_violations([*ontology, *dates]) == []


@pytest.mark.parametrize(
    "wrong", ['id:x andro:start "noon"^^xsd:time .', 'id:x andro:name "x"^^id:y .', "andro:start rdfs:range xsd:date ."]
)
def test_other_datatypes_and_dates_as_ranges_are_not(ontology: list[ox.Triple], wrong: str) -> None:
    assert [violation.rule for violation in profile_violations([*ontology, *triples(wrong)])] == [
        "UseOfForeignDatatype"
    ]


def test_a_contradictory_class_is_found_with_the_axioms_that_empty_it(ontology: list[ox.Triple]) -> None:
    verdict = inconsistencies([*ontology, *triples(WRONG_CLASS)])
    assert verdict.consistent
    (empty,) = verdict.unsatisfiable
    assert empty.iri == ANDRO + "FirmAndPerson"
    assert {axiom for axiom in empty.culprits if "Disjoint" not in axiom} == {
        "SubClassOf(andro:FirmAndPerson andro:Person)",
        "SubClassOf(andro:FirmAndPerson andro:Company)",
        "SubClassOf(andro:Company andro:Organization)",
    }


def test_a_contradictory_thing_is_found_with_the_claim_and_the_axioms_at_fault(ontology: list[ox.Triple]) -> None:
    verdict = inconsistencies([*ontology, *triples(WRONG_THING)])
    assert not verdict.consistent
    assert {axiom for axiom in verdict.culprits if "Disjoint" not in axiom} == {
        "ClassAssertion(andro:Company id:atos)",
        "ObjectPropertyAssertion(andro:person id:position--atos--atos--president id:atos)",
        "ObjectPropertyRange(andro:person andro:Person)",
        "SubClassOf(andro:Company andro:Organization)",
    }


def test_an_import_is_not_fetched() -> None:
    importing = triples("<urn:x-o> a owl:Ontology ; owl:imports <http://127.0.0.1:9/nothing> .")
    assert inconsistencies(importing).consistent


def test_a_reasoner_out_of_time_says_so(ontology: list[ox.Triple]) -> None:
    with pytest.raises(ReasonerFailed, match=r"within 0\.01 s"):
        inconsistencies(ontology, seconds=0.01)
