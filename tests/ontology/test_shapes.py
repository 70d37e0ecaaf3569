"""The shapes are flat, closed, of SHACL core and in both languages: what curators, code and other engines rely on."""

import re
from collections import Counter, defaultdict

import pyoxigraph as ox
import pytest
from pyshacl import validate
from rdflib import Graph

from ontology import ANDRO, BASE, HERE, LANGUAGES, RDF, RDFS, SH, SHAPES, VOCABULARY
from ontology.core import STAY_ON_CLAIMS
from ontology.dictionary import Kind, read_dictionary
from ontology.prefixes import read_prefixes

# Nothing nested, nothing in SPARQL: then all engines agree, and each result is one sentence about one token.
NODE_TERMS = "targetClass name message severity closed ignoredProperties property"
PROPERTY_TERMS = (
    "path order group name description message severity minCount maxCount nodeKind class datatype or in pattern "
    "minInclusive maxInclusive minLength languageIn uniqueLang"
)
BILINGUAL = ("name", "description", "message")
# Their facts are never grouped, so that no value of theirs is ever disputed away.
NEVER_GROUPED = ("statement", "provision")


def of_type(shapes: ox.Store, sort: str) -> list[ox.NamedNode]:
    found = shapes.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(SH + sort))
    return [quad.subject for quad in found if isinstance(quad.subject, ox.NamedNode)]


def judging(shapes: ox.Store) -> list[ox.NamedNode]:
    """The node shapes that have targets."""
    return [shape for shape in of_type(shapes, "NodeShape") if values(shapes, shape, SH + "targetClass")]


def values(store: ox.Store, subject: ox.NamedNode | ox.BlankNode, path: str) -> list[ox.NamedNode | ox.Literal]:
    found = store.quads_for_pattern(subject, ox.NamedNode(path), None)
    return [quad.object for quad in found if isinstance(quad.object, ox.NamedNode | ox.Literal)]


def listed(store: ox.Store, name: str) -> set[str]:
    answer = store.query(f"SELECT ?item {{ <{SHAPES}{name}> <{RDF}rest>*/<{RDF}first> ?item }}")
    assert isinstance(answer, ox.QuerySolutions)
    return {solution["item"].value for solution in answer}


def claims() -> list[Kind]:
    return [kind for kind in read_dictionary().kinds if kind.token]


def test_each_property_shape_says_in_both_languages_what_it_is_and_what_is_wrong(shapes: ox.Store) -> None:
    assert len(of_type(shapes, "PropertyShape")) > 150
    for shape in of_type(shapes, "PropertyShape"):
        for term in BILINGUAL:
            said = values(shapes, shape, SH + term)
            assert sorted(str(text.language) for text in said if isinstance(text, ox.Literal)) == sorted(LANGUAGES), (
                shape
            )
        assert all(text.value for term in BILINGUAL for text in values(shapes, shape, SH + term))


def test_each_property_shape_has_one_path_order_severity_and_group(shapes: ox.Store) -> None:
    groups = set(of_type(shapes, "PropertyGroup"))
    for shape in of_type(shapes, "PropertyShape"):
        counts = {term: len(values(shapes, shape, SH + term)) for term in ("path", "order", "severity", "group")}
        assert counts == {"path": 1, "order": 1, "severity": 1, "group": 1}, shape
        assert set(values(shapes, shape, SH + "group")) <= groups


def test_a_shape_is_named_after_its_kind_and_its_property(shapes: ox.Store) -> None:
    for shape in of_type(shapes, "PropertyShape"):
        (path,) = values(shapes, shape, SH + "path")
        assert re.fullmatch(rf"{SHAPES}[A-Z]\w+-{re.split('[#/]', path.value)[-1]}", shape.value)


