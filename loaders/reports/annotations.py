"""Findings as the workflow commands by which GitHub marks the lines of a pull request.

https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from loaders.findings import Finding, Level, Text
from loaders.reports.levels import noun

# GitHub shows no more of each level in a step; the others would be lost without a word.
SHOWN = 10
COMMANDS: Mapping[Level, str] = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "notice"}
_MORE = Text(
    "Et {number} {noun} de plus. Pour tout voir : andromede validate",
    "And {number} more {noun}. To see all: andromede validate",
)


def as_annotations(findings: Sequence[Finding], root: Path, language: str) -> str:  # noqa: ARG001 - paths stay relative
    """Of each level, the gravest first, ten findings and the number of the others."""
    lines: list[str] = []
    for level in Level:
        of_level = [finding for finding in findings if finding.level is level]
        lines += [_command(finding, language) for finding in of_level[:SHOWN]]
        if (more := len(of_level) - SHOWN) > 0:
            words = {"number": str(more), "noun": noun(level, more, language)}
            lines.append(_MORE.filled(words).in_language(language))
    return "".join(f"{line}\n" for line in lines)


def _command(finding: Finding, language: str) -> str:
    place = finding.place
    values = {"file": place.file, "line": place.line, "endLine": place.end_line, "col": place.column}
    if place.end_line == place.line:
        values["endColumn"] = place.end_column
    values["title"] = finding.rule
    text = f"{finding.message.in_language(language)}\n{finding.mend.in_language(language)}".strip()
    written = ",".join(f"{name}={_value(str(value))}" for name, value in values.items())
    return f"::{COMMANDS[finding.level]} {written}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
