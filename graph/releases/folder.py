"""The folder of releases: whole folders that never change, one of them in service, swapped in one step.

    <folder>/<id>/{store/, manifest.json, census.json, dump.nq.gz, search.jsonl.gz, void.nt, findings.json}
    <folder>/current → <id>   <folder>/events.jsonl

Whatever is not named by a finished rename is rubbish: it has a name in `.tmp-` and the next writer removes it.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

from graph.errors import BrokenRelease, NoRelease, UnknownRelease
from graph.releases.census import Census, read_census
from graph.releases.durable import fsync, fsync_tree, write_file
from graph.releases.events import IN_SERVICE, Event, What, append_event, now, read_events
from graph.releases.findings import RecordedFinding, read_findings
from graph.releases.manifest import Manifest, read_manifest
from ontology.text import Text

MANIFEST = "manifest.json"
CENSUS = "census.json"
DUMP = "dump.nq.gz"
FINDINGS = "findings.json"
VOID_FILE = "void.nt"
SEARCH = "search.jsonl.gz"
STORE = "store"

_CURRENT = "current"
_TEMPORARY = ".tmp-"
_LEAST = 3  # pruning never leaves fewer

_NONE = Text(
    "Il n’y a aucune version dans {folder}. Pour en faire une : andromede build",
    "There is no release in {folder}. Make one with: andromede build",
)
_UNKNOWN = Text("Il n’y a pas de version {release} dans {folder}.", "There is no release {release} in {folder}.")
_NONE_STARTS = Text(
    "Aucune version dans {folder} ne commence par {start}.", "No release in {folder} starts with {start}."
)
_SEVERAL_START = Text(
    "{number} versions dans {folder} commencent par {start} : donner plus de signes.",
    "{number} releases in {folder} start with {start}: give more of it.",
)
_NONE_BEFORE = Text(
    "Aucune version d’avant celle en service ne reste dans {folder}.",
    "No release before the current one is left in {folder}.",
)


@dataclass(frozen=True, slots=True)
class Release:
    """A release that is whole."""

    id: str
    folder: Path
    manifest: Manifest

    @property
    def store(self) -> Path:
        """For `Store.read_only`: opening it in any other way would change its files."""
        return self.folder / STORE

    def census(self) -> Census:
        """What it holds, counted. Raises BrokenRelease."""
        return read_census(self.folder / CENSUS)

    def findings(self) -> tuple[RecordedFinding, ...]:
        """What was found in the files that it was made of. Raises BrokenRelease."""
        return read_findings(self.folder / FINDINGS)


class ReleaseFolder:
    """Where releases lie. Readers need no lock; whoever changes anything holds the one lock meanwhile."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def current_id(self) -> str | None:
        """The id of the release in service: one readlink, cheap enough to poll."""
        try:
            return (self.path / _CURRENT).readlink().name
        except OSError:
            return None

    def current(self) -> Release:
        """The release in service. Raises NoRelease."""
        release_id = self.current_id()
        if release_id is None:
            raise NoRelease(_NONE.filled({"folder": str(self.path)}))
        return self._read(release_id)

    def in_service(self) -> Release | None:
        """The release in service, None where there is none that can be read."""
        try:
            return self.current()
        except NoRelease:
            return None

    def made(self, release_id: str) -> Manifest | None:
        """The manifest of a release that is here and can be read."""
        try:
            return self.open(release_id).manifest
        except (UnknownRelease, BrokenRelease):
            return None

    def open(self, release_id: str) -> Release:
        """A release by its id. Raises UnknownRelease where it is not here, BrokenRelease where it cannot be read."""
        folder = self.path / release_id
        # An id comes from a URL: nothing but a name of letters and digits may reach the file system.
        if not release_id.isalnum() or folder.is_symlink() or not (folder / MANIFEST).is_file():
            raise UnknownRelease(_UNKNOWN.filled({"release": release_id, "folder": str(self.path)}), release_id)
        return self._read(release_id)

    def nearest(self, release_id: str) -> str | None:
        """The id of the kept release to offer instead of one that is not here: the only one whose id starts so; or,
        where this one was here once, that of the nearest time; or else the one in service."""
        here = self._ids()
        starting = [one for one in here if release_id and one.startswith(release_id)]
        if len(starting) == 1:
            return starting[0]
        times = {one: datetime.fromisoformat(time) for one, time in self._published().items()}
        if (time := times.get(release_id)) is None:
            return self.current_id()
        return min((one for one in here if one in times), key=lambda one: abs(times[one] - time), default=None)

    def find(self, start: str) -> Release:
        """The only release whose id starts so. Raises UnknownRelease where there is none, or more than one."""
        found = [release for release in self.kept() if release.id.startswith(start)]
        if len(found) != 1:
            said = _SEVERAL_START if found else _NONE_STARTS
            words = {"number": str(len(found)), "folder": str(self.path), "start": start}
            raise UnknownRelease(said.filled(words))
        return found[0]

    def kept(self) -> tuple[Release, ...]:
        """All releases that are here, the one published last first."""
        published = self._published()
        releases = [self._read(release_id) for release_id in self._ids()]
        return tuple(sorted(releases, key=lambda r: (published.get(r.id, r.manifest.created), r.id), reverse=True))

    def events(self) -> tuple[Event, ...]:
        """What happened here, the oldest first."""
        return read_events(self.path)

    def promised(self) -> frozenset[str]:
        """The releases that are kept for ever."""
        return frozenset(event.release for event in self.events() if event.what is What.KEPT)

    @contextmanager
    def drafting(self, waiting: Callable[[], None] = lambda: None) -> Iterator[Path]:
        """An empty folder to fill and publish, under the lock; `waiting` is called once if another process has that.

        Nothing is left of it afterwards unless it was published.
        """
        with self._locked(waiting):
            draft = self.path / f"{_TEMPORARY}draft-{os.getpid()}"
            draft.mkdir()
            try:
                yield draft
            finally:
                shutil.rmtree(draft, ignore_errors=True)

    def publish(self, draft: Path, manifest: Manifest) -> Release:
        """Put a filled draft into service, inside `drafting`. Readers see the one before or this one.

        Where the same release is here already, only what tells of its making is brought up to date.
        """
        write_file(draft / MANIFEST, manifest.to_json())
        fsync_tree(draft)
        target = self.path / manifest.id
        if target.exists():
            self._renew(target, draft, manifest)
        else:
            draft.rename(target)
        fsync(self.path)
        return self._serve(manifest.id, What.PUBLISHED)

    def rollback(self, release_id: str | None = None) -> Release:
        """Put a release back into service: this one, or else the one before the current. Raises UnknownRelease."""
        with self._locked():
            return self._serve(self.open(release_id or self._before()).id, What.ROLLED_BACK)

    def keep(self, release_id: str) -> Release:
        """Promise a release for ever: pruning passes it over. Raises UnknownRelease."""
        with self._locked():
            release = self.open(release_id)
            append_event(self.path, Event(now(), What.KEPT, release.id))
            return release

    def prune(self, at: datetime | None = None) -> tuple[str, ...]:
        """Remove old releases, and say which. Their manifests stay in `pruned/`, so that history can still be told.

        Left are the one in service, those promised, the last three, all of the last day, the last of each of thirty
        days, and the last of each month.
        """
        with self._locked():
            releases = self.kept()
            times = {release.id: self._time(release) for release in releases}
            left = {self.current_id(), *self.promised(), *_worth_keeping(times, at or datetime.now(UTC))}
            removed = tuple(release.id for release in releases if release.id not in left)
            for release_id in removed:
                self._remove(release_id)
            return removed

    def _read(self, release_id: str) -> Release:
        folder = self.path / release_id
        return Release(release_id, folder, read_manifest(folder / MANIFEST))

    def _ids(self) -> list[str]:
        return [entry.parent.name for entry in self.path.glob(f"[!.]*/{MANIFEST}") if not entry.parent.is_symlink()]

    def _published(self) -> dict[str, str]:
        """When each release was last published."""
        return {event.release: event.time for event in self.events() if event.what is What.PUBLISHED}

    def _time(self, release: Release) -> datetime:
        return datetime.fromisoformat(self._published().get(release.id, release.manifest.created))

    def _before(self) -> str:
        current = self.current_id()
        after = [e.after for e in self.events() if e.what is What.PUBLISHED and e.release == current and e.after]
        if not after or not (self.path / after[-1]).is_dir():
            raise UnknownRelease(_NONE_BEFORE.filled({"folder": str(self.path)}))
        return after[-1]

    def _serve(self, release_id: str, what: What) -> Release:
        before = self.current_id()
        link = self.path / f"{_TEMPORARY}link-{os.getpid()}"
        link.symlink_to(release_id)
        link.replace(self.path / _CURRENT)
        fsync(self.path)
        append_event(self.path, Event(now(), what, release_id, before if before != release_id else None))
        return self._read(release_id)

    def _renew(self, target: Path, draft: Path, manifest: Manifest) -> None:
        try:
            old = read_manifest(target / MANIFEST)
        except BrokenRelease:
            target.rename(self.path / f"{_TEMPORARY}broken-{target.name}")
            draft.rename(target)
            return
        renewed = replace(old, input=manifest.input, writes=manifest.writes)
        write_file(draft / MANIFEST, renewed.to_json())
        for name in (FINDINGS, MANIFEST):
            (draft / name).replace(target / name)
        fsync(target)

    def _remove(self, release_id: str) -> None:
        folder = self.path / release_id
        (self.path / "pruned").mkdir(exist_ok=True)
        write_file(self.path / "pruned" / f"{release_id}.json", (folder / MANIFEST).read_text("utf-8"))
        append_event(self.path, Event(now(), What.PRUNED, release_id))
        # Renamed first: a release is there as a whole or not at all. Readers that have it open go on.
        doomed = self.path / f"{_TEMPORARY}pruned-{release_id}"
        folder.rename(doomed)
        shutil.rmtree(doomed)

    @contextmanager
    def _locked(self, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
        """The kernel frees the lock of a process that dies, so that none is ever stale."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / ".lock").open("w") as lock:
            try:
                flock(lock, LOCK_EX | LOCK_NB)
            except BlockingIOError:
                waiting()
                flock(lock, LOCK_EX)
            self._recover()
            yield

    def _recover(self) -> None:
        """Clear away what a killed writer left, and log the swap that it could not log."""
        for entry in self.path.glob(f"{_TEMPORARY}*"):
            entry.unlink() if entry.is_symlink() else shutil.rmtree(entry)
        current = self.current_id()
        served = [event.release for event in self.events() if event.what in IN_SERVICE]
        if current and (not served or served[-1] != current):
            append_event(self.path, Event(now(), What.PUBLISHED, current, served[-1] if served else None))


def _worth_keeping(times: dict[str, datetime], at: datetime) -> set[str]:
    newest = sorted(times, key=lambda release_id: times[release_id])
    last_of_day = {times[release_id].date(): release_id for release_id in newest}
    last_of_month = {times[release_id].strftime("%Y-%m"): release_id for release_id in newest}
    recent = (release_id for release_id in newest if at - times[release_id] <= timedelta(days=1))
    daily = (last for day, last in last_of_day.items() if at.date() - day <= timedelta(days=30))
    return {*newest[-_LEAST:], *recent, *daily, *last_of_month.values()}