@pytest.mark.parametrize(("sort", "allowed"), [("NodeShape", NODE_TERMS), ("PropertyShape", PROPERTY_TERMS)])
def test_shapes_use_no_more_of_shacl_than_flat_core(shapes: ox.Store, sort: str, allowed: str) -> None:
    wanted = {SH + term for term in allowed.split()} | {RDF + "type"}
    known = wanted | {ANDRO + term for term in ("keyPosition", "keyDefault", "singleValued")}
    for shape in [s for s in of_type(shapes, sort) if sort == "PropertyShape" or s in judging(shapes)]:
        used = {quad.predicate.value for quad in shapes.quads_for_pattern(shape, None, None)}
        assert used <= known, shape


def test_blank_nodes_are_those_of_lists_alone(shapes: ox.Store) -> None:
    of_blanks = {quad.predicate.value for quad in shapes if isinstance(quad.subject, ox.BlankNode)}
    assert of_blanks == {RDF + "first", RDF + "rest"}


def test_each_shape_that_judges_is_closed_and_says_why(shapes: ox.Store) -> None:
    for shape in judging(shapes):
        assert [value.value for value in values(shapes, shape, SH + "closed")] == ["true"]
        assert len(values(shapes, shape, SH + "ignoredProperties")) == 1
        assert {str(m.language) for m in values(shapes, shape, SH + "message") if isinstance(m, ox.Literal)} == {
            "fr",
            "en",
        }


def test_in_one_shape_no_two_properties_have_the_same_place_or_path() -> None:
    for kind in read_dictionary().kinds:
        for what in ([slot.order for slot in kind.slots], [slot.property for slot in kind.slots]):
            assert [value for value, count in Counter(what).items() if count > 1] == [], kind.iri


def test_every_class_of_things_and_of_claims_has_its_shape(terms: ox.Store) -> None:
    """All but those that only gather others."""
    gathering = {ANDRO + name for name in ("Entity", "Actor", "Organization", "Situation", "Claim", "Fact")}
    classes = {
        quad.subject.value
        for quad in terms.quads_for_pattern(None, ox.NamedNode(RDFS + "subClassOf"), None)
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(ANDRO)
    } | {ANDRO + "Source"}
    ours = {kind.iri for kind in read_dictionary().kinds if kind.iri.startswith(ANDRO)}
    assert classes - gathering == ours


def test_keys_are_numbered_from_one_without_gaps() -> None:
    for kind in claims():
        positions = [group[0].key_position for group in kind.keys]
        assert positions == list(range(1, len(positions) + 1)), kind.iri


def test_alternative_keys_have_the_same_default() -> None:
    for kind in claims():
        for group in kind.keys:
            assert len({slot.key_default for slot in group}) == 1, kind.iri


def test_optional_keys_come_after_the_demanded_ones() -> None:
    """Otherwise a name could not be read: `certificate--x--y` would leave open which key lacks."""
    for kind in claims():
        demanded = [kind.demands(group) or bool(group[0].key_default) for group in kind.keys]
        assert demanded == sorted(demanded, reverse=True), kind.iri


def test_what_sources_may_dispute_is_demanded_of_claims_by_rules_and_not_of_facts_by_shapes() -> None:
    """A fact gives no value where its claims disagree, and the released facts conform to these shapes."""
    for kind in claims():
        demanded = [slot for slot in kind.slots if slot.required and slot.key_position is None]
        if kind.token not in NEVER_GROUPED:
            assert [slot.shape for slot in demanded if slot.single] == []


def test_what_a_fact_may_hold_twice_no_shape_limits_to_one(shapes: ox.Store) -> None:
    for kind in claims():
        for slot in kind.slots:
            if not slot.single and slot.property not in STAY_ON_CLAIMS:
                assert values(shapes, ox.NamedNode(slot.shape), SH + "maxCount") == [], slot.shape


def test_a_key_has_one_value() -> None:
    """But for a name, of which each spelling stands, and the event of an announcement that nobody signs."""
    several = {slot.shape.removeprefix(SHAPES) for k in claims() for g in k.keys for slot in g if not slot.single}
    assert several == {"Naming-name", "Announcement-event"}


