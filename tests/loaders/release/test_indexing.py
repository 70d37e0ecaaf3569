"""What a release is searched by, from the quads of a store."""

import pyoxigraph as ox
import pytest

from graph.search.entries import Entry, Name, Sort
from loaders.release.indexing import entries_of
from ontology import ANDRO, ID, VOCABULARY

STORE = f"""
@prefix andro: <{ANDRO}> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix id: <{ID}> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
id:atos a andro:Entity , andro:Company , skos:Concept ;
    rdfs:label "Atos"@fr ; skos:prefLabel "Atos"@fr ; skos:altLabel "Atos SE"@en , "Atos"@fr ;
    skos:hiddenLabel "Attos"@fr ;
    dcterms:description "Groupe français."@fr .
id:press a andro:Source ; rdfs:label "Atos devient Eviden"@fr ; dcterms:publisher "Silicon" ; dcterms:issued "2023" ;
    andro:grade "B" ; andro:sourceKind <{VOCABULARY}source-kind/news> .
id:naming--atos a andro:Naming ; andro:named id:atos ; andro:name "Atos Origin" .
<https://w3id.org/andromede/graph/authorities> {{ id:atos a andro:Company }}
id:press {{ <{ID}press#naming--1> andro:named id:atos ; andro:claimOf id:naming--atos }}
"""


@pytest.fixture
def entries() -> dict[str, Entry]:
    store = ox.Store()
    store.load(STORE, format=ox.RdfFormat.TRIG)
    return {entry.iri.removeprefix(ID): entry for entry in entries_of(store)}


def test_a_thing_is_found_by_every_name_it_ever_had_each_given_once(entries: dict[str, Entry]) -> None:
    assert entries["atos"].names == (
        Name("Atos", "fr", Sort.LABEL),
        Name("Atos Origin", "", Sort.OTHER),
        Name("Atos SE", "en", Sort.OTHER),
        Name("Attos", "fr", Sort.HIDDEN),
    )


def test_it_has_its_text_its_kind_its_classes_of_ours_and_its_facts(entries: dict[str, Entry]) -> None:
    atos = entries["atos"]
    assert (atos.text("fr"), atos.facts) == ("Groupe français.", 1)
    assert (atos.kinds, atos.classes) == ((ANDRO + "Company",), (ANDRO + "Company", ANDRO + "Entity"))


def test_a_source_is_found_by_its_title_and_its_publisher(entries: dict[str, Entry]) -> None:
    press = entries["press"]
    assert press.label("en") == "Atos devient Eviden"
    assert (press.publisher, press.issued, press.grade) == ("Silicon", "2023", "B")
    assert press.kinds == (VOCABULARY + "source-kind/news",)


def test_facts_are_not_listed(entries: dict[str, Entry]) -> None:
    assert sorted(entries) == ["atos", "press"]
