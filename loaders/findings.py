"""A finding: what is wrong in a curated file, where, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256

from ontology import RULES, SHAPES
from ontology.text import Text as Text


class Level(StrEnum):
    """Errors stop a build; warnings and advice do not."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a file. Lines and columns count from 1, columns in code points, `end_column` is exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """`rule` is a stable name (syntax/…, term/…, name/…, a shape's local name, a rule's file name)."""

    rule: str
    level: Level
    place: Place
    message: Text
    mend: Text
    entity: str | None = None
    label: str | None = None
    nearest: str | None = None
    related: tuple[Place, ...] = field(default=())

    @property
    def identifier(self) -> str:
        """Stable while the mistake stands, wherever its line moves."""
        identity = "\n".join((self.rule, self.place.file, self.entity or "", self.message.en))
        return sha256(identity.encode()).hexdigest()[:16]


def page_of(rule: str) -> str:
    """The address that says what a code means. The codes of shapes, named after a kind, begin with a capital."""
    return (SHAPES if rule[:1].isupper() else RULES) + rule


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """By file, then by place, then by rule; each once."""
    unique = {(finding.identifier, finding.place): finding for finding in findings}
    return sorted(unique.values(), key=lambda f: (f.place.file, f.place.line, f.place.column, f.rule))