def test_only_a_text_that_is_wanted_in_both_languages_is_wanted_twice(shapes: ox.Store) -> None:
    for shape in of_type(shapes, "PropertyShape"):
        if [value.value for value in values(shapes, shape, SH + "minCount")] == ["2"]:
            assert [value.value for value in values(shapes, shape, SH + "uniqueLang")] == ["true"]


def test_all_that_the_build_derives_about_entities_is_ignored(shapes: ox.Store, terms: ox.Store) -> None:
    shortcuts = terms.quads_for_pattern(None, ox.NamedNode(ANDRO + "shortcutFrom"), None)
    derived = {q.subject.value for q in shortcuts if isinstance(q.subject, ox.NamedNode)} | {RDFS + "label"}
    assert derived <= listed(shapes, "DerivedOfEntities")


def test_what_is_inferred_from_a_property_is_ignored_where_the_property_is_allowed(shapes: ox.Store) -> None:
    """Shortcuts and what every fact has are no slots: what follows from them is looked for in both lists."""
    wider: dict[str, set[str]] = defaultdict(set)
    ontology = ox.Store()
    for name in ("andromede.ttl", "alignments.ttl"):
        ontology.load(path=str(HERE / name), format=ox.RdfFormat.TURTLE)
    for quad in ontology.quads_for_pattern(None, ox.NamedNode(RDFS + "subPropertyOf"), None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            wider[quad.subject.value].add(quad.object.value)
    of_claims, of_entities = listed(shapes, "DerivedOfClaims"), listed(shapes, "DerivedOfEntities")
    assert set[str]().union(*wider.values()) <= of_claims | of_entities
    for kind in read_dictionary().kinds:
        inferred = set[str]().union(*(wider[slot.property] for slot in kind.slots))
        assert inferred <= (of_claims if kind.token else of_entities), kind.iri


def test_a_property_that_a_shape_allows_is_not_ignored_there(shapes: ox.Store) -> None:
    for kind in read_dictionary().kinds:
        ignored = listed(shapes, "DerivedOfClaims" if kind.token else "DerivedOfEntities")
        assert {slot.property for slot in kind.slots} & ignored == set(), kind.iri


def test_the_words_of_the_model_in_its_sentences_exist(
    shapes: ox.Store, terms: ox.Store, vocabularies: ox.Store
) -> None:
    prefixes = read_prefixes()
    known = {
        quad.subject.value
        for store in (terms, vocabularies)
        for quad in store
        if isinstance(quad.subject, ox.NamedNode)
    }
    for shape in [*of_type(shapes, "PropertyShape"), *judging(shapes)]:
        for message in values(shapes, shape, SH + "message"):
            for prefix, local in re.findall(r"\b([a-z-]+):([A-Za-z][\w-]*)", message.value):
                iri = prefixes.get(prefix, "") + local
                if iri.startswith((ANDRO, VOCABULARY)):
                    assert iri in known, f"{shape}: {prefix}:{local}"


def test_patterns_fit_the_frozen_addresses(shapes: ox.Store) -> None:
    """An entity, a concept, a claim: as DESIGN freezes them."""
    (entity,) = values(shapes, ox.NamedNode(SHAPES + "Membership-group"), SH + "pattern")
    assert re.search(entity.value, f"{BASE}id/caisse-des-depots")
    for other in (f"{BASE}id/a--b", f"{BASE}id/a#b", f"{BASE}id/A", f"{VOCABULARY}role/chair"):
        assert not re.search(entity.value, other)
    (concept,) = values(shapes, ox.NamedNode(SHAPES + "Position-role"), SH + "pattern")
    assert re.search(concept.value, f"{VOCABULARY}role/chief-executive")
    assert not re.search(concept.value, f"{VOCABULARY}status/chief-executive")


def test_the_shapes_are_shapes_by_the_shapes_of_shacl() -> None:
    graph = Graph()
    for file in sorted((HERE / "shapes").glob("*.ttl")):
        graph.parse(file, format="turtle")
    conforms, _, _ = validate(Graph(), shacl_graph=graph, meta_shacl=True)
    assert conforms
