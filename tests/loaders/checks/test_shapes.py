"""Every shape by example: what it accepts, what it refuses, and the sentence and token that the curator is shown.

A folder of tests/shapes/ per file of ontology/shapes/ that judges anything. `valid.ttl` uses all that its shapes allow;
`invalid.<case>.ttl` is one change away, and `invalid.<case>.approved` holds the one finding that follows: rule, place
and level, then the French and the English sentence with how to mend it.
"""

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.names import SHAPES_GRAPH
from loaders.checks.positions import Positions
from loaders.checks.shapes import Shapes, read_shapes, violations_of
from loaders.checks.violations import findings_of
from loaders.derivation.steps import derive
from loaders.findings import Finding, Level, in_order
from loaders.release.graphs import read_graphs
from loaders.turtle import Document, parse, read
from loaders.workspace import Workspace
from ontology import ANDRO, HERE, ID, RDFS, SHAPES, XSD
from ontology.catalogue import read_queries
from ontology.core import TYPE
from ontology.dictionary import Kind, read_dictionary
from ontology.prefixes import read_prefixes
from tests.golden import approved, case, changed_lines, told

GOLDEN = Path(__file__).resolve().parents[2] / "shapes"
VALID = sorted(GOLDEN.glob("*/valid.ttl"))
INVALID = sorted(GOLDEN.glob("*/invalid.*.ttl"))
SOURCE = "https://w3id.org/andromede/id/a-source#"


@cache
def shapes() -> Shapes:
    return read_shapes(triples_of(*sorted((HERE / "shapes").glob("*.ttl"))))


@cache
def surroundings() -> tuple[ox.Triple, ...]:
    """What the examples mention, and the ontology that says what is a kind of what."""
    files = (GOLDEN / "world.ttl", HERE / "andromede.ttl", *sorted((HERE / "vocabularies").glob("*.ttl")))
    return tuple(triples_of(*files))


def triples_of(*files: Path) -> list[ox.Triple]:
    return [found.triple for file in files for found in read(file).triples]


def needed(asserted: Collection[ox.Triple], everything: Collection[ox.Triple]) -> list[ox.Triple]:
    """What the shapes ask of all this: judging the rest too would take a minute."""
    subjects, mentioned = {one.subject for one in asserted}, {one.object for one in asserted}
    return [
        one
        for one in everything
        if one.subject in subjects
        or one.predicate.value == RDFS + "subClassOf"
        or (one.predicate.value == TYPE and one.subject in mentioned)
    ]


def check(document: Document, beside: Collection[ox.Triple] = ()) -> list[Finding]:
    asserted = [found.triple for found in document.triples]
    found = violations_of(shapes(), asserted, needed(asserted, [*surroundings(), *beside]))
    return in_order(findings_of(found, Positions([document]), shapes().captions, read_prefixes()))


def check_text(text: str) -> list[Finding]:
    prefixes = {**read_prefixes(), "": SOURCE}
    return check(parse("".join(f"@prefix {name}: <{iri}> .\n" for name, iri in prefixes.items()) + text, "test.ttl"))


def kinds_in(document: Document) -> Mapping[str, Kind]:
    kinds = read_dictionary().by_class
    return {found.focus: kinds[found.value.value] for found in document.triples if found.path == TYPE}


def with_nonsense(document: Document) -> str:
    """The text with each value made `true` or, where a property has two, `false`: no property takes either."""
    text, given = document.text, set[tuple[str, str]]()
    for found in reversed(document.triples):
        if found.path != TYPE:
            word = "false" if (found.focus, found.path) in given else "true"
            given.add((found.focus, found.path))
            text = text[: found.object.start] + word + text[found.object.end :]
    return text


@pytest.mark.parametrize("file", VALID, ids=case)
def test_what_is_right_is_accepted(file: Path) -> None:
    assert check(read(file)) == []


@pytest.mark.parametrize("file", INVALID, ids=case)
def test_one_wrong_thing_is_one_finding_with_its_token_and_its_sentence(file: Path) -> None:
    assert told(check(read(file))) == approved(file)


@pytest.mark.parametrize("file", INVALID, ids=case)
def test_a_wrong_example_is_one_change_away_from_the_right_one(file: Path) -> None:
    assert 1 <= len(changed_lines(file)) <= 2


@pytest.mark.parametrize("file", VALID, ids=case)
def test_each_property_refuses_nonsense_at_its_own_token(file: Path) -> None:
    document = parse(with_nonsense(read(file)), "nonsense.ttl")
    kinds = kinds_in(document)
    expected = [
        (slot.shape.removeprefix(SHAPES), written.object.line, written.object.column)
        for written in document.triples
        if (slot := kinds[written.focus].slot(written.path))
    ]
    found = [(finding.rule, finding.place.line, finding.place.column) for finding in check(document)]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("file", VALID, ids=case)
def test_a_right_example_uses_every_property_that_its_shape_allows(file: Path) -> None:
    document = read(file)
    kinds = kinds_in(document)
    allowed = {(kind.iri, slot.property) for kind in kinds.values() for slot in kind.slots}
    assert {(kinds[t.focus].iri, t.path) for t in document.triples if t.path != TYPE} == allowed


