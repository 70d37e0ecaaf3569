"""Concepts: each in its scheme, each with a name and a definition in both languages, no two of one name."""

import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.names import SLUG
from ontology import HERE, LANGUAGES, RDF, SKOS, VOCABULARY

FILES = sorted((HERE / "vocabularies").glob("*.ttl"))
SCHEMES = (
    "role portfolio status capacity designation sense link step change measure unit stance aspect modality standing"
    " precision origin source-kind level"
)


def read(path: Path) -> ox.Store:
    store = ox.Store()
    store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    return store


def members(store: ox.Store, sort: str) -> list[str]:
    quads = store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(SKOS + sort))
    return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode))


def objects(store: ox.Store, subject: str, name: str) -> list[ox.Literal | ox.NamedNode]:
    quads = store.quads_for_pattern(ox.NamedNode(subject), ox.NamedNode(SKOS + name), None)
    return [quad.object for quad in quads if isinstance(quad.object, ox.Literal | ox.NamedNode)]


def test_each_scheme_of_the_model_has_its_file() -> None:
    assert {path.stem for path in FILES} == set(SCHEMES.split())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_holds_one_scheme_and_its_concepts(path: Path) -> None:
    store = read(path)
    assert members(store, "ConceptScheme") == [VOCABULARY + path.stem]
    for concept in members(store, "Concept"):
        scheme, _, slug = concept.removeprefix(VOCABULARY).partition("/")
        assert (scheme, objects(store, concept, "inScheme")) == (path.stem, [ox.NamedNode(VOCABULARY + path.stem)])
        assert SLUG.fullmatch(slug), concept
    subjects = {quad.subject for quad in store}
    assert len(subjects) == len(members(store, "Concept")) + 1


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_concept_has_one_name_and_one_definition_in_each_language(path: Path) -> None:
    store = read(path)
    for iri in (*members(store, "ConceptScheme"), *members(store, "Concept")):
        for name in ("prefLabel", "definition"):
            texts = [text for text in objects(store, iri, name) if isinstance(text, ox.Literal)]
            assert sorted(str(text.language) for text in texts) == sorted(LANGUAGES), f"{iri} {name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_two_concepts_of_a_scheme_share_a_name_or_a_definition(path: Path) -> None:
    store = read(path)
    for name in ("prefLabel", "definition"):
        texts = Counter(str(text) for iri in members(store, "Concept") for text in objects(store, iri, name))
        assert [text for text, count in texts.items() if count > 1] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_another_name_of_a_concept_is_not_its_own_name(path: Path) -> None:
    store = read(path)
    for iri in members(store, "Concept"):
        assert not set(objects(store, iri, "prefLabel")) & set(objects(store, iri, "altLabel")), iri


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_broader_concepts_are_in_the_scheme_and_end_at_a_top(path: Path) -> None:
    store = read(path)
    concepts = set(members(store, "Concept"))
    for iri in concepts:
        above, seen = {iri}, set[str]()
        while above:
            assert above <= concepts
            assert not above & seen, f"{iri} is broader than itself"
            seen |= above
            above = {str(wider.value) for one in above for wider in objects(store, one, "broader")} - (seen - {iri})


def test_texts_are_typeset() -> None:
    for path in FILES:
        text = path.read_text("utf-8")
        assert "'" not in text, f"{path.name}: write ’"
        loose = [
            line
            for line in text.split("\n")
            if "@fr" in line and re.search(r" [:;!?»%]|« ", line.partition('"')[2].rpartition('"')[0])
        ]
        assert loose == [], f"{path.name}: French wants a no-break space there"
