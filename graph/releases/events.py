"""The log of a folder of releases: which was in service since when. Releases come back, so manifests cannot tell."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

NAME = "events.jsonl"


class What(StrEnum):
    """`kept` marks a release that is never pruned; the first two put one into service."""

    PUBLISHED = "published"
    ROLLED_BACK = "rolled-back"
    KEPT = "kept"
    PRUNED = "pruned"


IN_SERVICE = (What.PUBLISHED, What.ROLLED_BACK)


@dataclass(frozen=True, slots=True)
class Event:
    """`time` is UTC in ISO 8601; `after` is the release that was in service before."""

    time: str
    what: What
    release: str
    after: str | None = None


def now() -> str:
    """The time for an event or a manifest, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_events(folder: Path) -> tuple[Event, ...]:
    """All events, the oldest first. A last line that a crash cut short counts for nothing."""
    path = folder / NAME
    return tuple(_parsed(path.read_text("utf-8").splitlines())) if path.exists() else ()


def append_event(folder: Path, event: Event) -> None:
    """Write one event and have it on disk. The caller holds the folder's lock."""
    path = folder / NAME
    cut = path.exists() and not path.read_bytes().endswith(b"\n")
    with path.open("a", encoding="utf-8") as log:
        log.write(("\n" if cut else "") + json.dumps(asdict(event)) + "\n")
        log.flush()
        os.fsync(log.fileno())


def _parsed(lines: list[str]) -> Iterator[Event]:
    for line in lines:
        try:
            values = json.loads(line)
            yield Event(values["time"], What(values["what"]), values["release"], values["after"])
        except (ValueError, KeyError, TypeError):
            continue
