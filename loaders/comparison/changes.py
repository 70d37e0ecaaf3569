"""What changed between two editions, as plain values: things with what became of them, and answers."""

from dataclasses import dataclass
from enum import StrEnum


class What(StrEnum):
    """What became of a thing."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    OPENED = "opened"  # a dispute
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class Detail:
    """A property and its values before and after; what stayed is in neither."""

    name: str
    old: tuple[str, ...]
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed; `sources` are the titles of the documents that it rests on, after or else before."""

    what: What
    iri: str
    label: str
    details: tuple[Detail, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A question and the rows that its answer gained and lost."""

    name: str
    title: str
    gained: tuple[tuple[str, ...], ...]
    lost: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that changed, each list in the order of labels. `answers` is None where questions were not asked."""

    old: str
    new: str
    entities: tuple[Change, ...]
    sources: tuple[Change, ...]
    facts: tuple[Change, ...]
    answers: tuple[Answer, ...] | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.entities or self.sources or self.facts or self.answers)
