"""From a curated folder to a release: checks, derivation, files, and the swap that puts it into service."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from graph.errors import AndromedeError
from graph.names import INFERRED, VOID
from graph.releases.census import write_census
from graph.releases.events import IN_SERVICE, What, now
from graph.releases.fingerprint import graph_hash, release_id
from graph.releases.folder import CENSUS, DUMP, FINDINGS, SEARCH, STORE, VOID_FILE, Release, ReleaseFolder
from graph.releases.manifest import GraphEntry, Manifest
from graph.search.entries import write_entries
from loaders.checks.check import check as check_files
from loaders.derivation.steps import Derivation, derive
from loaders.findings import Finding, Level
from loaders.progress import SILENT, Progress
from loaders.reasoning.contradictions import contradictions
from loaders.release.census import counts_of, take_census
from loaders.release.graphs import read_graphs
from loaders.release.indexing import entries_of
from loaders.release.inputs import builder_version, input_hash, rests_on, ways_hash
from loaders.release.losses import losses
from loaders.release.publish import default_graph, write_dump, write_store, write_void
from loaders.release.void import void_triples
from loaders.reports.report import as_json
from loaders.triples import Graphs
from loaders.workspace import Workspace
from ontology.catalogue import read_queries
from ontology.dictionary import Dictionary, read_dictionary
from ontology.prefixes import read_prefixes
from ontology.text import Text

Check = Callable[[Workspace], list[Finding]]

# Somebody who saves files all the while is asked to build again, rather than served what was never checked.
_ATTEMPTS = 5

# For one error, and for several.
_REFUSED = (
    Text(
        "Aucune version n’a été faite : les fichiers relus ont {errors} erreur.",
        "No release was made: the curated files have {errors} error.",
    ),
    Text(
        "Aucune version n’a été faite : les fichiers relus ont {errors} erreurs.",
        "No release was made: the curated files have {errors} errors.",
    ),
)
_CHANGING = Text(
    "Des fichiers ont été enregistrés à chaque lecture. Recommencer quand ils ne changent plus.",
    "Files were saved each time they were read. Build again when they rest.",
)


class BuildRefused(AndromedeError):
    """The curated files have errors; the release in service stays."""

    def __init__(self, findings: list[Finding]) -> None:
        errors = sum(1 for finding in findings if finding.level is Level.ERROR)
        super().__init__(_REFUSED[errors > 1].filled({"errors": str(errors)}))
        self.findings = findings


class FilesChanging(AndromedeError):
    """Files were saved whenever they were read."""


class UnexportedWrites(AndromedeError):
    """The release in service holds changes made through HTTP that the files lack."""


@dataclass(frozen=True)
class _Reading:
    """What was checked and read, and the id of the release that it makes. `files` is the hash of the very bytes."""

    workspace: Workspace
    files: str
    findings: list[Finding]
    graphs: Graphs
    hashes: Mapping[str, str]
    id: str

    @cached_property
    def dictionary(self) -> Dictionary:
        return read_dictionary(self.workspace.root / "ontology")


def build(
    workspace: Workspace,
    releases: ReleaseFolder,
    progress: Progress = SILENT,
    *,
    check: Check = check_files,
    discard_writes: bool = False,
) -> Release:
    """Make a release of the curated folder and put it into service; one that is here already is only put into service.

    Raises BuildRefused, UnexportedWrites, FilesChanging, and CatalogueError on a wrong query. Whatever happens, even to
    the machine, the release in service stays whole and in service until the new one takes its place in one step.
    """
    with releases.drafting(lambda: progress.say("Another process is changing the releases: waiting for it.")) as draft:
        reading = _read(workspace, check, progress)
        _guard_writes(releases, reading.id, discard_writes)
        made = releases.made(reading.id)
        if made is None:
            made = _fill(draft, reading, _derived(reading, progress), releases.in_service(), progress)
        with progress.stage("publishing"):
            (draft / FINDINGS).write_text(as_json(reading.findings, workspace.root, ""), "utf-8")
            return releases.publish(draft, replace(made, input=reading.files, writes=0))


def needs_build(workspace: Workspace, releases: ReleaseFolder) -> bool:
    """Whether a build would bring something new: no release is here, or it rests on other files.

    Not where changes through HTTP would be lost, and not where the release of these very files was rolled back from.
    """
    current = releases.in_service()
    if current is None:
        return True
    files = input_hash(workspace)
    return files != current.manifest.input and not current.manifest.writes and files != _rejected(releases)


def _rejected(releases: ReleaseFolder) -> str | None:
    """What the release rests on that somebody rolled back from, if nothing came since."""
    served = [event for event in releases.events() if event.what in IN_SERVICE]
    if not served or served[-1].what is not What.ROLLED_BACK or not served[-1].after:
        return None
    made = releases.made(served[-1].after)
    return made.input if made else None


def _read(workspace: Workspace, check: Check, progress: Progress) -> _Reading:
    for _ in range(_ATTEMPTS):
        files = input_hash(workspace)
        with progress.stage("checks"):
            findings = _passed(check(workspace))
        with progress.stage("reading"):
            graphs = read_graphs(workspace)
            hashes = {graph: graph_hash(triples) for graph, triples in graphs.items()}
            identity = release_id(hashes, rests_on(workspace))
        if files == input_hash(workspace):
            return _Reading(workspace, files, findings, graphs, hashes, identity)
        progress.say("Files were saved meanwhile: reading them again.")
    raise FilesChanging(_CHANGING)


def _passed(findings: list[Finding]) -> list[Finding]:
    if any(finding.level is Level.ERROR for finding in findings):
        raise BuildRefused(findings)
    return findings


def _guard_writes(releases: ReleaseFolder, identity: str, discard: bool) -> None:
    current = releases.in_service()
    if current is None or current.id == identity or discard:
        return
    if writes := current.manifest.writes:
        raise UnexportedWrites(
            f"The release in service holds {writes} change{'s' if writes > 1 else ''} made through HTTP that the files"
            " lack. Write them into the files, or drop them with --discard-writes."
        )


def _derived(reading: _Reading, progress: Progress) -> Derivation:
    folder = reading.workspace.root / "ontology"
    shortcuts = read_queries(folder / "shortcuts", prefixes=read_prefixes(folder))
    derivation = derive(reading.graphs, reading.dictionary, shortcuts, progress)
    with progress.stage("contradictions"):
        _passed(contradictions(reading.workspace, reading.graphs, derivation.graphs[INFERRED]))
    return derivation


def _dated(before: Release | None, reading: _Reading, time: str) -> Mapping[str, GraphEntry]:
    """Each graph with the time since which it is as it is: kept from the release in service where nothing changed."""
    known = before.manifest.graphs if before else {}
    since = {graph: entry.changed for graph, entry in known.items() if entry.hash == reading.hashes.get(graph)}
    return {
        graph: GraphEntry(reading.hashes[graph], len(triples), since.get(graph, time))
        for graph, triples in reading.graphs.items()
    }


def _lost(
    before: Release | None, graphs: Graphs, dated: Mapping[str, GraphEntry], time: str
) -> Mapping[str, str] | None:
    """None where nothing is known of the release before: then anything may have been lost."""
    try:
        return losses(before, graphs, dated, time) if before else None
    except OSError:  # Its store does not open; the release is made anew all the same.
        return None


def _fill(draft: Path, reading: _Reading, derived: Derivation, before: Release | None, progress: Progress) -> Manifest:
    """Write the files of a release and its manifest."""
    names = reading.graphs.keys() | derived.graphs.keys()
    graphs = {name: frozenset(reading.graphs.get(name, ())) | derived.graphs.get(name, frozenset()) for name in names}
    default = default_graph(graphs)
    time, ways = now(), ways_hash(reading.workspace)
    dated = _dated(before, reading, time)
    lost = _lost(before, graphs, dated, time)
    with progress.stage("statistics"):
        graphs[VOID] = frozenset(void_triples(graphs, default))
        census = take_census(reading.graphs, derived.facts, reading.dictionary)
        write_census(draft / CENSUS, census)
    with progress.stage("store"):
        store = write_store(draft / STORE, graphs)
    with progress.stage("search"):
        write_entries(draft / SEARCH, entries_of(store))
    with progress.stage("dump"):
        files = {
            DUMP: write_dump(draft / DUMP, graphs),
            VOID_FILE: write_void(draft / VOID_FILE, graphs[VOID]),
        }
    since = before.manifest.derived if before and lost is not None and before.manifest.ways == ways else time
    return Manifest(
        reading.id, now(), reading.files, builder_version(), dated, counts_of(census, len(default)), files,
        lost=lost or {}, ways=ways, derived=since,
    )  # fmt: skip
