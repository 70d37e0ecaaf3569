"""Findings in print: for people with the line and a caret, for programs as JSON; and the table of all forms."""

import json
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType

from loaders.findings import Finding, Text
from loaders.reports.annotations import as_annotations
from loaders.reports.excerpts import WIDTH, Lines
from loaders.reports.levels import count, noun
from loaders.reports.page import as_html
from loaders.reports.sarif import as_sarif
from loaders.reports.validation_report import as_turtle

_COMMAND = re.compile(r"andromede [a-z]+ \S+")
_GLUE = "\ue000"
_ALSO = Text("aussi", "also")

Report = Callable[[Sequence[Finding], Path, str], str]


def as_text(
    findings: Sequence[Finding], root: Path, language: str, texts: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Each finding with its line, a caret under its token, and how to mend it; a count at the end.

    Lines are read from `texts` by the name of their file, or else from the files under `root`; no line of the report
    is wider than 80 columns but for names of files.
    """
    lines = Lines(root, texts)
    blocks = [_block(finding, lines, language) for finding in findings]
    return "\n\n".join([*blocks, count(findings, language)]) + "\n"


def as_json(findings: Sequence[Finding], root: Path, language: str) -> str:  # noqa: ARG001 - both languages, no lines
    """A list of findings with all that they hold, in both languages."""
    return json.dumps([as_data(finding) for finding in findings], ensure_ascii=False, indent=1) + "\n"


def as_data(finding: Finding) -> dict[str, object]:
    """A finding as plain values, with its stable identifier."""
    return {"id": finding.identifier, **asdict(finding)}


FORMATS: Mapping[str, Report] = {
    "text": as_text,
    "json": as_json,
    "sarif": as_sarif,
    "github": as_annotations,
    "turtle": as_turtle,
    "html": as_html,
}


def _block(finding: Finding, lines: "Lines", language: str) -> str:
    place = finding.place
    level = noun(finding.level, 1, language)
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
