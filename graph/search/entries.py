"""What a release keeps to be searched by: a file with one entry a line for each entity and source, and its reading.

The file is small and the same bytes on every machine. The index over it is made in memory when a release is opened, in
well under a second: an index on disk would have segments with random names, and its readers would need a lock file that
nobody may write in a release (tantivy takes one to open a searcher).
"""

import gzip
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from graph.errors import BrokenRelease
from ontology.text import Text

_UNREADABLE = Text(
    "{path} ne permet pas de chercher ({error}) : refaire la version.",
    "{path} cannot be searched ({error}): build the release again.",
)


class Sort(StrEnum):
    """How a thing goes by a name: it is its label, or another, or a wrong spelling that people use."""

    LABEL = "label"
    OTHER = "other"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """`language` is empty where none is said."""

    text: str
    language: str
    sort: Sort


@dataclass(frozen=True, slots=True)
class Entry:
    """`kinds` are the classes that curators gave it, of a source its kind; `classes` are all that it belongs to.

    `facts` is how many facts name it. `issued` and `grade` are of sources, empty elsewhere.
    """

    iri: str
    names: tuple[Name, ...]
    texts: Mapping[str, str]
    kinds: tuple[str, ...]
    classes: tuple[str, ...]
    facts: int
    publisher: str = ""
    issued: str = ""
    grade: str = ""

    @property
    def labels(self) -> Mapping[str, str]:
        """By language."""
        return {name.language: name.text for name in self.names if name.sort is Sort.LABEL}

    def label(self, language: str) -> str:
        """In this language, or in the one there is."""
        labels = self.labels
        return labels.get(language) or next(iter(labels.values()), self.iri.rsplit("/", 1)[-1])

    def text(self, language: str) -> str:
        """The description in this language, or in the one there is, or nothing."""
        return self.texts.get(language) or next(iter(self.texts.values()), "")


def write_entries(path: Path, entries: Iterable[Entry]) -> None:
    """In the order of their IRIs, the same bytes for the same entries."""
    with path.open("wb") as file, gzip.GzipFile("", "wb", 6, file, mtime=0) as packed:
        for entry in sorted(entries, key=lambda one: one.iri):
            packed.write((json.dumps(asdict(entry), ensure_ascii=False, sort_keys=True) + "\n").encode())


def read_entries(path: Path) -> tuple[Entry, ...]:
    """All entries of a file. Raises BrokenRelease where it is missing or not one."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return tuple(_entry(json.loads(line)) for line in lines)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BrokenRelease(_UNREADABLE.filled({"path": path, "error": error})) from error


def _entry(values: dict[str, Any]) -> Entry:
    names = tuple(Name(one["text"], one["language"], Sort(one["sort"])) for one in values.pop("names"))
    kinds, classes = (tuple(values.pop(each)) for each in ("kinds", "classes"))
    return Entry(names=names, kinds=kinds, classes=classes, **values)
