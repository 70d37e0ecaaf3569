"""Foreign files become a release as they are, the same for the same files."""

from contextlib import AbstractContextManager
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.releases.folder import STORE, Release, ReleaseFolder
from graph.releases.manifest import Manifest
from loaders.progress import Silent
from loaders.release.build import FilesChanging
from loaders.release.plain import DataRefused, OtherProfile, build_plain

TRIPLE = '<http://a/s> <http://a/p> "{}" .\n'


@pytest.fixture
def releases(tmp_path: Path) -> ReleaseFolder:
    return ReleaseFolder(tmp_path / "releases")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "data" / "inner").mkdir(parents=True)
    return tmp_path / "data"


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")


def contents(release: Release) -> set[tuple[str, str]]:
    """Graph and value of each quad."""
    store = ox.Store.read_only(str(release.store))
    return {(getattr(quad.graph_name, "value", ""), getattr(quad.object, "value", "")) for quad in store}


def test_each_format_goes_where_its_graphs_are_named(data: Path, releases: ReleaseFolder) -> None:
    write(data, one__ttl=TRIPLE.format("turtle"), two__nt=TRIPLE.format("triples"), remarks__txt="not RDF")
    write(data / "inner", named__ttl="<> <p> 'named' .", named__ttl__graph="http://a/graphs/named\n")
    write(data, three__trig='<http://a/g> { <http://a/s> <http://a/p> "trig" } <http://a/s> <http://a/p> "outside" .')
    write(data, four__nq='<http://a/s> <http://a/p> "quads" <http://a/h> .\n')
    release = build_plain(data, releases)
    assert contents(release) == {
        ("", "turtle"),
        ("", "triples"),
        ("", "outside"),
        ("http://a/graphs/named", "named"),
        ("http://a/g", "trig"),
        ("http://a/h", "quads"),
    }
    assert release.manifest.counts == {"triples": 6, "graphs": 3}
    store = ox.Store.read_only(str(release.store))
    assert ox.NamedNode("http://a/graphs/p") in {quad.predicate for quad in store}, "a graph is the base of its file"


def test_blank_nodes_of_two_files_stay_apart(data: Path, releases: ReleaseFolder) -> None:
    write(data, one__ttl="_:a <http://a/p> 1 .", two__ttl="_:a <http://a/p> 2 .")
    store = ox.Store.read_only(str(build_plain(data, releases).store))
    assert len({quad.subject for quad in store}) == 2


def test_the_same_files_are_built_once_and_others_anew(data: Path, releases: ReleaseFolder) -> None:
    write(data, one__ttl=TRIPLE.format("one"))
    first = build_plain(data, releases)
    assert build_plain(data, releases) == first
    assert len(releases.events()) == 1
    write(data, one__ttl__graph="http://a/g")
    second = build_plain(data, releases)
    assert contents(second) == {("http://a/g", "one")}
    (data / "one.ttl.graph").unlink()
    assert build_plain(data, releases).id == first.id == releases.current_id()


def test_what_files_are_called_makes_no_other_release(data: Path, releases: ReleaseFolder) -> None:
    write(data, one__nt=TRIPLE.format("one"), two__nt=TRIPLE.format("two"))
    first = build_plain(data, releases)
    (data / "one.nt").rename(data / "z.nt")
    assert build_plain(data, releases) == first


def test_without_a_folder_there_is_an_empty_release(releases: ReleaseFolder) -> None:
    assert contents(build_plain(None, releases)) == set()


@pytest.mark.parametrize(
    ("file", "content", "place"),
    [
        ("bad.ttl", b"<http://a/s> <http://a/p> 1 .\n<http://a/s> <relative> 2 .", ("bad.ttl", 2, 14)),
        ("bad.nq", b"<http://a/s> <http://a/p> '\xe9' .", ("bad.nq", 1, 27)),
        ("good.ttl.graph", b"no iri", ("good.ttl.graph", 1, 1)),
        ("good.trig.graph", b"http://a/g", ("good.trig.graph", 1, 1)),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_place_and_the_release_in_service_stays(
    data: Path, releases: ReleaseFolder, file: str, content: bytes, place: tuple[str, int, int]
) -> None:
    write(data, good__ttl=TRIPLE.format("good"), good__trig="")
    before = build_plain(data, releases)
    (data / file).write_bytes(content)
    with pytest.raises(DataRefused) as refused:
        build_plain(data, releases)
    (finding,) = refused.value.findings
    assert (finding.place.file, finding.place.line, finding.place.column) == place
    assert releases.current() == before


def test_files_saved_while_they_are_read_make_no_release(data: Path, releases: ReleaseFolder) -> None:
    class Saving(Silent):
        def stage(self, name: str) -> AbstractContextManager[None]:
            write(data, one__nt=TRIPLE.format("saved meanwhile"))
            return super().stage(name)

    write(data, one__nt=TRIPLE.format("one"))
    with pytest.raises(FilesChanging):
        build_plain(data, releases, Saving())
    assert releases.current_id() is None


def test_curated_releases_are_not_mixed_with_plain_ones(data: Path, releases: ReleaseFolder) -> None:
    with releases.drafting() as draft:
        ox.Store(str(draft / STORE)).flush()
        releases.publish(draft, Manifest("curated", "2026-11-25T12:00:00Z", "", "", {}, {}))
    with pytest.raises(OtherProfile, match="--releases"):
        build_plain(data, releases)
    assert releases.current_id() == "curated"
