"""What a stranger asks is right: each thing once, planned things not at all; a source takes only its own away."""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.names import claim, entity, fact
from graph.releases.folder import ReleaseFolder
from loaders.release.build import build
from loaders.workspace import Workspace
from ontology import ANDRO, HERE, ID
from ontology.catalogue import read_queries
from ontology.prefixes import read_prefixes
from tests.questions import checkout, store_of

# A world of three documents and no others: two shareholders told twice, a certificate told twice, a sum announced and
# one planned.
RECORD = """
@prefix andro: <https://w3id.org/andromede/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix id: <https://w3id.org/andromede/id/> .
@prefix modality: <https://w3id.org/andromede/vocabulary/modality/> .
@prefix role: <https://w3id.org/andromede/vocabulary/role/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://w3id.org/andromede/id/{slug}#> .
id:{slug} a andro:Source ; dcterms:title "{slug}"@en ; andro:grade "B" .
"""
SHARES = """
:shareholding--oodrive--cloudwatt a andro:Shareholding ; andro:owner id:oodrive ; andro:asset id:cloudwatt ;
    andro:percent {percent} ; andro:locator "§1" .
:certificate--secnumcloud--scaleway a andro:Certificate ; andro:scheme id:secnumcloud ; andro:holder id:scaleway ;
    andro:locator "§2" .
:funding--numergy--etat-francais a andro:Funding ; andro:purpose id:numergy ; andro:payer id:etat-francais ;
    andro:amountPaid 75000000.0 ; andro:currency "EUR" ; andro:locator "§3" .
:position--octave-klaba--scaleway--chief-executive a andro:Position ; andro:person id:octave-klaba ;
    andro:organization id:scaleway ; andro:role role:chief-executive ; andro:locator "§4" .
"""
PLANNED = """
:shareholding--atos--cloudwatt a andro:Shareholding ; andro:owner id:atos ; andro:asset id:cloudwatt ;
    andro:modality modality:planned ; andro:locator "§1" .
:certificate--secnumcloud--whaller a andro:Certificate ; andro:scheme id:secnumcloud ; andro:holder id:whaller ;
    andro:modality modality:planned ; andro:locator "§2" .
:funding--numergy--total a andro:Funding ; andro:purpose id:numergy ; andro:amountPaid 225000000.0 ;
    andro:currency "EUR" ; andro:modality modality:planned ; andro:locator "§3" .
:position--michel-paulin--scaleway--chief-executive a andro:Position ; andro:person id:michel-paulin ;
    andro:organization id:scaleway ; andro:role role:chief-executive ; andro:modality modality:planned ;
    andro:locator "§4" .
"""


