"""Findings in print: for people with the line and a caret, for programs as JSON."""

import json
import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from loaders.findings import Finding, Level, Place, Text
from loaders.turtle.tokens import LINE_END

WIDTH = 80
INDENT = "    "
_COMMAND = re.compile(r"andromede [a-z]+ \S+")
_GLUE = "\ue000"
_LEVELS: Mapping[Level, Text] = {
    Level.ERROR: Text("erreur", "error"),
    Level.WARNING: Text("avertissement", "warning"),
    Level.ADVICE: Text("conseil", "advice"),
}
_PLURALS: Mapping[Level, Text] = {
    Level.ERROR: Text("erreurs", "errors"),
    Level.WARNING: Text("avertissements", "warnings"),
    Level.ADVICE: Text("conseils", "advices"),
}
_ALSO = Text("aussi", "also")
_NONE = Text("Rien à corriger.", "Nothing to mend.")

Report = Callable[[Sequence[Finding], Path, str], str]


def as_text(findings: Sequence[Finding], root: Path, language: str) -> str:
    """Each finding with its line, a caret under its token, and how to mend it; a count at the end.

    Lines are read from the files under `root`; no line of the report is wider than 80 columns but for names of files.
    """
    lines = _Lines(root)
    blocks = [_block(finding, lines, language) for finding in findings]
    return "\n\n".join([*blocks, _summary(findings, language)]) + "\n"


def as_json(findings: Sequence[Finding], root: Path, language: str) -> str:  # noqa: ARG001 - both languages, no lines
    """A list of findings with all that they hold, in both languages."""
    return json.dumps([as_data(finding) for finding in findings], ensure_ascii=False, indent=1) + "\n"


def as_data(finding: Finding) -> dict[str, object]:
    """A finding as plain values, with its stable identifier."""
    return {"id": finding.identifier, **asdict(finding)}


FORMATS: Mapping[str, Report] = {"text": as_text, "json": as_json}


def _block(finding: Finding, lines: "_Lines", language: str) -> str:
    place = finding.place
    level = _LEVELS[finding.level].in_language(language)
    parts = [f"{place.file}:{place.line}:{place.column}: {level} ({finding.rule})"]
    parts += _wrapped("  ", finding.message.in_language(language))
    parts += lines.excerpt(place)
    parts += _wrapped("  → ", finding.mend.in_language(language))
    also = _ALSO.in_language(language)
    parts += [f"  {also} {other.file}:{other.line}:{other.column}" for other in finding.related]
    return "\n".join(parts)


def _wrapped(start: str, text: str) -> list[str]:
    # Addresses, names and commands are never cut: they are there to be copied.
    whole = _COMMAND.sub(lambda command: command[0].replace(" ", _GLUE), text)
    lines = textwrap.wrap(
        whole,
        WIDTH,
        initial_indent=start,
        subsequent_indent=" " * len(start),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_GLUE, " ") for line in lines]


def _summary(findings: Iterable[Finding], language: str) -> str:
    levels = [finding.level for finding in findings]
    counts = [(level, levels.count(level)) for level in Level if level in levels]
    said = [f"{n} {(_PLURALS if n > 1 else _LEVELS)[level].in_language(language)}" for level, n in counts]
    return ", ".join(said) + "." if said else _NONE.in_language(language)


class _Lines:
    """The lines of the files, each file read once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.by_file: dict[str, list[str]] = {}

    def excerpt(self, place: Place) -> list[str]:
        """The line of a place with a caret below its token; nothing where there is no such line, or it is empty."""
        lines = self.of(place.file)
        if place.line > len(lines) or not lines[place.line - 1].strip():
            return []
        line = "".join(map(_visible, lines[place.line - 1]))
        start = place.column - 1
        end = place.end_column - 1 if place.end_line == place.line else len(line)
        length = max(1, end - start)
        left, shown = _window(line, start, WIDTH - len(INDENT))
        before = line[left:start]
        caret = " " * _columns(before) + "^" * max(
            1, _columns(line[start : start + length][: len(shown) - len(before)])
        )
        return [INDENT + shown, INDENT + caret[: WIDTH - len(INDENT)]]

    def of(self, file: str) -> list[str]:
        if file not in self.by_file:
            path = self.root / file
            text = path.read_bytes().decode(errors="replace") if path.is_file() else ""
            self.by_file[file] = LINE_END.split(text)
        return self.by_file[file]


def _window(line: str, start: int, width: int) -> tuple[int, str]:
    """The part of a line that fits, with the token in it: from its beginning, or else with the token in the middle."""
    indent = len(line) - len(line.lstrip())
    left = indent if _columns(line[indent : start + 1]) <= width * 3 // 4 else max(indent, start - width // 2)
    shown = line[left:].rstrip()
    while _columns(shown) > width:
        shown = shown[: min(len(shown) - 1, width)]
    return left, shown


def _visible(character: str) -> str:
    """One character for one: what would move the caret or hide is shown as a dot."""
    if character == "\t":
        return " "
    return character if character.isprintable() else "·"


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes: wide characters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text
    )
