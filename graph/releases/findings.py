"""The findings of a release, as its file findings.json keeps them beside the store."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from graph.errors import BrokenRelease
from ontology.text import Text

_NONE = Text(
    "{path} n’a pas les constats d’une version ({error}) : refaire la version.",
    "{path} holds no findings of a release ({error}): build the release again.",
)


@dataclass(frozen=True, slots=True)
class RecordedFinding:
    """What was found in a curated file when the release was made: warnings and advice, since errors stop a build.

    `entity` is the IRI of what it is about, empty where it is about the file alone; `line` and `column` count from 1.
    """

    id: str
    rule: str
    level: str
    file: str
    line: int
    column: int
    message: Text
    mend: Text
    entity: str

    @property
    def slug(self) -> str:
        """The name of the file, which is that of the thing that a curator opens."""
        return Path(self.file).stem

    def as_data(self) -> Mapping[str, object]:
        """As plain values."""
        return asdict(self)


def read_findings(path: Path) -> tuple[RecordedFinding, ...]:
    """The findings in a file, in their order. Raises BrokenRelease where it is missing or not one."""
    try:
        values = json.loads(path.read_text("utf-8"))
        return tuple(
            RecordedFinding(
                id=one["id"],
                rule=one["rule"],
                level=one["level"],
                file=one["place"]["file"],
                line=one["place"]["line"],
                column=one["place"]["column"],
                message=Text(**one["message"]),
                mend=Text(**one["mend"]),
                entity=one["entity"] or "",
            )
            for one in values
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BrokenRelease(_NONE.filled({"path": path, "error": error})) from error
