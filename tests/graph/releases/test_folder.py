"""Releases: whole or not there, one in service, swapped in one step, history kept."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from graph.errors import BrokenRelease, NoRelease, UnknownRelease
from graph.releases.events import NAME, Event, What, append_event, read_events
from graph.releases.folder import ReleaseFolder
from graph.releases.manifest import FileEntry, GraphEntry, Manifest, read_manifest

EMPTY = Manifest("", "2026-01-01T00:00:00Z", "files-1", "builder", {}, {})


def publish(folder: ReleaseFolder, name: str, **changes: Any) -> None:
    with folder.drafting() as draft:
        (draft / "store").mkdir()
        (draft / "store" / "CURRENT").write_text(name)
        (draft / "findings.json").write_text("[]")
        folder.publish(draft, replace(EMPTY, id=name, **changes))


def backdate(folder: ReleaseFolder, times: dict[str, str]) -> None:
    events = [replace(event, time=times[event.release]) for event in folder.events()]
    (folder.path / NAME).unlink()
    for event in events:
        append_event(folder.path, event)


@pytest.fixture
def folder(tmp_path: Path) -> ReleaseFolder:
    return ReleaseFolder(tmp_path / "releases")


def litter(folder: ReleaseFolder) -> list[Path]:
    return sorted(folder.path.glob(".tmp-*"))


def test_an_empty_folder_has_no_release_and_says_how_to_make_one(folder: ReleaseFolder) -> None:
    assert folder.current_id() is None
    assert folder.kept() == ()
    with pytest.raises(NoRelease, match="andromede build"):
        folder.current()


def test_what_was_published_is_in_service_and_whole(folder: ReleaseFolder) -> None:
    publish(folder, "a")
    release = folder.current()
    assert (release.id, folder.current_id()) == ("a", "a")
    assert (release.store / "CURRENT").read_text() == "a"
    assert release.manifest.input == "files-1"
    assert litter(folder) == []


def test_releases_stay_when_others_come_the_latest_first(folder: ReleaseFolder) -> None:
    for name in "abc":
        publish(folder, name)
    backdate(folder, {"a": "2026-01-03T00:00:00Z", "b": "2026-01-01T00:00:00Z", "c": "2026-01-02T00:00:00Z"})
    assert [release.id for release in folder.kept()] == ["a", "c", "b"]
    assert folder.open("a").id == "a"
    assert folder.current_id() == "c"


@pytest.mark.parametrize("name", ["nothing", "../releases/a", ".", "", "events.jsonl", "current"])
def test_only_a_release_can_be_opened(folder: ReleaseFolder, name: str) -> None:
    publish(folder, "a")
    with pytest.raises(UnknownRelease):
        folder.open(name)


def test_a_draft_that_is_not_published_leaves_nothing(folder: ReleaseFolder) -> None:
    publish(folder, "a")
    with folder.drafting() as draft:
        (draft / "store").mkdir()
    assert folder.current_id() == "a"
    assert sorted(entry.name for entry in folder.path.iterdir()) == [".lock", "a", "current", "events.jsonl"]


def test_what_a_killed_writer_left_is_cleared_by_the_next(folder: ReleaseFolder) -> None:
    publish(folder, "a")
    (folder.path / ".tmp-draft-1" / "store").mkdir(parents=True)
    (folder.path / ".tmp-link-1").symlink_to("a")
    publish(folder, "b")
    assert litter(folder) == []


def test_a_swap_that_was_not_logged_is_logged_by_the_next_writer(folder: ReleaseFolder) -> None:
    publish(folder, "a")
    publish(folder, "b")
    lines = (folder.path / NAME).read_text().splitlines(keepends=True)
    (folder.path / NAME).write_text(lines[0] + lines[1][:20])
    folder.keep("a")
    told = [(event.what, event.release, event.after) for event in folder.events()]
    assert told == [
        (What.PUBLISHED, "a", None),
        (What.PUBLISHED, "b", "a"),
        (What.KEPT, "a", None),
    ]


def test_the_same_release_again_is_reused_and_told_of_its_new_making(folder: ReleaseFolder) -> None:
    publish(folder, "a", counts={"facts": 1})
    publish(folder, "b")
    before = (folder.path / "a" / "store" / "CURRENT").stat()
    publish(folder, "a", input="files-2", created="2027-01-01T00:00:00Z", counts={"facts": 1})
    manifest = folder.current().manifest
    assert (manifest.id, manifest.input, manifest.created) == ("a", "files-2", "2026-01-01T00:00:00Z")
    after = (folder.path / "a" / "store" / "CURRENT").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert [event.release for event in folder.events()] == ["a", "b", "a"]


def test_a_release_that_cannot_be_read_says_so_and_is_replaced_by_the_same_one(folder: ReleaseFolder) -> None:
    publish(folder, "a")
    (folder.path / "a" / "manifest.json").write_text("{")
    with pytest.raises(BrokenRelease, match=r"manifest\.json"):
        folder.current()
    publish(folder, "a")
    assert folder.current().id == "a"
    publish(folder, "b")
    assert litter(folder) == []


def test_rolling_back_goes_to_what_was_in_service_before_again_and_again(folder: ReleaseFolder) -> None:
    for name in "abc":
        publish(folder, name)
    assert folder.rollback().id == "b"
    assert folder.rollback().id == "a"
    with pytest.raises(UnknownRelease):
        folder.rollback()
    assert folder.rollback("c").id == "c"
    assert folder.current_id() == "c"


def test_a_release_that_was_published_twice_is_not_what_was_in_service_before_it(folder: ReleaseFolder) -> None:
    for name in "abb":
        publish(folder, name)
    assert folder.rollback().id == "a"


def test_after_a_rollback_and_a_release_the_one_rolled_back_from_does_not_return(folder: ReleaseFolder) -> None:
    publish(folder, "good")
    publish(folder, "bad")
    folder.rollback()
    publish(folder, "next")
    assert folder.rollback().id == "good"


NOW = datetime(2026, 7, 15, 12, tzinfo=UTC)


def test_pruning_leaves_the_recent_the_last_of_days_and_months_the_promised_and_the_one_in_service(
    folder: ReleaseFolder,
) -> None:
    ages = {
        "inservice": 400,
        "promised": 300,
        "monthold": 75,
        "monthlast": 70,
        "dayold": 5.1,
        "daylast": 5,
        "dayago": 1,
        "recent1": 0.9,
        "recent2": 0.5,
        "recent3": 0.1,
    }
    for name in ages:
        publish(folder, name)
    backdate(folder, {n: (NOW - timedelta(days=age)).strftime("%Y-%m-%dT%H:%M:%SZ") for n, age in ages.items()})
    folder.keep("promised")
    folder.rollback("inservice")
    assert set(folder.prune(NOW)) == {"monthold", "dayold"}
    assert {release.id for release in folder.kept()} == set(ages) - {"monthold", "dayold"}


def test_pruning_never_leaves_fewer_than_three(folder: ReleaseFolder) -> None:
    for name in "abcd":
        publish(folder, name)
    backdate(folder, dict.fromkeys("abcd", "2020-01-01T00:00:00Z") | {"d": "2020-01-02T00:00:00Z"})
    assert len(folder.prune(NOW)) == 1
    assert len(folder.kept()) == 3


def test_what_was_pruned_leaves_its_manifest_and_its_event(folder: ReleaseFolder) -> None:
    for name in "abcde":
        publish(folder, name)
    backdate(folder, {name: f"2020-01-01T00:00:0{number}Z" for number, name in enumerate("abcde")})
    assert set(folder.prune(NOW)) == {"a", "b"}
    assert read_manifest(folder.path / "pruned" / "a.json").id == "a"
    assert Event("2020-01-01T00:00:00Z", What.PUBLISHED, "a") in folder.events()
    assert {event.release for event in folder.events() if event.what is What.PRUNED} == {"a", "b"}
    assert litter(folder) == []


WAITER = """
import pathlib, sys
from graph.releases.folder import ReleaseFolder
with ReleaseFolder(pathlib.Path(sys.argv[1])).drafting(lambda: print("waiting", flush=True)):
    print("in")
