"""What a release holds, counted when it is made: the file census.json beside its store."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from graph.errors import BrokenRelease
from graph.releases.durable import write_file
from ontology.text import Text

UNDATED = ""
PLAIN = ""
_NONE = Text(
    "{path} n’est pas le compte d’une version ({error}) : refaire la version.",
    "{path} is no census of a release ({error}): build the release again.",
)


@dataclass(frozen=True, slots=True)
class KindCount:
    """A kind of claim, by the IRI of its class: how many claims, the facts that they make, and those disputed."""

    kind: str
    claims: int
    facts: int
    disputed: int


@dataclass(frozen=True, slots=True)
class Filled:
    """How many of the things of a shape give this property, by its IRI; `shape` is the IRI of the property shape."""

    property: str
    shape: str
    given: int


@dataclass(frozen=True, slots=True)
class Fill:
    """The properties of one class in the order of its shape, over the `things` of that class as curators wrote them."""

    kind: str
    things: int
    properties: tuple[Filled, ...]


@dataclass(frozen=True, slots=True)
class Census:
    """Sources by grade, language, kind (IRI) and year ("" where undated); claims by the IRI of their modality ("" where
    they are plain); entities by class; facts by standing.

    `facts` counts each fact once; `witnessed` those that at least two independent sources state.
    """

    grades: Mapping[str, int]
    languages: Mapping[str, int]
    source_kinds: Mapping[str, int]
    years: Mapping[str, int]
    entities: Mapping[str, int]
    kinds: tuple[KindCount, ...]
    standings: Mapping[str, int]
    facts: int
    witnessed: int
    disputed: int
    fills: tuple[Fill, ...]
    # Releases made before it was counted have none.
    modalities: Mapping[str, int] = field(default_factory=dict)

    @property
    def sources(self) -> int:
        return sum(self.years.values())

    @property
    def claims(self) -> int:
        return sum(kind.claims for kind in self.kinds)


def write_census(path: Path, census: Census) -> None:
    """The same bytes for the same census; tables keep their order."""
    write_file(path, json.dumps(asdict(census), ensure_ascii=False, indent=1) + "\n")


def read_census(path: Path) -> Census:
    """The census in a file. Raises BrokenRelease where it is missing or not one."""
    try:
        values: dict[str, Any] = json.loads(path.read_text("utf-8"))
        kinds = tuple(KindCount(**kind) for kind in values.pop("kinds"))
        fills = tuple(_fill(fill) for fill in values.pop("fills"))
        return Census(kinds=kinds, fills=fills, **values)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrokenRelease(_NONE.filled({"path": path, "error": error})) from error


def _fill(values: Mapping[str, Any]) -> Fill:
    return Fill(values["kind"], values["things"], tuple(Filled(**filled) for filled in values["properties"]))
