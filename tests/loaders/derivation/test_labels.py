"""Labels show names, in the reader's language where there is one, and brackets only when there is something in them."""

import pytest

from loaders.derivation.labels import name_in, parse_template
from loaders.triples import node_of
from ontology.core import LABEL
from tests.small_world import MakeWorld

NAMES = """
id:sfr skos:prefLabel "SFR"@fr , "SFR"@en . id:numergy skos:prefLabel "Numergy"@fr .
id:breton skos:prefLabel "Thierry Breton"@fr , "Thierry Breton"@en .
"""
ROLES = """
role:head skos:prefLabel "dirigeant"@fr , "head"@en . role:economy skos:prefLabel "économie"@fr , "economy"@en .
"""
SHARES = ":shareholding--sfr--numergy a andro:Shareholding ; andro:owner id:sfr ; andro:asset id:numergy ."


def test_a_fact_is_called_by_the_names_of_what_it_ties_in_each_language(world: MakeWorld) -> None:
    made = world({"doc-a": SHARES}, authorities=NAMES)
    assert made.said("shareholding--sfr--numergy", "label") == {"Part : SFR, Numergy", "SFR: Numergy"}


def test_brackets_appear_only_when_all_in_them_is_given(world: MakeWorld) -> None:
    post = "a andro:Position ; andro:person id:breton ; andro:role role:head ; andro:organization"
    text = f""":position--breton--atos--head {post} id:atos .
    :position--breton--gov--head--economy {post} id:gov ; andro:portfolio role:economy ."""
    made = world({"doc-a": text}, authorities=NAMES, vocabularies=ROLES)
    assert made.said("position--breton--atos--head", "label") == {"Thierry Breton : dirigeant"}
    assert made.said("position--breton--gov--head--economy", "label") == {"Thierry Breton : dirigeant (économie)"}


@pytest.mark.parametrize(
    ("keys", "label"),
    [
        ("", "plan"),
        (" ; andro:payer id:state", "plan, par state"),
        (" ; andro:payer id:state ; andro:origin id:public", "plan, par state, public"),
        (" ; andro:payer id:state , id:bank", "plan, par bank, state"),
    ],
)
def test_what_is_not_given_leaves_no_trace(world: MakeWorld, keys: str, label: str) -> None:
    text = f":funding--plan--x a andro:Funding ; andro:purpose id:plan{keys} ."
    assert label in world({"doc-a": text}).said("funding--plan--x", "label")


def test_a_required_value_that_nobody_gives_shows_as_a_gap(world: MakeWorld) -> None:
    made = world({"doc-a": ":statement--1 a andro:Statement ; andro:about id:cloud ."})
    assert made.said("doc-a--statement--1", "label") == {"cloud, …"}


def test_where_a_document_says_it_is_told_in_the_language_of_the_label(world: MakeWorld) -> None:
    text = ':statement--1 a andro:Statement ; andro:about id:cloud ; andro:locator "para 10" , "title, sentence 2" .'
    made = world({"doc-a": text})
    assert made.said("doc-a--statement--1", "label") == {"cloud, titre, phrase 2\u202f; paragraphe 10"}


def test_things_are_labelled_by_their_names_and_documents_by_their_titles(world: MakeWorld) -> None:
    titled = 'id:doc-a dcterms:title "Numergy change de mains"@fr .'
    made = world({"doc-a": titled}, authorities=NAMES, vocabularies=ROLES)
    assert made.said("sfr", "label") == {"SFR"}
    assert made.said("doc-a", "label") == {"Numergy change de mains"}
    head = {one for one in made.default if node_of(one).value.endswith("role/head")}
    assert {str(one.object) for one in head if one.predicate.value == LABEL} == {'"dirigeant"@fr', '"head"@en'}


def test_labels_are_derived_and_no_named_graph_holds_them(world: MakeWorld) -> None:
    made = world({"doc-a": SHARES}, authorities=NAMES)
    named = [one for graph, triples in made.graphs.items() if "/graph/facts" not in graph for one in triples]
    assert [one for one in named if one.predicate.value == LABEL] == []


def test_what_writes_its_own_label_gets_no_other(world: MakeWorld) -> None:
    made = world({"doc-a": SHARES}, authorities='id:sfr rdfs:label "own"@fr ; skos:prefLabel "SFR"@fr .')
    assert made.said("sfr", "label") == {"own"}


def test_a_name_in_no_language_asked_for_is_shown_in_another() -> None:
    assert name_in("en", {"fr": "nuage"}) == "nuage"
    assert name_in("fr", {"de": "Wolke", "en": "cloud"}) == "cloud"
    assert name_in("fr", {"": "nimbus", "en": "cloud"}) == "cloud"
    assert name_in("fr", {"": "nimbus", "de": "Wolke"}) == "nimbus"
    assert name_in("fr", {"de": "Wolke"}) == "Wolke"
    assert name_in("fr", {}) is None


def test_braces_in_a_value_are_shown_as_they_are(world: MakeWorld) -> None:
    made = world({"doc-a": SHARES}, authorities='id:sfr skos:prefLabel "{asset} [x]"@fr .')
    assert "Part : {asset} [x], numergy" in made.said("shareholding--sfr--numergy", "label")


def test_templates_are_read_part_by_part() -> None:
    always, optional = parse_template("{a} : {b}[ ({c})]")
    assert (always.texts, always.properties, always.optional) == (("", " : ", ""), ("a", "b"), False)
    assert (optional.texts, optional.properties, optional.optional) == ((" (", ")"), ("c",), True)
