"""Every rule by example: what it lets pass, what it finds, and the sentence and token that the curator is shown.

A folder of tests/rules/ per rule. `valid.ttl` is right, `invalid.<case>.ttl` one change away, `invalid.<case>.approved`
the findings that follow; `beside*.ttl` are other files of the same workspace. A file that declares the empty prefix is
the source of that name.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from shutil import copytree

import pyoxigraph as ox
import pytest

from graph.names import AUTHORITIES, ONTOLOGY_GRAPH, SHAPES_GRAPH, VOCABULARIES
from loaders.checks.check import check
from loaders.checks.positions import Positions
from loaders.checks.rules import findings_of, read_rules
from loaders.findings import Finding, in_order
from loaders.triples import quad
from loaders.turtle import Document, parse, read
from loaders.workspace import Workspace
from ontology import ANDRO, DCTERMS, HERE, ID, OWL, SKOS
from ontology.catalogue import Query
from ontology.prefixes import read_prefixes
from tests.golden import approved, case, changed_lines, told

GOLDEN = Path(__file__).resolve().parents[2] / "rules"
VALID = sorted(GOLDEN.glob("*/valid.ttl"))
INVALID = sorted(GOLDEN.glob("*/invalid.*.ttl"))
MODEL = (
    (ONTOLOGY_GRAPH, [HERE / "andromede.ttl"]),
    (SHAPES_GRAPH, sorted((HERE / "shapes").glob("*.ttl"))),
    (VOCABULARIES, sorted((HERE / "vocabularies").glob("*.ttl"))),
)


@cache
def rules() -> dict[str, Query]:
    return {rule.name: rule for rule in read_rules()}


@cache
def model() -> tuple[tuple[str, list[ox.Triple]], ...]:
    return tuple((graph, triples(read(file) for file in files)) for graph, files in MODEL)


def triples(documents: Iterable[Document]) -> list[ox.Triple]:
    return [found.triple for document in documents for found in document.triples]


def graph_of(document: Document) -> str:
    if source := document.prefixes.get(""):
        return source.removesuffix("#")
    is_vocabulary = any(found.value.value == SKOS + "Concept" for found in document.triples)
    return VOCABULARIES if is_vocabulary else AUTHORITIES


def world(documents: Iterable[Document]) -> ox.Store:
    graphs = defaultdict(list, {graph: list(held) for graph, held in model()})
    for document in documents:
        graphs[graph_of(document)] += triples([document])
    store = ox.Store()
    store.extend(quad(one, ox.NamedNode(graph)) for graph, held in graphs.items() for one in held)
    return store


def run(file: Path, entities: Iterable[str] | None = None) -> list[Finding]:
    """What the rule that the folder is named after finds about a file that stands among its neighbours."""
    document = read(file)
    store = world([document, *(read(beside) for beside in sorted(file.parent.glob("beside*.ttl")))])
    asked = None if entities is None else list(entities)
    return in_order(
        findings_of([rules()[file.parent.name]], store, Positions([document]), read_prefixes(), entities=asked)
    )


@pytest.mark.parametrize("file", VALID, ids=case)
def test_what_is_right_passes(file: Path) -> None:
    assert run(file) == []


@pytest.mark.parametrize("file", INVALID, ids=case)
def test_what_is_wrong_is_found_with_its_token_and_its_sentence(file: Path) -> None:
    assert told(run(file)) == approved(file)


@pytest.mark.parametrize("file", INVALID, ids=case)
def test_asked_about_its_subjects_a_rule_finds_the_same(file: Path) -> None:
    assert run(file, Positions([read(file)]).subjects()) == run(file)
    assert run(file, [ID + "nobody"]) == []


@pytest.mark.parametrize("file", INVALID, ids=case)
def test_a_wrong_example_is_one_change_away_from_the_right_one(file: Path) -> None:
    assert 1 <= len(changed_lines(file)) <= 2


def test_every_rule_has_its_examples() -> None:
    assert {file.parent.name for file in VALID} == set(rules())
    assert {file.parent.name for file in INVALID} == set(rules())


def test_every_approved_finding_has_its_example() -> None:
    assert {file.with_suffix(".ttl") for file in GOLDEN.glob("*/*.approved")} == set(INVALID)


@pytest.mark.parametrize("name", sorted(rules()))
def test_a_rule_asks_for_entity_and_property(name: str) -> None:
    answer = ox.Store().query(rules()[name].text)
    assert isinstance(answer, ox.QuerySolutions)
    assert {"entity", "property"} <= {variable.value for variable in answer.variables}


def test_a_value_is_found_in_the_file_though_the_store_writes_numbers_otherwise() -> None:
    """The store says 225 and 75000000 where the file says 225.0 and 75000000.0."""
    file = GOLDEN / "part-above-whole" / "invalid.millions.ttl"
    (finding,) = run(file)
    line = file.read_text("utf-8").splitlines()[finding.place.line - 1]
    assert line[finding.place.column - 1 : finding.place.end_column - 1] == "75000000.0"


def test_a_hierarchy_is_followed_through_several_sources() -> None:
    within = f"@prefix : <{ID}%s#> . <{ID}%s> <https://w3id.org/andromede/ontology#locatedIn> <{ID}%s> ."
    documents = [parse(within % ("one", "a", "b"), "one.ttl"), parse(within % ("two", "b", "a"), "two.ttl")]
    findings = findings_of([rules()["cycle"]], world(documents), Positions(documents), read_prefixes())
    assert {finding.place.file for finding in findings} == {"one.ttl", "two.ttl"}


def test_a_thing_of_many_classes_is_told_of_each_and_not_of_each_pair() -> None:
    document = parse(
        f"<{ID}x> a " + " , ".join(f"<http://e.example/{number}>" for number in range(300)) + " .", "x.ttl"
    )
    findings = findings_of([rules()["two-types"]], world([document]), Positions([document]), read_prefixes())
    assert len(findings) == 299


def test_what_is_retired_is_told_with_what_stands_for_it_in_the_end_where_something_does() -> None:
    retired = f"""@prefix dcterms: <{DCTERMS}> . @prefix id: <{ID}> . @prefix owl: <{OWL}> .
        id:first owl:deprecated true ; dcterms:isReplacedBy id:second .
        id:second owl:deprecated true ; dcterms:isReplacedBy id:third .
        id:gone owl:deprecated true ."""
    using = parse(f"@prefix : <{ID}a-source#> . @prefix id: <{ID}> . :one :p id:first . :two :p id:gone .", "a.ttl")
    store = world([parse(retired, "retired.ttl"), using])
    findings = findings_of([rules()["retired-but-used"]], store, Positions([using]), read_prefixes())
    told = {finding.entity: (finding.nearest, finding.mend.en) for finding in findings}
    assert told == {
        f"{ID}a-source#one": ("id:third", "Write `id:third`."),
        f"{ID}a-source#two": (None, "Write the entity that replaces it, if there is one, and rename the claim."),
    }


@pytest.mark.parametrize(("end", "told"), [("2014-04", 0), ("2016", 1), ("2017", 1)])
def test_a_term_that_ends_before_it_starts_makes_no_second_one_of_that_of_another_source(end: str, told: int) -> None:
    term = f"@prefix : <{ID}%s#> . @prefix andro: <{ANDRO}> . :use--a--b %s ."
    documents = [
        parse(term % ("one", 'andro:start "2012" ; andro:end "2014"'), "one.ttl"),
        parse(term % ("two", f'andro:start "2016-05" ; andro:end "{end}"'), "two.ttl"),
    ]
    findings = findings_of([rules()["disjoint-terms"]], world(documents), Positions(documents), read_prefixes())
    assert len(findings) == told


def test_what_stands_in_no_file_at_hand_is_not_lost() -> None:
    document = parse(f"<{ID}x> <{ID}y> <{ID}z> .", "elsewhere.ttl")
    file = GOLDEN / "retired-and-alive" / "invalid.still-described.ttl"
    store = world([read(file)])
    (finding,) = findings_of([rules()["retired-and-alive"]], store, Positions([document]), read_prefixes())
    assert (finding.place.file, finding.place.line) == (ID + "old-name", 1)


def test_a_long_value_is_cut_in_the_sentence() -> None:
    text = read(GOLDEN / "stray-spaces" / "valid.ttl").text.replace('"Plan cloud"', '"Plan  cloud' + " mot" * 50 + '"')
    document = parse(text, "long.ttl")
    (finding,) = findings_of([rules()["stray-spaces"]], world([document]), Positions([document]), read_prefixes())
    assert "…" in finding.message.en
    assert len(finding.message.en) < 200


@pytest.mark.parametrize("kind", ["andro:Plan", "andro:Use , andro:Offer"])
def test_what_is_of_the_wrong_class_is_not_told_line_by_line_by_the_shape_of_that_class(
    tmp_path: Path, root: Path, kind: str
) -> None:
    copytree(root / "ontology", tmp_path / "ontology")
    copytree(root / "graph" / "data", tmp_path / "graph" / "data")
    (file,) = tmp_path.rglob("silicon-2014-01-nfi-affute-plan-cloud.ttl")
    file.write_text(file.read_text("utf-8").replace("a andro:Act ;", f"a {kind} ;", 1), "utf-8")
    (finding,) = check(Workspace(tmp_path), [file])
    assert finding.rule in ("claim-without-kind", "two-types")
