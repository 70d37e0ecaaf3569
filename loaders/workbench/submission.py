"""What is handed over to be judged, what it may be at most, and how it travels to a worker and back."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from struct import Struct
from typing import Any

from graph.workers.limits import KILOBYTE, MEGABYTE
from loaders.findings import Text

# What findings in the shapes of a stranger give as their file.
SHAPES_FILE = "shapes"
LENGTHS = Struct("<III")
# The syntaxes that are read, by the names that travel.
TURTLE, TRIG, N_TRIPLES, N_QUADS = "turtle", "trig", "n-triples", "n-quads"
JSON_LD, RDF_XML = "json-ld", "rdf-xml"
SYNTAXES = (TURTLE, TRIG, N_TRIPLES, N_QUADS, JSON_LD, RDF_XML)


# What stands after the last finding that is shown.
MORE = (
    Text("Il y a encore {number} constats, qui ne sont pas montrés.", "There are {number} more findings, not shown."),
    Text("Corrigez ceux-ci d’abord.", "Mend these first."),
)


@dataclass(frozen=True, slots=True)
class Caps:
    """What one text may be at most; the same for the shapes that come with it. `memory` counts what our own data takes
    in a worker too."""

    size: int = MEGABYTE
    triples: int = 20_000
    depth: int = 100
    findings: int = 500
    seconds: float = 10.0
    memory: int = 768 * MEGABYTE

    @property
    def kilobytes(self) -> int:
        return self.size // KILOBYTE

    @property
    def megabytes(self) -> int:
        return self.memory // MEGABYTE


@dataclass(frozen=True, slots=True)
class Submission:
    """A text, and the shapes that it is held against where they are not ours.

    `file` is the name that findings give it; that of a curated file has it judged as one.
    """

    data: bytes
    syntax: str
    file: str
    language: str
    report: str
    shapes: bytes | None = None
    shapes_syntax: str = TURTLE

    @property
    def frame(self) -> bytes:
        shapes = self.shapes or b""
        words = [self.syntax, self.file, self.language, self.report, self.shapes is not None, self.shapes_syntax]
        head = json.dumps(words).encode()
        return LENGTHS.pack(len(head), len(self.data), len(shapes)) + head + self.data + shapes


def length_after(header: bytes) -> int:
    """How many bytes follow the header of a frame."""
    return sum(LENGTHS.unpack(header))


def submission_of(header: bytes, body: bytes) -> Submission:
    head, data, _ = LENGTHS.unpack(header)
    syntax, file, language, report, has_shapes, shapes_syntax = json.loads(body[:head])
    shapes = body[head + data :] if has_shapes else None
    return Submission(body[head : head + data], syntax, file, language, report, shapes, shapes_syntax)


class Unreadable(Exception):
    """A text that is not judged at all: it would cost too much, or asks for what is never done. `str()` is its code."""

    def __init__(self, code: str, detail: Text, members: Mapping[str, Any] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.members = dict(members or {})


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to a submission: a report, or why there is none. `errors` counts the findings that are errors."""

    body: bytes
    findings: int = 0
    errors: int = 0
    checked_as: str = ""
    refusal: Unreadable | None = None

    @property
    def frame(self) -> bytes:
        told = self.refusal and {"code": self.refusal.code, **asdict(self.refusal.detail), **self.refusal.members}
        head = json.dumps([self.findings, self.errors, self.checked_as, told])
        return head.encode() + b"\n" + self.body


def verdict_of(frame: bytes) -> Verdict:
    """Raises Unreadable where the text was refused."""
    head, _, body = frame.partition(b"\n")
    findings, errors, checked_as, told = json.loads(head)
    if told:
        raise Unreadable(told.pop("code"), Text(told.pop("fr"), told.pop("en")), told)
    return Verdict(body, findings, errors, checked_as)
