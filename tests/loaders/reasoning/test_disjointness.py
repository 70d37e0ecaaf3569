"""The build's own consistency check, which names the triples at fault without Java."""

import time
from pathlib import Path

import pyoxigraph as ox
import pytest
import reasonable

from loaders.reasoning.disjointness import Conflict, disjointness_conflicts
from ontology import ANDRO, HERE, ID
from ontology.text import Text

PREFIXES = """
@prefix andro: <https://w3id.org/andromede/ontology#> .
@prefix id: <https://w3id.org/andromede/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix role: <https://w3id.org/andromede/vocabulary/role/> .
"""
CLAIM = "id:s\\#position--atos--atos--president andro:person id:atos ."


def parsed(text: str) -> list[ox.Triple]:
    return [ox.Triple(q.subject, q.predicate, q.object) for q in ox.parse(text, ox.RdfFormat.TURTLE)]


@pytest.fixture(scope="module")
def ontology() -> list[ox.Triple]:
    return [t for name in ("andromede.ttl", "alignments.ttl") for t in parsed((HERE / name).read_text("utf-8"))]


def inferred(triples: list[ox.Triple], folder: Path) -> list[ox.Triple]:
    """What OWL RL adds, as the build has it from `reasonable`."""
    file = folder / "asserted.ttl"
    ox.serialize(triples, file, ox.RdfFormat.N_TRIPLES)
    reasoner = reasonable.PyReasoner()
    reasoner.load_file(str(file))
    lines = (" ".join(term.n3() for term in row) + " ." for row in reasoner.reason())
    return parsed("\n".join(line for line in lines if not line.startswith('"')))


def conflicts(data: str, ontology: list[ox.Triple], folder: Path) -> list[Conflict]:
    asserted = [*ontology, *parsed(PREFIXES + data)]
    return disjointness_conflicts(asserted, inferred(asserted, folder))


def test_a_company_that_holds_a_position_is_found_with_the_claim_and_the_authority(
    ontology: list[ox.Triple], tmp_path: Path
) -> None:
    (conflict,) = conflicts(CLAIM + "id:atos a andro:Company . id:thierry-breton a andro:Person .", ontology, tmp_path)
    assert conflict.entity == ID + "atos"
    assert conflict.classes == (ANDRO + "Organization", ANDRO + "Person")
    assert set(conflict.culprits) == set(parsed(PREFIXES + CLAIM + "id:atos a andro:Company ."))


def test_two_kinds_for_one_claim_are_found(ontology: list[ox.Triple], tmp_path: Path) -> None:
    (conflict,) = conflicts("id:x a andro:Founding , andro:Membership .", ontology, tmp_path)
    assert conflict.classes == (ANDRO + "Founding", ANDRO + "Membership")
    assert conflict.message == Text(
        "« x » est à la fois Founding et Membership, ce que rien ne peut être.",
        "“x” is both a Founding and a Membership, which nothing can be.",
    )


def test_an_entity_where_a_concept_belongs_is_found(ontology: list[ox.Triple], tmp_path: Path) -> None:
    (conflict,) = conflicts("id:c andro:role id:atos . id:atos a andro:Company .", ontology, tmp_path)
    assert ANDRO + "Entity" in conflict.classes


def test_a_triple_that_gives_both_classes_is_blamed_once(ontology: list[ox.Triple], tmp_path: Path) -> None:
    both = "andro:FirmAndPerson rdfs:subClassOf andro:Person , andro:Company ."
    (conflict,) = conflicts(both + "id:x a andro:FirmAndPerson .", ontology, tmp_path)
    assert [*conflict.culprits] == parsed(PREFIXES + "id:x a andro:FirmAndPerson .")


def test_a_class_that_only_follows_from_what_follows_is_blamed_on_that(ontology: list[ox.Triple]) -> None:
    wider = PREFIXES + "id:x a andro:Organization ."
    stated, inferred = (parsed(f"{PREFIXES} id:x a andro:{kind} .") for kind in ("Company", "Person"))
    (conflict,) = disjointness_conflicts([*ontology, *stated], [*inferred, *parsed(wider)])
    assert set(conflict.culprits) == {*stated, *inferred}


@pytest.mark.parametrize(
    "right",
    [
        "id:c a andro:Claim , andro:Position ; andro:person id:thierry-breton ; andro:role role:chair .",
        "id:allemagne a andro:State , andro:Place .",
        "id:c a andro:Position ; andro:organization id:o . id:o a andro:Ministry . id:d andro:organization id:o .",
    ],
)
def test_what_may_be_is_no_conflict(ontology: list[ox.Triple], tmp_path: Path, right: str) -> None:
    assert conflicts(right, ontology, tmp_path) == []


def test_ten_thousand_claims_are_checked_in_under_a_second(ontology: list[ox.Triple]) -> None:
    data = "\n".join(
        f"id:c{n} a andro:Claim , andro:Shareholding ; andro:owner id:o{n} . id:o{n} a andro:Company ."
        for n in range(10_000)
    )
    types = "\n".join(f"id:c{n} a andro:Situation . id:o{n} a andro:Organization ." for n in range(10_000))
    asserted, closure = [*ontology, *parsed(PREFIXES + data)], parsed(PREFIXES + types)
    began = time.process_time()
    assert disjointness_conflicts(asserted, closure) == []
    assert time.process_time() - began < 1.0
