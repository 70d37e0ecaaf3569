"""The shapes that pySHACL is given find what all of them find as they are written, in less time."""

from pathlib import Path

import pytest

from loaders.checks import shapes as module
from loaders.checks.aiming import TARGET_CLASS, aimed, concerning
from loaders.checks.shapes import read_shapes, violations_of
from loaders.checks.violations import Violation
from loaders.turtle import PositionedTriple, parse, read
from ontology import ANDRO, HERE, SH
from ontology.core import TYPE

GOLDEN = Path(__file__).resolve().parents[2] / "shapes"
PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <https://example.com/> .
"""
PERSON = """ex:Shape
    a sh:NodeShape ;
    sh:targetClass ex:Person ;
    sh:property ex:name ;
    .

ex:name
    sh:path ex:hasName ;
    sh:maxCount 1 ;
    .
"""
DATA = """ex:twice
    a ex:Person ;
    ex:hasName "One" , "Two" ;
    ex:knows ex:nobody ;
    .
"""


def ours() -> list[PositionedTriple]:
    return [one for file in sorted((HERE / "shapes").glob("*.ttl")) for one in read(file).triples]


def examples() -> list[PositionedTriple]:
    """Right and wrong ones of all shapes, as if they were one text; none has a node without a name."""
    return [one for file in sorted(GOLDEN.glob("*/*.ttl")) for one in read(file).triples]


def told(shapes: str, data: str = DATA) -> list[Violation]:
    held, asserted = (parse(PREFIXES + text, "a.ttl").triples for text in (shapes, data))
    return violations_of(read_shapes(one.triple for one in held), [one.triple for one in asserted])


def changes(shapes: str) -> bool:
    held = [one.triple for one in parse(PREFIXES + shapes, "a.ttl").triples]
    return set(aimed(held)) != set(held)


def as_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "aimed", list)


def test_all_our_shapes_find_the_same_as_they_are_written(monkeypatch: pytest.MonkeyPatch) -> None:
    held, asserted = [one.triple for one in ours()], {one.triple for one in examples()}
    found = violations_of(read_shapes(held), asserted)
    as_written(monkeypatch)
    assert found == violations_of(read_shapes(held), asserted)
    assert len({one.shape for one in found}) > 50


@pytest.mark.parametrize(
    "more",
    [
        "",
        "ex:Shape sh:closed true .",
        "ex:Shape sh:closed true ; sh:ignoredProperties (ex:knows) .",
        "ex:Shape sh:closed false .",
        "ex:Shape sh:closed true . ex:Shape sh:property [sh:path [sh:inversePath ex:knows] ; sh:minCount 1] .",
        "ex:Shape sh:targetSubjectsOf ex:knows ; sh:targetNode ex:other .",
        "ex:Other sh:targetObjectsOf ex:knows ; sh:property ex:name , [sh:path ex:hasName ; sh:minCount 1] .",
        "ex:Other sh:targetClass ex:Person ; sh:severity sh:Info ; sh:nodeKind sh:BlankNode ; sh:property ex:name .",
    ],
)
def test_a_shape_that_aims_finds_the_same_as_it_is_written(more: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert changes(PERSON + more)
    found = told(PERSON + more)
    as_written(monkeypatch)
    # Two shapes that share a property shape say it twice of one node; once is enough.
    assert set(map(repr, found)) == set(map(repr, told(PERSON + more)))
    assert found


@pytest.mark.parametrize(
    "more",
    [
        "ex:Shape sh:deactivated true .",
        "ex:Shape a rdfs:Class .",
        "ex:Shape sh:target [sh:select 'SELECT ?this { }'] .",
        "ex:Other sh:node ex:Shape .",
        "ex:Other sh:or (ex:Shape) .",
        "ex:Shape sh:ignoredProperties () . ex:Shape sh:ignoredProperties (ex:a) .",
        "ex:name sh:qualifiedValueShape [sh:class ex:Name] ; sh:qualifiedMaxCount 1 .",
        "ex:Shape sh:path ex:knows .",
    ],
)
def test_a_shape_whose_parts_do_not_stand_alone_stays_as_it_is(more: str) -> None:
    assert not changes(PERSON + more)


def test_shapes_of_other_classes_are_left_out_with_all_that_only_they_refer_to() -> None:
    held = [one.triple for one in ours()]
    kept = concerning(held, {ANDRO + "Shareholding"})
    aims = {str(one.object) for one in kept if one.predicate.value == TARGET_CLASS}
    assert aims == {f"<{ANDRO}Shareholding>"}
    assert len(kept) < len(held) / 10


def test_the_shapes_of_the_classes_that_are_there_find_what_all_shapes_find() -> None:
    held = [one.triple for one in ours()]
    for folder in ("shareholding", "person", "position", "vocabulary"):
        texts = sorted((GOLDEN / folder).glob("*.ttl"))
        written = [one for file in texts for one in read(file).triples]
        asserted, classes = {one.triple for one in written}, {one.value.value for one in written if one.path == TYPE}
        found = violations_of(read_shapes(concerning(held, classes)), asserted)
        assert found == violations_of(read_shapes(held), asserted)
        assert found


def test_a_shape_that_chooses_its_nodes_without_a_class_stays_whatever_the_classes() -> None:
    shapes = PERSON + "ex:Other sh:targetObjectsOf ex:knows . ex:Third a rdfs:Class , sh:NodeShape ."
    kept = concerning([one.triple for one in parse(PREFIXES + shapes, "a.ttl").triples], ())
    assert {str(one.subject) for one in kept} == {"<https://example.com/Other>", "<https://example.com/Third>"}


def test_our_shapes_all_stand_alone() -> None:
    """One that did not would be asked about one node at a time: a check of everything would take long again."""
    given = aimed(one.triple for one in ours())
    assert [str(one.subject) for one in given if one.predicate.value == SH + "property"] == []