def ask(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    solutions = store.query(query, prefixes=dict(read_prefixes()))
    assert isinstance(solutions, ox.QuerySolutions)
    return sorted(tuple("" if t is None or isinstance(t, ox.Triple) else t.value for t in row) for row in solutions)


@pytest.fixture(scope="module")
def told_twice(root: Path, tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    folder = checkout(root, tmp_path_factory.mktemp("checkout"))
    shutil.rmtree(folder / "graph/data/sources")
    texts = {"first": SHARES.format(percent="20.0"), "second": SHARES.format(percent="22.0"), "third": PLANNED}
    for slug, text in texts.items():
        file = folder / "graph/data/sources/undated" / f"{slug}.ttl"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(RECORD.format(slug=slug) + text, encoding="utf-8")
    return store_of(folder)


def test_a_shareholder_comes_out_once_and_a_planned_one_not_at_all(told_twice: ox.Store) -> None:
    rows = ask(told_twice, "SELECT ?o WHERE { ?s a andro:Shareholding ; andro:asset id:cloudwatt ; andro:owner ?o }")
    assert rows == [(ID + "oodrive",)]
    assert ask(told_twice, "SELECT ?o WHERE { ?o andro:shareholderOf id:cloudwatt }") == [(ID + "oodrive",)]


def test_a_disputed_percentage_is_not_one_of_the_two_and_is_marked(told_twice: ox.Store) -> None:
    one = "<https://w3id.org/andromede/id/shareholding--oodrive--cloudwatt>"
    assert ask(told_twice, f"SELECT ?p WHERE {{ {one} andro:percent ?p }}") == []
    assert ask(told_twice, f"SELECT ?d WHERE {{ {one} andro:disputes ?d }}") == [(ANDRO + "percent",)]
    both = ask(told_twice, "SELECT ?p WHERE { GRAPH ?g { ?c andro:owner id:oodrive ; andro:percent ?p } }")
    assert both == [("20",), ("22",)]


def test_a_certificate_comes_out_once_and_a_planned_one_not_at_all(told_twice: ox.Store) -> None:
    holders = ask(
        told_twice, "SELECT ?h WHERE { ?c a andro:Certificate ; andro:scheme id:secnumcloud ; andro:holder ?h }"
    )
    assert Counter(holders)[(ID + "scaleway",)] == 1
    assert (ID + "whaller",) not in holders


def test_a_sum_counts_paid_money_once_and_planned_money_not_at_all(told_twice: ox.Store) -> None:
    query = "SELECT (SUM(?a) AS ?sum) WHERE { ?f a andro:Funding ; andro:purpose id:numergy ; andro:amountPaid ?a }"
    assert ask(told_twice, query) == [("75000000",)]


def test_a_post_comes_out_once_and_a_planned_one_not_at_all(told_twice: ox.Store) -> None:
    query = "SELECT ?p WHERE { ?post a andro:Position ; andro:organization id:scaleway ; andro:person ?p }"
    assert ask(told_twice, query) == [(ID + "octave-klaba",)]


def test_removing_a_source_removes_its_claims_and_only_the_facts_that_rest_on_it_alone(
    root: Path, tmp_path: Path, released_store: ox.Store
) -> None:
    gone = "silicon-2014-01-nfi-affute-plan-cloud"
    folder = checkout(root, tmp_path)
    (folder / f"graph/data/sources/2014/{gone}.ttl").unlink()
    left = store_of(folder)

    claims = "SELECT ?c ?g WHERE { GRAPH ?g { ?c a andro:Claim } }"
    before, after = set(ask(released_store, claims)), set(ask(left, claims))
    assert before - after == {row for row in before if row[1] == entity(gone)}
    assert after <= before
    assert (claim(gone, "founding--octave-klaba--ovhcloud"), entity(gone)) in before - after

    sources = "SELECT ?f ?s WHERE { ?f andro:statedIn ?s }"
    resting: dict[str, set[str]] = {}
    for name, source in ask(released_store, sources):
        resting.setdefault(name, set()).add(source)
    alone = {name for name, stated in resting.items() if stated == {entity(gone)}}
    assert {name for name, _ in ask(left, sources)} == set(resting) - alone
    assert fact("founding--octave-klaba--ovhcloud") in {name for name, _ in ask(left, sources)}


def test_every_claim_has_a_locator_and_every_entity_occurs_in_a_source(released_store: ox.Store) -> None:
    unlocated = "SELECT ?c WHERE { GRAPH ?g { ?c a andro:Claim FILTER NOT EXISTS { ?c andro:locator ?l } } }"
    assert ask(released_store, unlocated) == []
    unused = """SELECT ?e WHERE {
      GRAPH <https://w3id.org/andromede/graph/authorities> { ?e skos:prefLabel ?label }
      FILTER NOT EXISTS { GRAPH ?g { { ?e ?p ?o } UNION { ?s ?q ?e } } GRAPH ?g { ?g a andro:Source } }
    }"""
    assert ask(released_store, unused) == []


def test_the_five_texts_make_at_least_220_claims(released_store: ox.Store) -> None:
    assert len(ask(released_store, "SELECT DISTINCT ?c WHERE { GRAPH ?g { ?c a andro:Claim } }")) >= 220


def answers(store: ox.Store) -> dict[str, list[tuple[str, ...]]]:
    return {query.name: ask(store, query.body) for query in read_queries(HERE / "questions")}


Change = tuple[str, str, str]


@pytest.mark.parametrize(
    ("change", "read_by"),
    [
        (
            (
                "sources/2022/societe-com-2022-09-13-volte-face.ttl",
                'step:occurred ;\n    andro:place id:strasbourg ;\n    andro:date "2021-02"',
                'step:occurred ;\n    andro:place id:strasbourg ;\n    andro:date "2021-03"',
            ),
            {"strasbourg-fire-by-source"},
        ),
        (
            ("sources/2021/ovhcloud-2021-11-cedric-o-strategie-cloud.ttl", "1800000000.0", "1700000000.0"),
            {"industrial-plan-money"},
        ),
        (
            (
                "sources/2012/lemondeinformatique-2012-10-pellerin-defend.ttl",
                "andro:member id:dassault-systemes",
                "andro:member id:thales",
            ),
            {"who-left-the-single-project"},
        ),
    ],
    ids=["the date of the fire", "the sum of the plan", "the company that left"],
)
def test_changing_one_value_changes_exactly_the_answers_that_read_it(
    root: Path, tmp_path: Path, released_store: ox.Store, change: Change, read_by: set[str]
) -> None:
    file, old, new = change
    folder = checkout(root, tmp_path)
    path = folder / "graph/data" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    before, after = answers(released_store), answers(store_of(folder))
    assert {name for name in before if before[name] != after[name]} == read_by


def test_the_same_files_make_the_same_release_in_another_folder(
    root: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    ids = set()
    for name in ("here", "elsewhere with a space"):
        folder = checkout(root, tmp_path / name)
        made = build(Workspace(folder), ReleaseFolder(folder / "releases"), check=lambda _: [])
        ids.add(made.id)
    record_property("release", ids)
    assert len(ids) == 1
