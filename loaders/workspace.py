"""The curated folder: which files there are, what each one is for, and which graph its triples go to."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from graph.names import AUTHORITIES, ONTOLOGY_GRAPH, SHAPES_GRAPH, VOCABULARIES, entity
from loaders.turtle import Document, read_bytes
from ontology.prefixes import read_prefixes
from ontology.text import Text


class Part(StrEnum):
    """What a curated file is for."""

    PREFIXES = "prefixes"
    ONTOLOGY = "ontology"
    SHAPES = "shapes"
    VOCABULARIES = "vocabularies"
    EXTERNAL = "external"  # terms of others: read by the checks, loaded into no graph
    AUTHORITIES = "authorities"
    SOURCES = "sources"
    RETIRED = "retired"
    STRAY = "stray"  # in no folder that means anything

    @property
    def is_data(self) -> bool:
        return self in (Part.AUTHORITIES, Part.SOURCES, Part.RETIRED, Part.STRAY)


_NOT_CURATED = Text(
    "{path} : aucun fichier Turtle de ontology/ ou graph/data/ dans {root}",
    "{path}: no Turtle file of ontology/ or graph/data/ in {root}",
)
FOLDERS = ("ontology", "graph/data")
# Folder or file, relative to the root, longest first → what it is for.
LAYOUT = (
    ("ontology/prefixes.ttl", Part.PREFIXES),
    ("ontology/andromede.ttl", Part.ONTOLOGY),
    ("ontology/alignments.ttl", Part.ONTOLOGY),
    ("ontology/shapes/", Part.SHAPES),
    ("ontology/vocabularies/", Part.VOCABULARIES),
    ("ontology/external/", Part.EXTERNAL),
    ("graph/data/authorities/", Part.AUTHORITIES),
    ("graph/data/sources/", Part.SOURCES),
    ("graph/data/retired.ttl", Part.RETIRED),
)
_GRAPHS = {
    Part.ONTOLOGY: ONTOLOGY_GRAPH,
    Part.SHAPES: SHAPES_GRAPH,
    Part.VOCABULARIES: VOCABULARIES,
    Part.AUTHORITIES: AUTHORITIES,
    Part.RETIRED: AUTHORITIES,
}


@dataclass(frozen=True, slots=True)
class CuratedFile:
    """A Turtle file of the workspace. `graph` is the IRI of the graph that its triples go to, if they go to any.

    Two of one workspace are the same file where their relative paths are: thousands are looked up in every check.
    """

    path: Path = field(compare=False)
    relative: str
    slug: str = field(compare=False)
    part: Part = field(compare=False)
    graph: str | None = field(compare=False)

    @property
    def own_prefixes(self) -> Mapping[str, str]:
        """The prefix of the claims of a source, which its file may lack like one of the house."""
        return {"": f"{self.graph}#"} if self.part is Part.SOURCES else {}

    @property
    def folder(self) -> str:
        """The name of the folder that it lies in: the kind of an authority, the year of a source."""
        return self.path.parent.name


class NotCurated(ValueError):
    """A path that names no curated file; `text` says so in both languages, `str()` in English."""

    def __init__(self, path: Path, root: Path) -> None:
        words = {"path": str(path), "root": str(root)}
        self.text = _NOT_CURATED.filled(words)
        super().__init__(self.text.en)


@dataclass(frozen=True)
class Workspace:
    """A folder laid out like the checkout: `ontology/` and `graph/data/`."""

    root: Path

    def files(self) -> tuple[CuratedFile, ...]:
        """All Turtle files, in the order of their relative paths."""
        root = str(self.root)
        found = [path for folder in FOLDERS for path in _turtle(f"{root}/{folder}")]
        files = [_file(Path(path), path[len(root) + 1 :]) for path in found]
        return tuple(sorted(files, key=lambda file: file.relative))

    def chosen(self, paths: Sequence[Path], files: Sequence[CuratedFile] | None = None) -> tuple[CuratedFile, ...]:
        """Of the files, or of all, those that the paths name, themselves or by a folder above; all where no path is.

        Raises NotCurated on a path that names none.
        """
        files = tuple(self.files() if files is None else files)
        if not paths:
            return files
        root = self.root.resolve()
        chosen: dict[CuratedFile, None] = {}
        for path in paths:
            start = _below(root, path.resolve())
            within = [file for file in files if f"{file.relative}/".startswith(start)]
            if not within:
                raise NotCurated(path, self.root)
            chosen.update(dict.fromkeys(within))
        return tuple(chosen)

    def file(self, path: Path) -> CuratedFile:
        """What a file of this folder is for, whether or not it exists yet. Raises ValueError for one outside."""
        return _file(path, path.resolve().relative_to(self.root.resolve()).as_posix())

    @cached_property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes of the house, as `ontology/prefixes.ttl` declares them; none where it is missing or wrong."""
        folder = self.root / "ontology"
        try:
            return read_prefixes(folder)
        except (OSError, SyntaxError):
            return {}

    def content(self, file: CuratedFile) -> bytes:
        """The bytes of a file. Raises OSError where it cannot be opened."""
        with open(file.path, "rb", buffering=0) as opened:  # noqa: PTH123 - half the time of Path.read_bytes
            return opened.read()

    def read(self, file: CuratedFile) -> Document:
        """What a file says, its name in findings being the relative one. Raises OSError where it cannot be opened."""
        return read_bytes(self.content(file), file.relative, house={**self.prefixes, **file.own_prefixes})


def _below(root: Path, target: Path) -> str:
    """How the relative paths begin of what lies at or below a target, each with a slash at its end."""
    if root.is_relative_to(target):
        return ""
    return f"{target.relative_to(root).as_posix()}/" if target.is_relative_to(root) else "/"


def _file(path: Path, relative: str) -> CuratedFile:
    part = next((part for start, part in LAYOUT if relative.startswith(start)), Part.STRAY)
    slug = relative.rpartition("/")[2].removesuffix(".ttl")
    graph = entity(slug) if part is Part.SOURCES else _GRAPHS.get(part)
    return CuratedFile(path, relative, slug, part, graph)


def _turtle(folder: str) -> Iterator[str]:
    """All Turtle files below a folder; pathlib takes ten times as long."""
    with suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _turtle(entry.path)
            elif entry.name.endswith(".ttl"):
                yield entry.path