def test_every_file_that_judges_has_its_examples() -> None:
    judging = {f.stem for f in (HERE / "shapes").glob("*.ttl") if "sh:targetClass" in f.read_text("utf-8")}
    assert {file.parent.name for file in VALID} == judging
    assert {file.parent.name for file in INVALID} == judging


def test_every_approved_finding_has_its_example() -> None:
    assert {f.with_suffix(".ttl") for f in GOLDEN.glob("*/*.approved")} == set(INVALID)


def test_a_missing_property_is_told_at_the_subject() -> None:
    (finding,) = check_text(":use--a--b\n    a andro:Use ;\n    andro:user id:a-body ;\n    .\n")
    assert finding.rule == "Use-service"
    assert finding.place.column == 1


def test_several_values_are_told_at_the_second_with_the_first_beside_it() -> None:
    (finding,) = check_text(
        ":use--a--b a andro:Use ; andro:user id:a-body ;\n andro:service id:a-service ;\n andro:service id:a-centre ."
    )
    (related,) = finding.related
    assert finding.place.line == related.line + 1


def test_a_property_out_of_place_and_a_missing_one_of_like_name_are_one_finding() -> None:
    (finding,) = check_text(":use--a--b a andro:Use ; andro:usr id:a-body ; andro:service id:a-service .")
    assert finding.nearest == "andro:user"
    assert finding.mend.en == "Write `andro:user` instead of `andro:usr`."


def test_two_properties_out_of_place_do_not_both_stand_for_the_one_that_is_missing() -> None:
    findings = check_text(
        ":use--a--b a andro:Use ; andro:usr id:a-body ; andro:usre id:a-body ; andro:service id:a-service ."
    )
    assert [finding.rule for finding in findings] == ["Use", "Use"]


def test_a_value_that_breaks_several_constraints_is_told_once() -> None:
    (finding,) = check_text(
        ":shareholding--a--b a andro:Shareholding ; andro:owner id:a-company ; andro:asset id:another-company ;\n"
        ' andro:percent "abc" .'
    )
    assert "type" in finding.message.en


@pytest.mark.parametrize(
    "value",
    [
        '"2013-02-30"^^xsd:date',
        '"2013-13"^^xsd:gYearMonth',
        '"13"^^xsd:gYear',
        '"2013"^^xsd:gYearMonth',
        '"2013"',
        "2013",
    ],
)
def test_a_date_that_does_not_exist_is_one_finding(value: str) -> None:
    (finding,) = check_text(
        f":use--a--b a andro:Use ; andro:user id:a-body ; andro:service id:a-service ; andro:start {value} ."
    )
    assert finding.rule == "Claim-start"


def test_a_finding_keeps_the_literal_as_it_is_written() -> None:
    """rdflib would make 1 of "01" and true of "TRUE", and no token would be found again."""
    for written in ('"01"^^xsd:integer', '"TRUE"^^xsd:boolean', "1.80", '" 5 "^^xsd:integer', '"+1"^^xsd:integer'):
        (finding,) = check_text(
            f":use--a--b a andro:Use ; andro:user id:a-body ; andro:service id:a-service ; andro:start {written} ."
        )
        assert written in finding.message.en


def test_a_bare_triple_is_judged_with_what_the_authorities_say_of_its_subject() -> None:
    authority = parse(
        f"<{ID}a-town> a <{ANDRO}Place> ; <http://www.w3.org/2004/02/skos/core#prefLabel> 'A'@fr , 'A'@en ;"
        " <http://purl.org/dc/terms/description> 'Une ville.'@fr , 'A town.'@en .",
        "a-town.ttl",
    )
    beside = [found.triple for found in authority.triples]
    source = f"<{ID}a-town> <{ANDRO}locatedIn> <{ID}%s> ."
    assert check(parse(source % "a-place", "source.ttl"), beside) == []
    (finding,) = check(parse(source % "a-company", "source.ttl"), beside)
    assert finding.rule == "Place-locatedIn"


def test_what_is_only_mentioned_is_not_judged() -> None:
    """`id:a-body` has a type and no name in these surroundings."""
    assert check_text(":use--a--b a andro:Use ; andro:user id:a-body ; andro:service id:a-service .") == []


def test_subclasses_of_the_ontology_count_as_their_class() -> None:
    text = ":membership--a--b a andro:Membership ; andro:member id:a-{} ; andro:group id:an-association ."
    assert check_text(text.format("ministry")) == []
    assert [finding.rule for finding in check_text(text.format("plan"))] == ["Membership-member"]


def test_a_violation_is_an_error() -> None:
    (finding,) = check_text(":use--a--b a andro:Use ; andro:user id:a-body .")
    assert finding.level is Level.ERROR


def test_a_literal_of_the_wrong_datatype_leaves_nothing_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    check_text(f':use--a--b a andro:Use ; andro:user id:a-body ; andro:start "x"^^<{XSD}date> .')
    assert caplog.records == []


def test_a_released_graph_conforms_facts_and_inferences_and_all(root: Path) -> None:
    graphs = read_graphs(Workspace(root))
    derived = derive(graphs, read_dictionary(), read_queries(HERE / "shortcuts")).graphs
    held = {one for part in (graphs, derived) for graph in part if graph != SHAPES_GRAPH for one in part[graph]}
    assert any(one.predicate.value == ANDRO + "statedIn" for one in held)
    assert violations_of(shapes(), held) == []
