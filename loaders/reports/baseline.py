"""The baseline: findings that are known and not yet mended, so that only new ones stop anybody. It may only shrink."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from loaders.findings import Finding, Text

_HEAD = "# Known findings: identifier, number, rule, file. Written by andromede validate --all --update-baseline.\n"
GREW = Text(
    "La liste des constats connus ne peut que diminuer ; {number} de plus : corrigez-les d’abord.",
    "The list of known findings may only shrink; {number} more: mend them first.",
)
WRONG = Text(
    "{file}:{line} : « identifiant nombre règle fichier » est attendu.",
    "{file}:{line}: “identifier number rule file” is expected.",
)
MISSING = Text(
    "Il n’y a pas de liste {file} : la première fois, andromede validate --all --baseline {file} --update-baseline",
    "There is no list {file}: the first time, andromede validate --all --baseline {file} --update-baseline",
)


class BaselineError(ValueError):
    """A baseline that cannot be read, or would grow; `text` says so in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True)
class Baseline:
    """How often each finding is known, by its identifier."""

    known: Counter[str]

    def new(self, findings: Sequence[Finding]) -> list[Finding]:
        """The findings beyond those that are known, in their order."""
        left = Counter(self.known)
        told: list[Finding] = []
        for finding in findings:
            if left[finding.identifier] > 0:
                left[finding.identifier] -= 1
            else:
                told.append(finding)
        return told


def read_baseline(path: Path) -> Baseline:
    """The baseline of a file. Raises BaselineError where there is none, or where a line is not one of its own."""
    if not path.exists():
        raise BaselineError(MISSING.filled({"file": str(path)}))
    known: Counter[str] = Counter()
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        words = line.split("\t")
        if len(words) != 4 or not words[1].isdecimal():
            raise BaselineError(WRONG.filled({"file": path.name, "line": str(number)}))
        known[words[0]] += int(words[1])
    return Baseline(known)


def update_baseline(path: Path, findings: Sequence[Finding]) -> None:
    """Keep of the known findings those that still stand; where there is no file yet, all. Raises BaselineError."""
    if path.exists() and (new := read_baseline(path).new(findings)):
        raise BaselineError(GREW.filled({"number": str(len(new))}))
    path.write_text(_HEAD + "".join(_lines(findings)), "utf-8")


def _lines(findings: Iterable[Finding]) -> list[str]:
    counted = Counter((one.place.file, one.rule, one.identifier) for one in findings)
    return [f"{name}\t{number}\t{rule}\t{file}\n" for (file, rule, name), number in sorted(counted.items())]
