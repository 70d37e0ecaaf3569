"""The manifest of a release: what it is made of, what it rests on, and what it holds."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from graph.errors import BrokenRelease
from ontology.text import Text

FORMAT = 1
_OTHERS = Text(
    "{path} vient d’une autre version d’Andromède : refaire la version.",
    "{path} was written by another version of Andromède: build the release again.",
)
_NONE = Text(
    "{path} n’est pas le manifeste d’une version ({error}) : refaire la version.",
    "{path} is no manifest of a release ({error}): build the release again.",
)


class Profile(StrEnum):
    """What a dataset is: the curated graph with all that follows from it, or foreign quads as they are."""

    CURATED = "curated"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class GraphEntry:
    """One asserted graph: its hash, how many triples were asserted, and since when the releases here have it so."""

    hash: str
    triples: int
    changed: str


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file of the release that others download."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """`created` and all times are UTC in ISO 8601; no time enters the id.

    `input` is the hash of the files that it was built from, `writes` counts the changes through HTTP since then.
    `lost` are names that a graph spoke of and no longer does, each with since when, as far as no change of what every
    page rests on came later. `ways` is the hash of what derives the rest from the asserted graphs, `derived` since when
    the releases here derive it so.
    """

    id: str
    created: str
    input: str
    builder: str
    graphs: Mapping[str, GraphEntry]
    counts: Mapping[str, int]
    files: Mapping[str, FileEntry] = field(default_factory=dict)
    writes: int = 0
    profile: Profile = Profile.CURATED
    lost: Mapping[str, str] = field(default_factory=dict)
    ways: str = ""
    derived: str = ""

    def to_json(self) -> str:
        """One JSON object, the same bytes for the same manifest."""
        return json.dumps({"format": FORMAT, **asdict(self)}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read_manifest(path: Path) -> Manifest:
    """The manifest in a file. Raises BrokenRelease where it is missing or not one."""
    try:
        values: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if values.pop("format") != FORMAT:
            raise BrokenRelease(_OTHERS.filled({"path": path}))
        graphs = {iri: GraphEntry(**entry) for iri, entry in values.pop("graphs").items()}
        files = {name: FileEntry(**entry) for name, entry in values.pop("files").items()}
        profile = Profile(values.pop("profile"))
        return Manifest(graphs=graphs, files=files, profile=profile, **values)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrokenRelease(_NONE.filled({"path": path, "error": error})) from error
