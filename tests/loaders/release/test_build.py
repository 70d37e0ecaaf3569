"""A build makes the same release from the same files anywhere, or leaves the one in service alone."""

import gzip
import json
import random
import shutil
import subprocess
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.names import DEFAULT_PARTS, entity
from graph.releases.folder import Release, ReleaseFolder
from graph.releases.manifest import read_manifest
from loaders.findings import Finding, Level, Place
from loaders.progress import Silent
from loaders.release import build as module
from loaders.release.build import BuildRefused, FilesChanging, UnexportedWrites, build, needs_build
from loaders.workspace import Workspace
from ontology.text import Text
from tests.curated_folder import declarations

FILES = {
    "ontology/andromede.ttl": """
        andro:Shareholding a owl:Class ; rdfs:subClassOf andro:Situation ; andro:nameToken "shareholding" ;
            andro:labelTemplate "Part : {owner}, {asset}"@fr .
        andro:Company a owl:Class ; owl:disjointWith andro:Place .
        [] a owl:AllDisjointClasses ; owl:members ( andro:Situation andro:Company andro:Concept ) .
        """,
    "ontology/shapes/shareholding.ttl": """
        shapes:Shareholding a sh:NodeShape ; sh:targetClass andro:Shareholding ; sh:ignoredProperties ( rdfs:label ) ;
            sh:property shapes:owner , shapes:asset , shapes:percent .
        shapes:owner sh:path andro:owner ; sh:minCount 1 ; andro:keyPosition 1 ; andro:singleValued true .
        shapes:asset sh:path andro:asset ; sh:minCount 1 ; andro:keyPosition 2 ; andro:singleValued true .
        shapes:percent sh:path andro:percent ; andro:singleValued true .
        """,
    "ontology/prefixes.ttl": """
        <https://w3id.org/andromede/prefixes/andro> sh:prefix "andro" ;
            sh:namespace "https://w3id.org/andromede/ontology#" .
        """,
    "graph/data/authorities/company/sfr.ttl": 'id:sfr a andro:Company ; skos:prefLabel "SFR"@fr .',
    "graph/data/authorities/company/numergy.ttl": 'id:numergy a andro:Company ; skos:prefLabel "Numergy"@fr .',
    "graph/data/sources/2012/doc-a.ttl": """
        id:doc-a a andro:Source ; dcterms:title "Un"@fr .
        :shareholding--sfr--numergy a andro:Shareholding ; andro:owner id:sfr ; andro:asset id:numergy ;
            andro:percent 46.0 .
        """,
    "graph/data/sources/2015/doc-b.ttl": """
        id:doc-b a andro:Source ; dcterms:title "Deux"@fr .
        :shareholding--bull--numergy a andro:Shareholding ; andro:owner id:bull ; andro:asset id:numergy .
        """,
}
DOC_A, DOC_B = "graph/data/sources/2012/doc-a.ttl", "graph/data/sources/2015/doc-b.ttl"
SFR = "graph/data/authorities/company/sfr.ttl"
SHARE = "SELECT ?p { id:shareholding--sfr--numergy andro:percent ?p }"
SHORTCUT = """# title@fr: Est actionnaire de
# title@en: Is a shareholder of
CONSTRUCT { ?owner andro:shareholderOf ?asset }
WHERE { ?it a andro:Shareholding ; andro:owner ?owner ; andro:asset ?asset }
"""
QUESTION = """# title@fr: Qui possède ?
# title@en: Who owns?
SELECT ?owner WHERE { ?owner andro:shareholderOf ?asset }
"""


def nothing_wrong(_: Workspace) -> list[Finding]:
    return []


def finding(level: Level) -> Finding:
    return Finding("some-rule", level, Place("graph/data/x.ttl", 3, 1, 3, 2), Text("Faux.", "Wrong."), Text("", ""))


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text if path.suffix == ".rq" else declarations(path.stem) + text, "utf-8")


def checkout(root: Path, order: random.Random | None = None) -> Workspace:
    files = {**FILES, "ontology/shortcuts/shareholderOf.rq": SHORTCUT, "ontology/questions/who-owns.rq": QUESTION}
    names = sorted(files)
    if order:
        order.shuffle(names)
    for name in names:
        write(root, name, files[name])
    return Workspace(root)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return checkout(tmp_path / "checkout")


@pytest.fixture
def releases(tmp_path: Path) -> ReleaseFolder:
    return ReleaseFolder(tmp_path / "releases")


def make(workspace: Workspace, releases: ReleaseFolder, *, discard_writes: bool = False) -> Release:
    return build(workspace, releases, check=nothing_wrong, discard_writes=discard_writes)


