"""Every class and property says what it is, in both languages; the marks that the software reads are right."""

import re
from collections import Counter

import pyoxigraph as ox
import pytest

from ontology import ANDRO, HERE, LANGUAGES, OWL, RDF, RDFS, SH, SKOS
from ontology.dictionary import read_dictionary

SORTS = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")


def subjects(store: ox.Store, predicate: str, value: str) -> set[str]:
    found = store.quads_for_pattern(None, ox.NamedNode(predicate), ox.NamedNode(value))
    return {quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode)}


def objects(store: ox.Store, subject: str, predicate: str) -> list[ox.Literal | ox.NamedNode]:
    found = store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(predicate), None)
    return [quad.object for quad in found if isinstance(quad.object, ox.Literal | ox.NamedNode)]


def ours(store: ox.Store) -> list[str]:
    return sorted(iri for sort in SORTS for iri in subjects(store, RDF + "type", OWL + sort) if iri.startswith(ANDRO))


def kinds(store: ox.Store) -> set[str]:
    return subjects(store, RDFS + "subClassOf", ANDRO + "Situation")


def test_each_term_has_one_label_and_one_definition_in_each_language(terms: ox.Store) -> None:
    assert len(ours(terms)) > 150
    for iri in ours(terms):
        for predicate in (RDFS + "label", SKOS + "definition"):
            languages = sorted(
                str(text.language) for text in objects(terms, iri, predicate) if isinstance(text, ox.Literal)
            )
            assert languages == sorted(LANGUAGES), f"{iri} {predicate}"


def test_no_two_terms_have_the_same_definition(terms: ox.Store) -> None:
    written = Counter(text.value for iri in ours(terms) for text in objects(terms, iri, SKOS + "definition"))
    assert [text for text, count in written.items() if count > 1] == []


def test_each_term_is_of_one_sort(terms: ox.Store) -> None:
    assert [iri for iri, count in Counter(ours(terms)).items() if count > 1] == []


def test_each_kind_has_a_token_of_its_own_and_a_template_in_each_language(terms: ox.Store) -> None:
    tokens = {iri: [str(token.value) for token in objects(terms, iri, ANDRO + "nameToken")] for iri in kinds(terms)}
    assert {iri: [iri.removeprefix(ANDRO).lower()] for iri in kinds(terms)} == tokens
    for iri in kinds(terms):
        templates = [text for text in objects(terms, iri, ANDRO + "labelTemplate") if isinstance(text, ox.Literal)]
        assert sorted(str(text.language) for text in templates) == sorted(LANGUAGES)


def test_a_template_names_properties_that_its_kind_takes() -> None:
    for kind in read_dictionary().by_token.values():
        taken = {slot.property.removeprefix(ANDRO) for slot in kind.slots}
        for template in kind.label_templates.values():
            assert set(re.findall(r"{(\w+)}", template)) <= taken, kind.iri


def test_all_kinds_exclude_one_another(terms: ox.Store) -> None:
    members = f"<{OWL}members>/<{RDF}rest>*/<{RDF}first>"
    found = terms.query(f"SELECT ?kind {{ ?axiom {members} <{ANDRO}Position> , ?kind }}")
    assert isinstance(found, ox.QuerySolutions)
    assert {getattr(row["kind"], "value", "") for row in found} == kinds(terms)


def test_no_property_that_a_shape_of_claims_allows_has_a_domain(terms: ox.Store) -> None:
    # A fact with no plain claim has no kind: a domain would infer one, and simple queries would find it.
    properties = {slot.property for kind in read_dictionary().by_token.values() for slot in kind.slots}
    assert [iri for iri in sorted(properties) if objects(terms, iri, RDFS + "domain")] == []


def test_no_range_is_a_date(terms: ox.Store) -> None:
    ranges = {str(value.value) for iri in ours(terms) for value in objects(terms, iri, RDFS + "range")}
    assert not {iri for iri in ranges if iri.endswith(("date", "gYear", "gYearMonth"))}


def test_every_shortcut_has_its_query_and_every_query_its_shortcut(terms: ox.Store) -> None:
    marked = {iri.removeprefix(ANDRO) for iri in ours(terms) if objects(terms, iri, ANDRO + "shortcutFrom")}
    relations = {
        iri
        for iri in marked
        if objects(terms, ANDRO + iri, ANDRO + "shortcutFrom") == [ox.NamedNode(ANDRO + "Relation")]
    }
    assert {path.stem for path in (HERE / "shortcuts").glob("*.rq")} == marked - relations | {"relation"}


@pytest.mark.parametrize("predicate", [SH + "path", SH + "targetClass"])
def test_shapes_speak_of_terms_that_exist(terms: ox.Store, shapes: ox.Store, predicate: str) -> None:
    quads = shapes.quads_for_pattern(None, ox.NamedNode(predicate), None)
    named = {quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)}
    assert {iri for iri in named if iri.startswith(ANDRO)} <= set(ours(terms))


def test_every_kind_has_its_shape(terms: ox.Store) -> None:
    assert {kind.iri for kind in read_dictionary().by_token.values()} == kinds(terms)
