"""From a curated folder to a release: checks, derivation, files, and the swap that puts it into service."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from graph.errors import AndromedeError, BrokenRelease, NoRelease, UnknownRelease
from graph.events import IN_SERVICE, What, now
from graph.fingerprint import graph_hash, release_id
from graph.manifest import GraphEntry, Manifest
from graph.names import VOID
from graph.releases import DUMP, FINDINGS, STORE, Release, ReleaseFolder
from loaders.derivation import Derivation, derive
from loaders.findings import Finding, Level
from loaders.graphs import read_graphs
from loaders.inputs import builder_version, input_hash, rests_on
from loaders.progress import SILENT, Progress
from loaders.publish import default_graph, write_dump, write_findings, write_store
from loaders.statistics import count, void_triples
from loaders.triples import Graphs
from loaders.workspace import Workspace
from ontology.catalogue import read_queries
from ontology.dictionary import read_dictionary
from ontology.prefixes import read_prefixes

Check = Callable[[Workspace], list[Finding]]


@dataclass(eq=False)
class BuildRefused(AndromedeError):
    """The curated files have errors; the release in service stays."""

    findings: list[Finding]

    def __str__(self) -> str:
        errors = sum(1 for finding in self.findings if finding.level is Level.ERROR)
        return f"No release was made: the curated files have {errors} error{'s' if errors > 1 else ''}."


class UnexportedWrites(AndromedeError):
    """The release in service holds changes made through HTTP that the files lack."""


def build(
    workspace: Workspace,
    releases: ReleaseFolder,
    progress: Progress = SILENT,
    *,
    check: Check,
    discard_writes: bool = False,
) -> Release:
    """Make a release of the curated folder and put it into service; one that is here already is only put into service.

    Raises BuildRefused, UnexportedWrites, and CatalogueError on a query that is wrong. Whatever happens, even to the
    machine, the release in service stays whole and in service until the new one takes its place in one step.
    """
    with releases.drafting(lambda: progress.say("Another process is changing the releases: waiting for it.")) as draft:
        # Before anything is read: what is saved meanwhile differs from this, and the next build takes it in.
        files = input_hash(workspace)
        with progress.stage("checks"):
            findings = _checked(check(workspace))
        with progress.stage("reading"):
            asserted = read_graphs(workspace)
            hashes = {graph: graph_hash(triples) for graph, triples in asserted.items()}
            identity = release_id(hashes, rests_on(workspace))
        _guard_writes(releases, identity, discard_writes)
        write_findings(draft / FINDINGS, findings)
        made = _already_made(releases, identity)
        if made is None:
            made = Manifest(identity, now(), files, builder_version(), _entries(releases, asserted, hashes), {})
            made = _fill(draft, made, asserted, _derivation(workspace, asserted, progress), progress)
        with progress.stage("publishing"):
            return releases.publish(draft, replace(made, input=files, writes=0))


def needs_build(workspace: Workspace, releases: ReleaseFolder) -> bool:
    """Whether a build would bring something new: no release is here, or it rests on other files.

    Not where changes through HTTP would be lost, and not where the release of these very files was rolled back from.
    """
    try:
        current = releases.current()
    except NoRelease:
        return True
    files = input_hash(workspace)
    return files != current.manifest.input and not current.manifest.writes and files != _rejected(releases)


def _rejected(releases: ReleaseFolder) -> str | None:
    """What the release rests on that somebody rolled back from, if nothing came since."""
    served = [event for event in releases.events() if event.what in IN_SERVICE]
    if not served or served[-1].what is not What.ROLLED_BACK or not served[-1].after:
        return None
    try:
        return releases.open(served[-1].after).manifest.input
    except (UnknownRelease, BrokenRelease):
        return None


def _checked(findings: list[Finding]) -> list[Finding]:
    if any(finding.level is Level.ERROR for finding in findings):
        raise BuildRefused(findings)
    return findings


def _guard_writes(releases: ReleaseFolder, identity: str, discard: bool) -> None:
    try:
        current = releases.current()
    except NoRelease:
        return
    writes = current.manifest.writes
    if writes and current.id != identity and not discard:
        raise UnexportedWrites(
            f"The release in service holds {writes} change{'s' if writes > 1 else ''} made through HTTP that the files"
            " lack. Bring them into the files with `andromede export graph/data`, or drop them with --discard-writes."
        )


def _already_made(releases: ReleaseFolder, identity: str) -> Manifest | None:
    try:
        return releases.open(identity).manifest
    except (UnknownRelease, BrokenRelease):
        return None


def _entries(releases: ReleaseFolder, asserted: Graphs, hashes: Mapping[str, str]) -> Mapping[str, GraphEntry]:
    """Each graph with the day since which it is as it is: kept from the release in service where nothing changed."""
    try:
        before = releases.current().manifest.graphs
    except NoRelease:
        before = {}
    time = now()
    since = {graph: entry.changed for graph, entry in before.items() if entry.hash == hashes.get(graph)}
    return {
        graph: GraphEntry(hashes[graph], len(triples), since.get(graph, time)) for graph, triples in asserted.items()
    }


def _derivation(workspace: Workspace, asserted: Graphs, progress: Progress) -> Derivation:
    folder = workspace.root / "ontology"
    shortcuts = read_queries(folder / "shortcuts", prefixes=read_prefixes(folder))
    return derive(asserted, read_dictionary(folder), shortcuts, progress)


def _fill(draft: Path, manifest: Manifest, asserted: Graphs, derived: Derivation, progress: Progress) -> Manifest:
    names = asserted.keys() | derived.graphs.keys()
    graphs = {graph: frozenset(asserted.get(graph, ())) | derived.graphs.get(graph, frozenset()) for graph in names}
    default = default_graph(graphs)
    with progress.stage("statistics"):
        graphs[VOID] = frozenset(void_triples(default))
    with progress.stage("store"):
        write_store(draft / STORE, graphs)
    with progress.stage("dump"):
        dump = write_dump(draft / DUMP, graphs)
    return replace(manifest, counts=count(asserted, derived, default), files={DUMP: dump})
