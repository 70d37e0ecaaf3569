"""The plain profile: from a folder of RDF files, taken as they are, to a release; nothing is checked but syntax.

Turtle and N-Triples go to the default graph, or to the named graph whose IRI stands in a file beside them
(`data.ttl.graph` for `data.ttl`, as Virtuoso's bulk loader has it). TriG and N-Quads name their graphs themselves.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path

import pyoxigraph as ox

from graph.errors import AndromedeError
from graph.releases.events import now
from graph.releases.folder import FINDINGS, STORE, Release, ReleaseFolder
from graph.releases.manifest import Manifest, Profile
from loaders.findings import Finding, Level, Place, Text
from loaders.progress import SILENT, Progress
from loaders.release.build import FilesChanging
from loaders.release.inputs import builder_version

FORMATS: Mapping[str, ox.RdfFormat] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
}
NAME_OF_GRAPH = ".graph"

_UNREADABLE = Text("Le fichier ne se lit pas : {said}.", "The file cannot be read: {said}.")
_NO_IRI = Text("« {said} » n’est pas l’IRI d’un graphe.", "“{said}” is not the IRI of a graph.")
_GRAPHS_INSIDE = Text(
    "Ce format nomme lui-même ses graphes ; {said} ne vaut rien.",
    "This format names its graphs itself; {said} is void.",
)
_REFUSED = Text(
    "Aucune version n’a été faite : fichiers qui ne se lisent pas, {number}.",
    "No release was made: files that cannot be read, {number}.",
)
_CHANGING = Text(
    "Des fichiers ont été enregistrés pendant la lecture. Recommencer quand ils ne changent plus.",
    "Files were saved while they were read. Start again when they rest.",
)
_OTHER = Text(
    "{folder} contient des versions relues : nommer un autre dossier par --releases.",
    "{folder} holds curated releases: name another folder with --releases.",
)
_MEND = Text("Corriger le fichier, puis recommencer.", "Mend the file, then start again.")


@dataclass(frozen=True, slots=True)
class DataFile:
    """`graph` is the IRI of the named graph that its triples go to, and their base; `relative` is its path for people.

    `digest` is the hash of all that it gives to the store.
    """

    path: Path
    relative: str
    format: ox.RdfFormat
    graph: str | None
    digest: str


class DataRefused(AndromedeError):
    """Files of the folder cannot be read; the release in service stays."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(_REFUSED.filled({"number": str(len(findings))}))
        self.findings = findings


class OtherProfile(AndromedeError):
    """The releases of this folder are of another profile."""


def data_files(folder: Path) -> tuple[DataFile, ...]:
    """The files of a folder and of those in it, in the order of their paths. Raises DataRefused on a wrong graph."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in FORMATS and path.is_file())
    findings = [finding for path in paths for finding in _graph_findings(path, folder)]
    if findings:
        raise DataRefused(findings)
    return tuple(_data_file(path, folder) for path in paths)


def build_plain(folder: Path | None, releases: ReleaseFolder, progress: Progress = SILENT) -> Release:
    """Put a release of these files into service, an empty one without a folder; what is in service already stays.

    Raises DataRefused, FilesChanging, and OtherProfile where the folder of releases holds curated ones.
    """
    files = data_files(folder) if folder else ()
    identity = _identity(files)
    current = releases.in_service()
    if current and current.manifest.profile is not Profile.PLAIN:
        raise OtherProfile(_OTHER.filled({"folder": str(releases.path)}))
    if current and current.id == identity:
        return current
    with releases.drafting(lambda: progress.say("Another process is changing the releases: waiting for it.")) as draft:
        made = releases.made(identity)
        if made is None:
            with progress.stage("store"):
                counts = _fill(draft / STORE, files)
            if folder and _identity(data_files(folder)) != identity:
                raise FilesChanging(_CHANGING)
            made = Manifest(identity, now(), identity, builder_version(), {}, counts, profile=Profile.PLAIN)
        (draft / FINDINGS).write_text("[]\n", "utf-8")
        return releases.publish(draft, made)


def _identity(files: tuple[DataFile, ...]) -> str:
    """Of the bytes of the files, since hashing graphs would need them all in memory; as long as that of a release."""
    return sha256("".join(sorted(f"{one.digest}\n" for one in files)).encode()).hexdigest()[:32]


def _fill(path: Path, files: tuple[DataFile, ...]) -> dict[str, int]:
    store = ox.Store(path)
    findings = [finding for one in files for finding in _load(store, one)]
    if findings:
        raise DataRefused(findings)
    store.optimize()
    store.flush()
    return {"triples": len(store), "graphs": sum(1 for _ in store.named_graphs())}


def _load(store: ox.Store, file: DataFile) -> Iterator[Finding]:
    graph = ox.NamedNode(file.graph) if file.graph else None
    try:
        store.bulk_load(path=file.path, format=file.format, base_iri=file.graph, to_graph=graph)
    except SyntaxError as error:
        line, column = error.lineno or 1, error.offset or 1
        place = Place(file.relative, line, column, error.end_lineno or line, error.end_offset or column + 1)
        yield Finding("syntax/data", Level.ERROR, place, _UNREADABLE.filled({"said": str(error.msg)}), _MEND)


def _data_file(path: Path, folder: Path) -> DataFile:
    named, format_ = _graph_file(path), FORMATS[path.suffix]
    graph = named.read_text("utf-8").strip() if named.is_file() else None
    with path.open("rb") as file:
        content = file_digest(file, "sha256").hexdigest()
    digest = sha256(f"{content} {format_.media_type} {graph or ''}".encode()).hexdigest()
    return DataFile(path, path.relative_to(folder).as_posix(), format_, graph, digest)


def _graph_file(path: Path) -> Path:
    return path.with_name(path.name + NAME_OF_GRAPH)


def _graph_findings(path: Path, folder: Path) -> Iterator[Finding]:
    named = _graph_file(path)
    if not named.is_file():
        return
    said = named.read_text("utf-8", errors="replace").strip()
    place = Place(named.relative_to(folder).as_posix(), 1, 1, 1, max(len(said), 1) + 1)
    if FORMATS[path.suffix].supports_datasets:
        yield Finding("data/graph", Level.ERROR, place, _GRAPHS_INSIDE.filled({"said": named.name}), _MEND)
    elif not _is_iri(said):
        yield Finding("data/graph", Level.ERROR, place, _NO_IRI.filled({"said": said}), _MEND)


def _is_iri(text: str) -> bool:
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True