def ask(release: Release, query: str) -> set[str]:
    prologue = "PREFIX andro: <https://w3id.org/andromede/ontology#> PREFIX id: <https://w3id.org/andromede/id/> "
    solutions = ox.Store.read_only(str(release.store)).query(prologue + query)
    assert isinstance(solutions, ox.QuerySolutions)
    return {" ".join(getattr(term, "value", "-").rsplit("/", 1)[-1] for term in solution) for solution in solutions}


def test_a_release_answers_simple_questions_from_its_default_graph(
    workspace: Workspace, releases: ReleaseFolder
) -> None:
    release = make(workspace, releases)
    assert releases.current() == release
    assert ask(release, "SELECT ?o { ?o andro:shareholderOf id:numergy }") == {"sfr", "bull"}
    assert ask(release, "SELECT ?p { ?s a andro:Shareholding ; andro:owner id:sfr ; andro:percent ?p }") == {"46"}
    assert ask(release, "SELECT ?t { id:shareholding--sfr--numergy a ?t }") == {
        "ontology#Fact",
        "ontology#Shareholding",
        "ontology#Situation",
    }


def test_named_graphs_are_those_that_somebody_wrote(workspace: Workspace, releases: ReleaseFolder) -> None:
    release = make(workspace, releases)
    assert ask(release, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }") == {
        "doc-a",
        "doc-b",
        "authorities",
        "ontology",
        "shapes",
        "void",
    }
    assert ask(release, "SELECT ?g { GRAPH ?g { ?c andro:claimOf id:shareholding--sfr--numergy } }") == {"doc-a"}
    questions = (
        "SELECT ?text { <https://w3id.org/andromede/questions/who-owns> <http://www.w3.org/ns/shacl#select> ?text }"
    )
    assert ask(release, questions) == set()
    assert len(ask(release, questions.replace("{", "{ GRAPH ?g {", 1).replace("?text }", "?text } }"))) == 1


def test_the_dump_holds_every_graph_and_the_default_graph_is_the_union_of_five_of_them(
    workspace: Workspace, releases: ReleaseFolder
) -> None:
    release = make(workspace, releases)
    packed = (release.folder / "dump.nq.gz").read_bytes()
    quads = list(ox.parse(gzip.decompress(packed), format=ox.RdfFormat.N_QUADS))
    assert len(packed) == release.manifest.files["dump.nq.gz"].bytes
    store = ox.Store.read_only(str(release.store))
    default = {quad.triple for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph())}
    assert {quad.triple for quad in quads if quad.graph_name.value in DEFAULT_PARTS} == default
    named = {quad for quad in store if not isinstance(quad.graph_name, ox.DefaultGraph)}
    assert named == {quad for quad in quads if not quad.graph_name.value.endswith(("/facts", "/inferred"))}


def test_the_same_files_make_the_same_release_in_any_order_and_any_folder(tmp_path: Path) -> None:
    made = []
    for number, folder in enumerate(("one", "a folder/with spaces", "three")):
        workspace = checkout(tmp_path / folder, random.Random(number))
        made.append(make(workspace, ReleaseFolder(tmp_path / f"releases-{number}")))
    assert len({release.id for release in made}) == 1
    assert len({release.manifest.input for release in made}) == 1
    assert len({(release.folder / "dump.nq.gz").read_bytes() for release in made}) == 1
    graphs = [{name: entry.hash for name, entry in release.manifest.graphs.items()} for release in made]
    assert graphs[0] == graphs[1] == graphs[2]


def test_a_comment_makes_no_other_release_and_is_built_once(workspace: Workspace, releases: ReleaseFolder) -> None:
    first = make(workspace, releases)
    file = workspace.root / DOC_A
    file.write_text("# a remark\n" + file.read_text("utf-8"), "utf-8")
    assert needs_build(workspace, releases)
    second = make(workspace, releases)
    assert (second.id, second.manifest.created) == (first.id, first.manifest.created)
    assert not needs_build(workspace, releases)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (DOC_A, "46.0", "47.0"),
        (SFR, "SFR", "Sfr"),
        ("ontology/shapes/shareholding.ttl", "keyPosition 2", "keyPosition 3"),
        ("ontology/shortcuts/shareholderOf.rq", "?it a", "?that a"),
        ("ontology/questions/who-owns.rq", "?owner", "?who"),
    ],
)
def test_another_value_shape_or_query_makes_another_release(
    workspace: Workspace, releases: ReleaseFolder, name: str, old: str, new: str
) -> None:
    first = make(workspace, releases)
    file = workspace.root / name
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    assert needs_build(workspace, releases)
    assert make(workspace, releases).id != first.id


