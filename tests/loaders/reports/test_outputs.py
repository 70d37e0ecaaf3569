"""Findings as programs and forges read them: SARIF, annotations, a validation report, a page; and the baseline."""

import json
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pyoxigraph as ox
import pytest

from loaders.findings import Finding, Level, Place, Text, page_of
from loaders.reports.baseline import BaselineError, read_baseline, update_baseline
from loaders.reports.report import FORMATS
from ontology import SH

FILE = "graph/data/sources/2015/état à 50 %.ttl"
# The schema of OASIS as Microsoft, whose editors wrote it, packs it.
SCHEMA = ("@microsoft/jest-sarif@1.0.0-beta.0", "package/lib/schemas/sarif-2.1.0-rtm.5.json")
SECONDS_TO_FETCH = 60


def finding(
    rule: str = "Position-person",
    line: int = 2,
    column: int = 5,
    level: Level = Level.ERROR,
    said: str = "50 %.",
) -> Finding:
    place = Place(FILE, line, column, line, column + 3)
    other = Place(FILE, 1, 1, 1, 2)
    entity = "https://w3id.org/andromede/id/x"
    return Finding(rule, level, place, Text("Faux : <b>.", said), Text("Ainsi.", "So."), entity, related=(other,))


@pytest.fixture(scope="session")
def sarif_schema(root: Path, program: Callable[[str], str]) -> dict[str, object]:
    """The official schema; the first run fetches it from npm (30 kB), and it then stays."""
    package, member = SCHEMA
    npm = program("npm")
    path = root / "var" / "clients" / "sarif" / Path(member).name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        pack = [npm, "pack", "--silent", package]
        packed = subprocess.run(pack, cwd=path.parent, capture_output=True, timeout=SECONDS_TO_FETCH, text=True)
        if packed.returncode:
            program(package)
        with tarfile.open(path.parent / packed.stdout.split()[-1]) as archive:
            content = archive.extractfile(member)
            assert content is not None
            path.write_bytes(content.read())
    schema: dict[str, object] = json.loads(path.read_text("utf-8"))
    return schema


@pytest.mark.parametrize(
    "findings", [[], [finding(), finding("syntax/x", 3, level=Level.ADVICE), finding(line=9, level=Level.WARNING)]]
)
def test_sarif_is_valid_against_its_schema(
    findings: list[Finding], sarif_schema: dict[str, object], tmp_path: Path
) -> None:
    log = json.loads(FORMATS["sarif"](findings, tmp_path, "fr"))
    jsonschema.Draft7Validator(sarif_schema, format_checker=jsonschema.FormatChecker()).validate(log)


def test_sarif_says_place_level_and_which_finding_it_was_before(tmp_path: Path) -> None:
    one = finding(level=Level.ADVICE)
    (run,) = json.loads(FORMATS["sarif"]([one], tmp_path, "en"))["runs"]
    (result,) = run["results"]
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "graph/data/sources/2015/%C3%A9tat%20%C3%A0%2050%20%25.ttl"
    assert location["region"] == {"startLine": 2, "startColumn": 5, "endLine": 2, "endColumn": 8}
    assert (result["level"], result["message"]["text"]) == ("note", "50 %. So.")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "Position-person"
    assert list(result["partialFingerprints"].values()) == [one.identifier]


def test_an_annotation_escapes_what_would_end_it(tmp_path: Path) -> None:
    command = FORMATS["github"]([finding("a,b:c")], tmp_path, "en")
    assert command == (
        "::error file=graph/data/sources/2015/état à 50 %25.ttl,line=2,endLine=2,col=5,endColumn=8,title=a%2Cb%3Ac::"
        "50 %25.%0ASo.\n"
    )


def test_ten_annotations_of_each_level_the_gravest_first_and_a_count_of_the_others(tmp_path: Path) -> None:
    told = [finding(line=n, level=level) for level in (Level.ADVICE, Level.ERROR) for n in range(1, 14)]
    lines = FORMATS["github"](told, tmp_path, "en").splitlines()
    words = [line.split(" ")[0] for line in lines]
    assert words == ["::error"] * 10 + ["And"] + ["::notice"] * 10 + ["And"]
    assert lines[10] == "And 3 more errors. To see all: andromede validate"