"""


def test_one_process_at_a_time_changes_the_folder(folder: ReleaseFolder) -> None:
    waits = []
    with folder.drafting():
        other = subprocess.Popen(
            [sys.executable, "-c", WAITER, str(folder.path)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert other.stdout is not None
        waits.append(other.stdout.readline())
        assert other.poll() is None
    output, _ = other.communicate(timeout=30)
    assert (waits, output, other.returncode) == (["waiting\n"], "in\n", 0)


def test_a_manifest_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    manifest = replace(
        EMPTY,
        id="a",
        graphs={"g:é": GraphEntry("h", 3, "2026-01-01T00:00:00Z")},
        counts={"facts": 2},
        files={"dump.nq.gz": FileEntry("s", 10)},
        writes=2,
    )
    (tmp_path / "manifest.json").write_text(manifest.to_json(), "utf-8")
    assert read_manifest(tmp_path / "manifest.json") == manifest


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": 99}', '{"format": 1, "graphs": {}, "files": {}}'])
def test_what_is_no_manifest_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(BrokenRelease):
        read_manifest(tmp_path / "manifest.json")


def test_a_line_that_a_crash_cut_short_hides_no_other(tmp_path: Path) -> None:
    first, second = Event("t1", What.PUBLISHED, "a"), Event("t2", What.KEPT, "a", "b")
    append_event(tmp_path, first)
    with (tmp_path / NAME).open("a") as log:
        log.write(json.dumps({"time": "t9"})[:7])
    append_event(tmp_path, second)
    assert read_events(tmp_path) == (first, second)


def test_readers_never_see_a_folder_without_a_release(folder: ReleaseFolder) -> None:
    publish(folder, "a")
    reader = os.fork()
    if reader == 0:
        seen = {folder.current_id() for _ in range(20_000)}
        os._exit(0 if None not in seen else 1)
    for name in "bcdefgh":
        publish(folder, name)
    assert os.waitpid(reader, 0)[1] == 0


def test_all_is_on_disk_before_anything_names_it(folder: ReleaseFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(folder, "a")
    synced: list[tuple[str, bool, str | None]] = []

    def record(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        name = path.relative_to(folder.path).as_posix().replace(f".tmp-draft-{os.getpid()}", "draft")
        synced.append((name, (folder.path / "b").exists(), folder.current_id()))

    monkeypatch.setattr(os, "fsync", record)
    publish(folder, "b")
    draft = [entry for entry in synced if entry[0].startswith("draft")]
    assert {name for name, *_ in draft} >= {"draft", "draft/store", "draft/store/CURRENT", "draft/manifest.json"}
    assert {(there, current) for _, there, current in draft} == {(False, "a")}
    assert synced[len(draft) :] == [(".", True, "a"), (".", True, "b"), ("events.jsonl", True, "b")]


def test_instead_of_a_release_that_is_not_here_the_nearest_is_named(folder: ReleaseFolder) -> None:
    for name in ("aa1", "aa2", "bb1", "cc1"):
        publish(folder, name)
    backdate(folder, {"aa1": "2026-01-01T00:00:00Z", "aa2": "2026-03-01T00:00:00Z", "bb1": "2026-03-02T00:00:00Z",
                      "cc1": "2026-09-01T00:00:00Z"})  # fmt: skip
    assert folder.nearest("bb") == "bb1", "a beginning"
    assert folder.nearest("aa") == "cc1", "a beginning of two says nothing"
    assert folder.nearest("") == folder.nearest("unknown") == "cc1", "the one in service"
    (folder.path / "bb1").rename(folder.path / ".tmp-gone")
    assert folder.nearest("bb1") == "aa2", "the one of nearest time"