def test_a_number_written_otherwise_makes_no_other_release(workspace: Workspace, releases: ReleaseFolder) -> None:
    first = make(workspace, releases)
    write(
        workspace.root,
        DOC_A,
        FILES[DOC_A].replace("46.0", "46.00"),
    )
    assert make(workspace, releases).id == first.id


def test_the_manifest_says_what_is_in_the_release_and_since_when_each_graph_is_so(
    workspace: Workspace, releases: ReleaseFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "now", lambda: "2026-01-01T00:00:00Z")
    counts = make(workspace, releases).manifest.counts
    assert (counts["sources"], counts["claims"], counts["facts"], counts["entities"]) == (2, 2, 2, 2)
    monkeypatch.setattr(module, "now", lambda: "2026-02-02T00:00:00Z")
    write(
        workspace.root,
        DOC_B,
        FILES[DOC_B] + ":x a andro:Y .",
    )
    graphs = make(workspace, releases).manifest.graphs
    assert graphs[entity("doc-a")].changed == "2026-01-01T00:00:00Z"
    assert graphs[entity("doc-b")].changed == "2026-02-02T00:00:00Z"


def test_errors_refuse_the_build_and_the_release_in_service_stays(
    workspace: Workspace, releases: ReleaseFolder
) -> None:
    first = make(workspace, releases)
    with pytest.raises(BuildRefused, match="1 error") as refusal:
        build(workspace, releases, check=lambda _: [finding(Level.WARNING), finding(Level.ERROR)])
    assert len(refusal.value.findings) == 2
    assert releases.current() == first
    assert list(releases.path.glob(".tmp-*")) == []


def test_warnings_are_published_with_the_release(workspace: Workspace, releases: ReleaseFolder) -> None:
    release = build(workspace, releases, check=lambda _: [finding(Level.WARNING)])
    (told,) = json.loads((release.folder / "findings.json").read_text("utf-8"))
    assert (told["rule"], told["place"]["line"]) == ("some-rule", 3)


def test_what_contradicts_itself_only_as_a_whole_refuses_the_build(
    workspace: Workspace, releases: ReleaseFolder
) -> None:
    write(workspace.root, "graph/data/sources/2016/doc-c.ttl", "id:doc-c a andro:Source . id:sfr a andro:Place .")
    with pytest.raises(BuildRefused) as refusal:
        make(workspace, releases)
    (found,) = refusal.value.findings
    files = {found.place.file, *(place.file for place in found.related)}
    assert found.entity == entity("sfr")
    assert files == {"graph/data/sources/2016/doc-c.ttl", SFR}


def test_files_saved_while_they_are_read_are_read_again(workspace: Workspace, releases: ReleaseFolder) -> None:
    numbers = count()

    def saving(until: int) -> module.Check:
        def check(checked: Workspace) -> list[Finding]:
            if (number := next(numbers)) < until:
                write(
                    checked.root, "graph/data/authorities/company/bull.ttl", f'id:bull skos:prefLabel "{number}"@fr .'
                )
            return []

        return check

    build(workspace, releases, check=saving(2))
    assert ask(releases.current(), "SELECT ?n { id:bull <http://www.w3.org/2004/02/skos/core#prefLabel> ?n }") == {"1"}
    with pytest.raises(FilesChanging):
        build(workspace, releases, check=saving(100))


def test_a_build_is_needed_when_there_is_no_release_or_files_differ(
    workspace: Workspace, releases: ReleaseFolder
) -> None:
    assert needs_build(workspace, releases)
    make(workspace, releases)
    assert not needs_build(workspace, releases)
    (workspace.root / DOC_A).unlink()
    assert needs_build(workspace, releases)


def test_after_a_rollback_the_files_of_the_release_rolled_back_from_ask_for_no_build(
    workspace: Workspace, releases: ReleaseFolder
) -> None:
    first = make(workspace, releases)
    (workspace.root / DOC_A).unlink()
    make(workspace, releases)
    releases.rollback()
    assert releases.current() == first
    assert not needs_build(workspace, releases)
    (workspace.root / DOC_B).unlink()
    assert needs_build(workspace, releases)


def with_writes(releases: ReleaseFolder, writes: int) -> None:
    path = releases.current().folder / "manifest.json"
    path.write_text(replace(read_manifest(path), writes=writes).to_json(), "utf-8")


def test_changes_made_through_http_are_not_dropped_unasked(workspace: Workspace, releases: ReleaseFolder) -> None:
    first = make(workspace, releases)
    with_writes(releases, 3)
    (workspace.root / DOC_A).unlink()
    assert not needs_build(workspace, releases)
    with pytest.raises(UnexportedWrites, match="3 changes"):
        make(workspace, releases)
    assert releases.current().id == first.id
    assert make(workspace, releases, discard_writes=True).id != first.id


