"""The one list of prefixes."""

from pathlib import Path

import pyoxigraph as ox

from ontology import ANDRO, HERE, ID, SH, VOCABULARY
from ontology.prefixes import as_sparql, as_turtle, read_prefixes, used_prefixes


def test_each_concept_scheme_has_a_prefix_of_its_name() -> None:
    prefixes = read_prefixes()
    for file in sorted((HERE / "vocabularies").glob("*.ttl")):
        assert prefixes[file.stem] == f"{VOCABULARY}{file.stem}/"


def test_the_house_names_its_own_namespaces() -> None:
    prefixes = read_prefixes()
    assert (prefixes["andro"], prefixes["id"]) == (ANDRO, ID)


def test_prefixes_and_namespaces_are_declared_once() -> None:
    triples = list(ox.parse(path=str(HERE / "prefixes.ttl"), format=ox.RdfFormat.TURTLE))
    for predicate in ("prefix", "namespace"):
        values = [triple.object for triple in triples if triple.predicate.value == SH + predicate]
        assert len(values) == len(set(values)) == len(read_prefixes())


def test_every_declaration_belongs_to_the_ontology() -> None:
    triples = list(ox.parse(path=str(HERE / "prefixes.ttl"), format=ox.RdfFormat.TURTLE))
    declared = {triple.object for triple in triples if triple.predicate.value == SH + "declare"}
    assert declared == {triple.subject for triple in triples if triple.predicate.value == SH + "namespace"}


def test_turtle_of_the_house_uses_no_other_prefix(root: Path) -> None:
    prefixes = read_prefixes()
    for file in sorted((root / "ontology").rglob("*.ttl")):
        for prefix in used_prefixes(file.read_text("utf-8")):
            assert prefix in prefixes, f"{file} uses {prefix}:"


def test_written_as_turtle_they_say_what_the_file_says() -> None:
    written = ox.parse(as_turtle(read_prefixes()), format=ox.RdfFormat.TURTLE)
    filed = ox.parse(path=str(HERE / "prefixes.ttl"), format=ox.RdfFormat.TURTLE)
    assert {one.triple for one in written} == {one.triple for one in filed}


def test_each_is_ready_to_paste_above_a_query() -> None:
    prefixes = read_prefixes()
    ox.Store().query(
        as_sparql(prefixes) + "ASK { " + " ".join(f"{prefix}:a {prefix}:b 1 ." for prefix in prefixes) + " }"
    )
