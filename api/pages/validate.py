"""The page of the workbench: a form, and below it the text with its findings between the lines."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.pages.frame import Frame
from api.pages.typography import number
from api.pages.words import Words
from graph.names import href_of
from loaders.findings import page_of
from loaders.turtle.tokens import LINE_END
from loaders.workbench.submission import SHAPES_FILE, Caps, Submission, Verdict
from loaders.workbench.syntaxes import NAMES

# What a browser lays out at once: of a longer text, lines far from any finding are left out.
LINES_SHOWN = 2_000
LINES_AROUND = 3
EXAMPLE = """@prefix andro: <https://w3id.org/andromede/ontology#> .
@prefix id: <https://w3id.org/andromede/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://example.org/cloud>
    a andro:Compagny ;
    rdfs:label "Example Cloud"@en ;
    andro:date "2024-02-30"^^xsd:date
    .
"""


@dataclass(frozen=True, slots=True)
class Told:
    """One finding as people read it. `href` leads to what is said of the rule, where it is one of ours with a page."""

    level: str
    rule: str
    message: str
    mend: str
    line: int
    column: int
    file: str
    href: str


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a line, marked where a finding points at it."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Line:
    """`number` is 0 for lines that are left out."""

    number: int
    parts: tuple[Part, ...]
    findings: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """The answer: how much was found, the text with it, and what was found in the shapes and in other files of ours."""

    summary: str
    checked_as: str
    lines: tuple[Line, ...]
    shapes: tuple[Told, ...]
    beside: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class ValidatePage:
    frame: Frame
    caps: Caps
    text: str = EXAMPLE
    shapes: str = ""
    syntax: str = ""
    name: str = ""
    judged: Judged | None = None
    problem: Mapping[str, Any] | None = None

    @classmethod
    def after(
        cls,
        frame: Frame,
        caps: Caps,
        submission: Submission | None,
        outcome: Judged | None,
        problem: Mapping[str, Any] | None,
    ) -> "ValidatePage":
        """With what was handed over put back into the form, as far as it could be read."""
        if submission is None:
            return cls(frame, caps, "", problem=problem)
        text, shapes = (part.decode(errors="replace") for part in (submission.data, submission.shapes or b""))
        name = "" if submission.file.startswith("data.") else submission.file
        return cls(frame, caps, text, shapes, submission.syntax, name, outcome, problem)

    @property
    def syntaxes(self) -> Mapping[str, str]:
        """By what a form sends, the name that people know."""
        return NAMES

    @property
    def kilobytes(self) -> str:
        return number(str(self.caps.kilobytes), self.frame.language)

    @property
    def triples(self) -> str:
        return number(str(self.caps.triples), self.frame.language)


def judged(submission: Submission, verdict: Verdict, findings: Sequence[Mapping[str, Any]], words: Words) -> Judged:
    """The text with its findings between the lines, in the language of the words."""
    by_line: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    elsewhere = []
    ours = submission.shapes is None
    for finding in findings:
        if finding["place"]["file"] == submission.file:
            by_line[finding["place"]["line"]].append(finding)
        else:
            elsewhere.append(_told(finding, words, ours))
    text = LINE_END.split(submission.data.decode(errors="replace"))
    shown = _shown(len(text), by_line)
    lines = tuple(_line(at, text[at - 1] if at else "", by_line.get(at, ()), words, ours) for at in shown)
    summary = words.count("validate.found", verdict.findings) if verdict.findings else words("validate.none")
    shapes, beside = (
        tuple(one for one in elsewhere if (one.file == SHAPES_FILE) is wanted) for wanted in (True, False)
    )
    return Judged(summary, verdict.checked_as, lines, shapes, beside)


def _shown(total: int, faulty: Mapping[int, object]) -> list[int]:
    """The numbers of the lines that are shown, 0 where some are left out."""
    if total <= LINES_SHOWN:
        return list(range(1, total + 1))
    near = {at for line in faulty for at in range(line - LINES_AROUND, line + LINES_AROUND + 1) if 0 < at <= total}
    shown: list[int] = []
    for at in sorted(near):
        if at - 1 != (shown[-1] if shown else 0):
            shown.append(0)
        shown.append(at)
    return shown


def _line(at: int, text: str, findings: Sequence[Mapping[str, Any]], words: Words, ours: bool) -> Line:
    parts = _parts(text, [finding["place"] for finding in findings])
    return Line(at, parts, tuple(_told(one, words, ours) for one in findings))


def _parts(text: str, places: Sequence[Mapping[str, int]]) -> tuple[Part, ...]:
    marked = [False] * len(text)
    for place in places:
        end = place["end_column"] - 1 if place["end_line"] == place["line"] else len(text)
        for at in range(place["column"] - 1, min(end, len(text))):
            marked[at] = True
    parts: list[Part] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or marked[at] != marked[start]:
            parts.append(Part(text[start:at], marked[start]))
            start = at
    return tuple(parts)


def _told(finding: Mapping[str, Any], words: Words, ours: bool) -> Told:
    place, language = finding["place"], words.language
    return Told(
        finding["level"],
        finding["rule"],
        finding["message"][language],
        finding["mend"][language],
        place["line"],
        place["column"],
        place["file"],
        href_of(page_of(finding["rule"])) if ours else "",
    )