def test_changes_that_the_files_hold_are_no_longer_counted(workspace: Workspace, releases: ReleaseFolder) -> None:
    first = make(workspace, releases)
    with_writes(releases, 3)
    second = make(workspace, releases)
    assert (second.id, second.manifest.writes) == (first.id, 0)


def test_without_one_source_exactly_its_claims_and_what_rests_on_it_alone_are_gone(
    workspace: Workspace, releases: ReleaseFolder
) -> None:
    everything = "SELECT ?s ?p ?o { ?s ?p ?o FILTER(!isBlank(?s) && !isBlank(?o)) }"
    before = ask(make(workspace, releases), everything)
    (workspace.root / DOC_B).unlink()
    release = make(workspace, releases)
    after = ask(release, everything)
    assert after < before
    assert {line.split(" ")[0] for line in before - after} == {"doc-b", "shareholding--bull--numergy", "bull"}
    assert ask(release, "SELECT ?s { GRAPH id:doc-b { ?s ?p ?o } }") == set()


KILLED = """
import os, signal, sys
from contextlib import contextmanager
from pathlib import Path
from graph.releases.folder import ReleaseFolder
from loaders.release.build import build
from loaders.workspace import Workspace

left = int(sys.argv[3])

def step(event="", *_):
    global left
    if event in ("", "os.rename", "os.symlink", "os.mkdir"):
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

class Stages:
    @contextmanager
    def stage(self, name):
        step()
        yield
        step()

    def say(self, text):
        pass

sys.addaudithook(lambda event, _: step(event) if event else None)
build(Workspace(Path(sys.argv[1])), ReleaseFolder(Path(sys.argv[2])), Stages(), check=lambda _: [])
"""


def test_a_build_killed_at_any_step_leaves_a_whole_release_in_service_and_nothing_else_after_the_next(
    workspace: Workspace, releases: ReleaseFolder
) -> None:
    kills = 0
    for step in range(0, 60, 2):
        before = make(workspace, releases)
        write(workspace.root, DOC_A, FILES[DOC_A].replace("46.0", f"{step}.5"))
        command = [sys.executable, "-c", KILLED, str(workspace.root), str(releases.path), str(step)]
        killed = subprocess.run(command, capture_output=True, timeout=60)
        current = releases.current()
        expected = {f"{step}.5"} if current != before else ask(before, SHARE)
        assert ask(current, SHARE) == expected
        after = make(workspace, releases)
        assert ask(after, SHARE) == {f"{step}.5"}
        assert list(releases.path.glob(".tmp-*")) == []
        assert current.id in (before.id, after.id)
        if killed.returncode == 0:
            break
        assert killed.returncode == -9, killed.stderr.decode()
        kills += 1
    assert kills > 10


def test_the_stages_are_told_with_their_times(workspace: Workspace, releases: ReleaseFolder) -> None:
    told: list[str] = []

    class Listening(Silent):
        def stage(self, name: str):  # type: ignore[no-untyped-def]
            told.append(name)
            return super().stage(name)

    build(workspace, releases, Listening(), check=nothing_wrong)
    assert told[0] == "checks"
    assert told[-1] == "publishing"
    assert {"reading", "facts", "shortcuts", "inference", "store", "dump"} <= set(told)


def test_a_broken_release_is_made_again(workspace: Workspace, releases: ReleaseFolder) -> None:
    first = make(workspace, releases)
    (first.folder / "manifest.json").write_text("{")
    shutil.rmtree(first.store)
    assert needs_build(workspace, releases)
    assert make(workspace, releases).id == first.id
    assert ask(releases.current(), SHARE) == {"46"}


ANEW = """
import sys
from pathlib import Path
from graph.releases.folder import ReleaseFolder
from loaders.release.build import build
from loaders.workspace import Workspace
print(build(Workspace(Path(sys.argv[1])), ReleaseFolder(Path(sys.argv[2])), check=lambda _: []).id, end="")
"""


def test_the_same_files_make_the_same_release_in_a_process_that_hashes_otherwise(
    workspace: Workspace, releases: ReleaseFolder, tmp_path: Path
) -> None:
    here = make(workspace, releases)
    command = [sys.executable, "-c", ANEW, str(workspace.root), str(tmp_path / "there")]
    there = subprocess.run(command, env={"PYTHONHASHSEED": "7"}, capture_output=True, text=True, timeout=60)
    assert (there.stdout, there.stderr) == (here.id, "")
    assert dumped(ReleaseFolder(tmp_path / "there").current()) == dumped(here)


def dumped(release: Release) -> list[bytes]:
    """All quads of a store with the labels of its blank nodes."""
    quads = ox.Store.read_only(str(release.store)).dump(format=ox.RdfFormat.N_QUADS)
    return sorted((quads or b"").splitlines())
