"""The curated folder: which files there are, what each one is for, and which graph its triples go to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from graph.names import AUTHORITIES, ONTOLOGY_GRAPH, SHAPES_GRAPH, VOCABULARIES, entity
from loaders.turtle import Document, read
from ontology.prefixes import read_prefixes


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
    """A Turtle file of the workspace. `graph` is the IRI of the graph that its triples go to, if they go to any."""

    path: Path
    relative: str
    slug: str
    part: Part
    graph: str | None

    @property
    def folder(self) -> str:
        """The name of the folder that it lies in: the kind of an authority, the year of a source."""
        return self.path.parent.name


class NotCurated(ValueError):
    """A path that names no curated file; `str()` is a sentence for whoever typed it."""


@dataclass(frozen=True)
class Workspace:
    """A folder laid out like the checkout: `ontology/` and `graph/data/`."""

    root: Path

    def files(self) -> tuple[CuratedFile, ...]:
        """All Turtle files, in the order of their relative paths."""
        found = [path for folder in ("ontology", "graph/data") for path in (self.root / folder).rglob("*.ttl")]
        return tuple(sorted((self.file(path) for path in found), key=lambda file: file.relative))

    def chosen(self, paths: Sequence[Path]) -> tuple[CuratedFile, ...]:
        """The files that the paths name, themselves or by a folder above; all where no path is given.

        Raises NotCurated on a path that names none.
        """
        files = self.files()
        if not paths:
            return files
        chosen: dict[CuratedFile, None] = {}
        for path in paths:
            target = path.resolve()
            within = [file for file in files if file.path.resolve().is_relative_to(target)]
            if not within:
                raise NotCurated(f"{path}: no Turtle file of ontology/ or graph/data/ in {self.root}")
            chosen.update(dict.fromkeys(within))
        return tuple(chosen)

    def file(self, path: Path) -> CuratedFile:
        """What a file of this folder is for, whether or not it exists yet. Raises ValueError for one outside."""
        relative = path.resolve().relative_to(self.root.resolve()).as_posix()
        part = next((part for start, part in LAYOUT if relative.startswith(start)), Part.STRAY)
        graph = entity(path.stem) if part is Part.SOURCES else _GRAPHS.get(part)
        return CuratedFile(path, relative, path.stem, part, graph)

    @cached_property
    def prefixes(self) -> Mapping[str, str]:
        """The prefixes of the house, as `ontology/prefixes.ttl` declares them; none where it is missing or wrong."""
        folder = self.root / "ontology"
        try:
            return read_prefixes(folder)
        except (OSError, SyntaxError):
            return {}

    def read(self, file: CuratedFile) -> Document:
        """What a file says, its name in findings being the relative one. Raises OSError where it cannot be opened."""
        return read(file.path, file.relative, house=self.prefixes)
