"""What `andromede retire` rewrites, keeps, and refuses."""

import shutil
from pathlib import Path

import pytest

from loaders.checks.check import check
from loaders.curating.retiring import CannotRetire, StillMentioned, plan_retirement
from loaders.findings import Level, Place
from loaders.workspace import Workspace
from ontology import HERE
from tests.curated_folder import record

PREFIXES = """@prefix : <https://w3id.org/andromede/id/news#> .
@prefix andro: <https://w3id.org/andromede/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix id: <https://w3id.org/andromede/id/> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix source-kind: <https://w3id.org/andromede/vocabulary/source-kind/> .

"""
BECAUSE = {"fr": "Doublon.", "en": "A double."}
COMPANY = """id:{slug}
    a andro:Company ;
    skos:prefLabel "{name}"@en ;
    skos:prefLabel "{name}"@fr ;
    dcterms:description "A company."@en ;
    dcterms:description "Une société."@fr ;{more}
    .
"""
NEWS = (
    record("news", None)
    + """
# what the text says
:shareholding--sfr--numergie
    a andro:Shareholding ;
    andro:owner id:sfr ;
    andro:asset id:numergie ;
    andro:percent 46.0 ;
    andro:locator "§4" ;
    .

:shareholding--sfr--numergy
    a andro:Shareholding ;
    andro:owner id:sfr ;
    andro:asset id:numergy ;
    andro:percent 47.0 ;
    andro:locator "§5" ;
    .
"""
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Numergy twice, once misspelt, and a source that speaks of both."""
    shutil.copytree(HERE, tmp_path / "ontology", ignore=shutil.ignore_patterns("__pycache__"))
    companies = {
        "sfr": COMPANY.format(slug="sfr", name="SFR", more=""),
        "numergy": COMPANY.format(slug="numergy", name="Numergy", more=""),
        "numergie": COMPANY.format(slug="numergie", name="Numergie", more='\n    andro:siren "552100554" ;'),
        "numergie-conseil": COMPANY.format(slug="numergie-conseil", name="Numergie Conseil", more=""),
    }
    files = {f"authorities/company/{slug}": text for slug, text in companies.items()} | {"sources/undated/news": NEWS}
    for name, text in files.items():
        path = tmp_path / f"graph/data/{name}.ttl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PREFIXES + text, "utf-8")
    return Workspace(tmp_path)


def text(workspace: Workspace, relative: str) -> str:
    return (workspace.root / "graph/data" / relative).read_text("utf-8")


def test_mentions_are_rewritten_names_of_claims_too_and_a_taken_name_counts_on(workspace: Workspace) -> None:
    plan_retirement(workspace, "numergie", "numergy", BECAUSE).carry_out()
    news = text(workspace, "sources/undated/news.ttl")
    assert "numergie" not in news
    assert ":shareholding--sfr--numergy.2\n" in news
    assert news.count("andro:asset id:numergy ;") == 2
    assert "# what the text says" in news
    assert not (workspace.root / "graph/data/authorities/company/numergie.ttl").exists()


def test_what_only_begins_with_the_same_letters_is_left_alone(workspace: Workspace) -> None:
    before = text(workspace, "authorities/company/numergie-conseil.ttl")
    plan_retirement(workspace, "numergie", "numergy", BECAUSE).carry_out()
    assert text(workspace, "authorities/company/numergie-conseil.ttl") == before


def test_the_names_go_to_what_stays_and_the_rest_is_told(workspace: Workspace) -> None:
    plan = plan_retirement(workspace, "numergie", "numergy", BECAUSE)
    plan.carry_out()
    assert 'skos:altLabel "Numergie"@fr ;' in text(workspace, "authorities/company/numergy.ttl")
    told = [remark.en for remark in plan.remarks]
    assert told == ['Left behind in graph/data/authorities/company/numergie.ttl: andro:siren "552100554"']


def test_the_reason_and_what_replaces_it_stand_in_the_list_of_what_is_retired(workspace: Workspace) -> None:
    plan_retirement(workspace, "numergie", "numergy", BECAUSE).carry_out()
    listed = text(workspace, "retired.ttl")
    for said in (
        "id:numergie\n",
        "isReplacedBy id:numergy ;",
        "owl:deprecated true ;",
        '"Doublon."@fr',
        '"A double."@en',
    ):
        assert said in listed


def test_after_a_retirement_the_checks_pass(workspace: Workspace) -> None:
    plan = plan_retirement(workspace, "numergie", "numergy", BECAUSE)
    plan.carry_out()
    errors = [finding for finding in check(workspace, list(plan.texts)) if finding.level is Level.ERROR]
    assert errors == []


def test_without_what_replaces_it_mentions_stand_in_the_way_and_nothing_changes(workspace: Workspace) -> None:
    before = {path: path.read_bytes() for path in workspace.root.rglob("*.ttl")}
    with pytest.raises(StillMentioned) as refused:
        plan_retirement(workspace, "numergie", None, BECAUSE)
    assert [(one.file, one.line) for one in refused.value.places] == [
        ("graph/data/sources/undated/news.ttl", 20),
        ("graph/data/sources/undated/news.ttl", 23),
    ]
    assert "news.ttl:20:1" in str(refused.value)
    assert {path: path.read_bytes() for path in workspace.root.rglob("*.ttl")} == before


def test_what_nobody_mentions_is_retired_for_good(workspace: Workspace) -> None:
    plan_retirement(workspace, "numergie-conseil", None, BECAUSE).carry_out()
    listed = text(workspace, "retired.ttl")
    assert "id:numergie-conseil\n" in listed
    assert "isReplacedBy" not in listed


def test_a_second_retirement_joins_the_first(workspace: Workspace) -> None:
    plan_retirement(workspace, "numergie-conseil", None, BECAUSE).carry_out()
    plan_retirement(workspace, "numergie", "numergy", BECAUSE).carry_out()
    assert text(workspace, "retired.ttl").count("owl:deprecated true") == 2
    with pytest.raises(CannotRetire, match="retired already"):
        plan_retirement(workspace, "numergie", None, BECAUSE)


@pytest.mark.parametrize(("slug", "by"), [("nobody", None), ("numergie", "nobody"), ("numergie", "numergie")])
def test_what_is_not_here_is_not_retired(workspace: Workspace, slug: str, by: str | None) -> None:
    with pytest.raises(CannotRetire):
        plan_retirement(workspace, slug, by, BECAUSE)


def test_a_broken_file_is_mended_before_it_is_rewritten(workspace: Workspace) -> None:
    path = workspace.root / "graph/data/sources/undated/news.ttl"
    path.write_text(path.read_text("utf-8").replace("46.0 ;", "46.0"), "utf-8")
    with pytest.raises(CannotRetire, match="has a fault"):
        plan_retirement(workspace, "numergie", "numergy", BECAUSE)


def test_of_many_mentions_the_first_are_listed_and_the_rest_counted() -> None:
    places = [Place(f"graph/data/sources/2014/s{number}.ttl", 1, 1, 1, 2) for number in range(50)]
    told = StillMentioned("eads", places).text
    assert told.fr.splitlines()[-1] == f"  … et {50 - told.fr.count('.ttl:')} de plus"
    assert told.en.splitlines()[-1].endswith(" more")