def test_the_report_in_turtle_is_a_shacl_report_with_file_and_line(tmp_path: Path) -> None:
    twice = [finding(line=2), finding(line=7), finding("syntax/x", level=Level.ADVICE)]
    store = ox.Store()
    store.load(FORMATS["turtle"](twice, tmp_path, "en").encode(), format=ox.RdfFormat.TURTLE)
    rows = store.query("""PREFIX sh: <http://www.w3.org/ns/shacl#>
        PREFIX earl: <http://www.w3.org/ns/earl#> PREFIX ptr: <http://www.w3.org/2009/pointers#>
        SELECT ?severity ?file ?line ?shape WHERE {
            ?report a sh:ValidationReport ; sh:conforms false ; sh:result ?result .
            ?result a sh:ValidationResult ; sh:focusNode ?focus ; sh:resultSeverity ?severity ;
                sh:sourceConstraintComponent ?component ; sh:resultMessage ?message ; earl:pointer ?place .
            ?place ptr:reference ?file ; ptr:lineNumber ?line .
            OPTIONAL { ?result sh:sourceShape ?shape }
            FILTER (LANG(?message) = "fr") } ORDER BY ?line DESC(?shape)""")
    assert isinstance(rows, ox.QuerySolutions)
    shape = "https://w3id.org/andromede/shapes#Position-person"
    assert [tuple(term and term.value for term in row) for row in rows] == [
        (SH + "Violation", FILE, "2", shape),
        (SH + "Info", FILE, "2", None),
        (SH + "Violation", FILE, "7", shape),
    ]


def test_a_report_without_errors_conforms(tmp_path: Path) -> None:
    store = ox.Store()
    text = FORMATS["turtle"]([finding(level=Level.WARNING)], tmp_path, "en")
    store.load(text.encode(), format=ox.RdfFormat.TURTLE)
    assert store.query("ASK { ?report <http://www.w3.org/ns/shacl#conforms> true }")


@pytest.mark.parametrize(("language", "title"), [("fr", "Ce qui est à corriger"), ("en", "What is to be mended")])
def test_the_page_needs_nothing_beside_it_and_shows_markup_as_text(tmp_path: Path, language: str, title: str) -> None:
    path = tmp_path / FILE
    path.parent.mkdir(parents=True)
    path.write_text("one\n    <b> tail\n", encoding="utf-8")
    page = FORMATS["html"]([finding()], tmp_path, language)
    assert f"<h1>{title}</h1>" in page
    assert f'<html lang="{language}">' in page
    assert "<pre>    <mark>&lt;b&gt;</mark> tail</pre>" in page
    assert "<b>" not in page
    assert not [word for word in ("src=", "<link", "<script", "url(") if word in page]
    assert f'<a href="{page_of(finding().rule)}">' in page


def test_a_baseline_leaves_out_what_is_known_as_often_as_it_is_known(tmp_path: Path) -> None:
    path = tmp_path / "known.tsv"
    update_baseline(path, [finding(line=2), finding(line=7)])
    baseline = read_baseline(path)
    assert baseline.new([finding(line=3), finding(line=9)]) == []
    assert baseline.new([finding(line=3), finding(line=9), finding(line=11)]) == [finding(line=11)]
    assert baseline.new([finding(said="Another.")]) == [finding(said="Another.")]


def test_a_baseline_may_only_shrink(tmp_path: Path) -> None:
    path = tmp_path / "known.tsv"
    update_baseline(path, [finding(), finding(said="Another.")])
    before = path.read_bytes()
    with pytest.raises(BaselineError, match="1 more"):
        update_baseline(path, [finding(), finding(said="A third.")])
    assert path.read_bytes() == before
    update_baseline(path, [finding()])
    assert len(path.read_bytes()) < len(before)
    with pytest.raises(BaselineError, match="1 more"):
        update_baseline(path, [finding(), finding(said="Another.")])


def test_a_baseline_that_is_none_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "known.tsv"
    path.write_text("# head\nsomething else\n", encoding="utf-8")
    with pytest.raises(BaselineError, match=r"known\.tsv:2"):
        read_baseline(path)
