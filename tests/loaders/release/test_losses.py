"""Since when something is no longer said of a thing: the manifest tells, as no graph that is left does."""

from pathlib import Path

import pytest

from graph.names import entity
from graph.releases.folder import ReleaseFolder
from loaders.release import build as module
from loaders.release.build import build
from loaders.workspace import Workspace
from tests.curated_folder import declarations

ONTOLOGY = """
andro:Shareholding a owl:Class ; rdfs:subClassOf andro:Situation ; andro:nameToken "shareholding" ;
    andro:labelTemplate "Part : {owner}, {asset}"@fr .
"""
SHAPES = """
shapes:Shareholding a sh:NodeShape ; sh:targetClass andro:Shareholding ;
    sh:property shapes:owner , shapes:asset , shapes:note .
shapes:owner sh:path andro:owner ; andro:keyPosition 1 ; andro:singleValued true .
shapes:asset sh:path andro:asset ; andro:keyPosition 2 ; andro:singleValued true .
shapes:note sh:path andro:appointedBy .
"""
PREFIXES = """<https://w3id.org/andromede/prefixes/andro> sh:prefix "andro" ;
    sh:namespace "https://w3id.org/andromede/ontology#" ."""
SFR = "graph/data/authorities/company/sfr.ttl"
ONE, TWO = "graph/data/sources/2012/one.ttl", "graph/data/sources/2012/two.ttl"
RECORD = "id:{slug} a andro:Source ."
SHARE = ":shareholding--sfr--numergy a andro:Shareholding ; andro:owner id:sfr ; andro:asset id:numergy"
BULL = ":shareholding--bull--numergy a andro:Shareholding ; andro:owner id:bull ; andro:asset id:numergy ."


class Files:
    """A folder of curated files and the releases made of it, one a month."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self.releases, self._month = root / "checkout", ReleaseFolder(root / "releases"), 0
        monkeypatch.setattr(module, "now", lambda: self.time)
        self.write("ontology/andromede.ttl", ONTOLOGY)
        self.write("ontology/shapes/shareholding.ttl", SHAPES)
        self.write("ontology/prefixes.ttl", PREFIXES)
        self.write(SFR, 'id:sfr a andro:Company ; skos:prefLabel "SFR"@fr .')

    @property
    def time(self) -> str:
        return f"2026-{self._month:02}-01T00:00:00Z"

    def write(self, name: str, *said: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(declarations(path.stem) + "\n".join(said).replace("{slug}", path.stem), "utf-8")

    def lost(self) -> dict[str, str]:
        self._month += 1
        lost = build(Workspace(self.root), self.releases, check=lambda _: []).manifest.lost
        return {iri.rsplit("/", 1)[-1]: time for iri, time in lost.items()}


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Files:
    files = Files(tmp_path, monkeypatch)
    files.write(ONE, RECORD, f"{SHARE} .", BULL)
    files.write(TWO, RECORD, f"{SHARE} ; andro:appointedBy id:vivendi .")
    return files


def test_the_first_release_lost_nothing(files: Files) -> None:
    assert files.lost() == {}


def test_what_a_document_ceases_to_speak_of_is_lost_since_then(files: Files) -> None:
    files.lost()
    files.write(ONE, RECORD, f"{SHARE} .")
    february = "2026-02-01T00:00:00Z"
    # Numergy is still spoken of there, but who is shown with the fact that is gone has lost it too.
    gone = {"bull": february, "shareholding--bull--numergy": february, "numergy": february, "one": february}
    assert files.lost() == gone
    files.write(TWO, RECORD, f"{SHARE} .")
    assert files.lost() == {**gone, "vivendi": "2026-03-01T00:00:00Z"}


def test_a_fact_that_one_document_less_states_is_another_for_all_that_show_it(files: Files) -> None:
    files.lost()
    (files.root / ONE).unlink()
    lost = files.lost()
    # Two names Vivendi in the fact, whose page says who states it: one document less.
    assert {"one", "two", "vivendi", "sfr", "numergy", "bull", "shareholding--sfr--numergy"} <= lost.keys()


def test_what_is_said_anew_or_as_before_is_not_lost(files: Files) -> None:
    files.lost()
    files.write(ONE, RECORD, f"{SHARE} ; andro:appointedBy id:vivendi .", BULL)
    assert files.lost() == {}


def test_a_change_of_what_every_page_rests_on_is_later_than_all_that_was_lost(files: Files) -> None:
    files.lost()
    files.write(ONE, RECORD, f"{SHARE} .")
    assert files.lost()
    files.write(SFR, 'id:sfr a andro:Company ; skos:prefLabel "SFR SA"@fr .')
    assert files.lost() == {}
    files.write(TWO, RECORD)
    assert entity("vivendi").rsplit("/", 1)[-1] in files.lost()


def test_a_release_knows_since_when_all_is_derived_in_the_same_way(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    files.lost()
    files.write(ONE, RECORD)
    files.lost()
    assert files.releases.current().manifest.derived == "2026-01-01T00:00:00Z"
    monkeypatch.setattr(module, "ways_hash", lambda _: "another")
    files.write(ONE, RECORD, BULL)
    files.lost()
    assert files.releases.current().manifest.derived == "2026-03-01T00:00:00Z"


def test_where_the_release_before_cannot_be_read_everything_may_be_new(files: Files) -> None:
    files.lost()
    store = files.releases.current().store
    store.rename(store.with_name("elsewhere"))
    files.write(ONE, RECORD)
    assert files.lost() == {}
    assert files.releases.current().manifest.derived == "2026-02-01T00:00:00Z"
