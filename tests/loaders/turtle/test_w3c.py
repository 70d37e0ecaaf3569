"""The official RDF 1.1 Turtle suite, whole, through our reader."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from loaders.turtle import Document, parse
from ontology import RDF

MANIFEST = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
RDFT = "http://www.w3.org/ns/rdftest#"


class Suite:
    """The tests that the manifest lists, by type."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        text = (folder / "manifest.ttl").read_text(encoding="utf-8")
        self.base = ox.Store()
        self.manifest = parse(text, "manifest.ttl", base="https://w3c.github.io/rdf-tests/rdf/rdf11/rdf-turtle/")
        assert not self.manifest.faults

    def tests(self, kind: str) -> list[dict[str, str]]:
        about: dict[str, dict[str, str]] = {}
        for found in self.manifest.triples:
            name, predicate = found.triple.subject, found.triple.predicate.value
            assert not isinstance(name, ox.Triple)
            assert not isinstance(found.triple.object, ox.Triple)
            about.setdefault(name.value, {})[predicate] = found.triple.object.value
        return [test for test in about.values() if test.get(RDF + "type") == RDFT + kind]

    def document(self, test: dict[str, str]) -> Document:
        address = test[MANIFEST + "action"]
        text = (self.folder / address.rpartition("/")[2]).read_bytes().decode()
        return parse(text, address, base=address)

    def expected(self, test: dict[str, str]) -> ox.Dataset:
        file = self.folder / test[MANIFEST + "result"].rpartition("/")[2]
        return canonical(ox.parse(file.read_bytes(), format=ox.RdfFormat.N_TRIPLES))


def canonical(triples: object) -> ox.Dataset:
    dataset = ox.Dataset(ox.Quad(*triple) for triple in triples)  # type: ignore[attr-defined]
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


@pytest.fixture(scope="module")
def suite(shared: Path) -> Suite:
    return Suite(shared / "w3c" / "rdf-turtle")


def test_every_legal_file_of_the_suite_is_read_to_the_triples_it_stands_for(suite: Suite) -> None:
    tests = suite.tests("TestTurtleEval")
    wrong = []
    for test in tests:
        document = suite.document(test)
        triples = [found.triple for found in document.triples]
        if document.faults or canonical(triples) != suite.expected(test):
            wrong.append((test[MANIFEST + "name"], document.faults))
    assert (len(tests), wrong) == (145, [])


def test_every_file_that_is_legal_syntax_is_read_without_fault(suite: Suite) -> None:
    tests = suite.tests("TestTurtlePositiveSyntax")
    wrong = [test[MANIFEST + "name"] for test in tests if suite.document(test).faults]
    assert (len(tests), wrong) == (74, [])


def test_every_illegal_file_of_the_suite_has_a_fault(suite: Suite) -> None:
    tests = suite.tests("TestTurtleNegativeSyntax") + suite.tests("TestTurtleNegativeEval")
    wrong = [test[MANIFEST + "name"] for test in tests if not suite.document(test).faults]
    assert (len(tests), wrong) == (94, [])
