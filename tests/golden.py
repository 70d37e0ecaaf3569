"""Golden pairs: a right example, wrong ones one change away from it, and beside each the findings approved for it."""

from collections.abc import Iterable
from difflib import ndiff
from pathlib import Path

from loaders.findings import Finding


def case(file: Path) -> str:
    """What a test is called that is about this example."""
    return f"{file.parent.name}/{file.stem}"


def approved(file: Path) -> str:
    return file.with_suffix(".approved").read_text("utf-8")


def told(findings: Iterable[Finding]) -> str:
    """Findings as the files of approved ones hold them: place, level, and both sentences."""
    return "\n".join(
        f"{finding.rule} {finding.place.line}:{finding.place.column} {finding.level}\n"
        f"{finding.message.fr} {finding.mend.fr}\n{finding.message.en} {finding.mend.en}\n"
        for finding in findings
    )


def changed_lines(file: Path) -> list[str]:
    """The lines by which a wrong example differs from the right one beside it, prefixes aside."""
    before, after = (one.read_text("utf-8").splitlines() for one in (file.with_name("valid.ttl"), file))
    return [line for line in ndiff(before, after) if line[0] in "+-" and "@prefix" not in line]
