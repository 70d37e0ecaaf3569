"""Gathers the golden pairs of the tests into the examples that pages show: what is wrong, what is right, what is said.

python -m loaders.examples        (or `make examples`)
"""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path

from loaders.turtle import read
from ontology import ANDRO, CHECKOUT, HERE, SH, SHAPES, SKOS
from ontology.examples import FILE, Example, Excerpt, written
from ontology.text import Text

TESTS = CHECKOUT / "tests"
_PREFIX = re.compile(r"@prefix .*\n")
_APPROVED = re.compile(r"(?P<name>\S+) (?P<line>\d+):\d+ \w+\n(?P<fr>.*)\n(?P<en>.*)\n?")
_KIND = re.compile(r"^ {4}a (?P<prefix>andro|skos):(?P<kind>\w+) ;$", re.M)

Lines = list[str]


def gathered(tests: Path = TESTS) -> tuple[Example, ...]:
    """The examples of all rules, then those of all shapes, in the order of their files."""
    rules = [one for file in sorted((tests / "rules").glob("*/invalid.*.ttl")) for one in _pair(file, whole=True)]
    shapes = [one for file in sorted((tests / "shapes").glob("*/invalid.*.ttl")) for one in _pair(file, whole=False)]
    return (*rules, *_models(tests / "shapes"), *shapes)


def _pair(file: Path, *, whole: bool) -> Iterator[Example]:
    """The first finding of a wrong file, beside the right one. A rule may concern several subjects, a shape has one."""
    bad, good = _lines(file), _lines(file.with_name("valid.ttl"))
    approved = _APPROVED.match(file.with_suffix(".approved").read_text("utf-8"))
    if approved is None:
        return
    found = int(approved["line"]) - (len(file.read_text("utf-8").splitlines()) - len(bad))
    in_good, in_bad = _changes(good, bad)
    shown_bad = _excerpt(bad, {found, *in_bad}, found, whole=whole)
    shown_good = _excerpt(good, in_good, _facing(good, bad, found), whole=whole)
    yield Example(approved["name"], shown_good, shown_bad, Text(approved["fr"], approved["en"]))


def _models(folder: Path) -> Iterator[Example]:
    """What a thing of each shape looks like; of several in the examples the first."""
    waiting = dict(_shapes_of_classes())
    for file in sorted(folder.glob("*/valid.ttl")):
        for block in "\n".join(_lines(file)).split("\n\n"):
            kind = _KIND.search(block)
            shape = waiting.get({"andro": ANDRO, "skos": SKOS}[kind["prefix"]] + kind["kind"]) if kind else None
            if shape:
                waiting = {one: other for one, other in waiting.items() if other != shape}
                yield Example(shape, Excerpt(block.strip("\n"), ()))


def _shapes_of_classes() -> Iterator[tuple[str, str]]:
    """Each class with the local name of the shape that judges it; a shape may judge several."""
    for file in sorted((HERE / "shapes").glob("*.ttl")):
        for found in read(file).triples:
            if found.path == SH + "targetClass":
                yield found.value.value, found.focus.removeprefix(SHAPES)


def _lines(file: Path) -> Lines:
    """Without the prefixes and the blank line after them."""
    return _PREFIX.sub("", file.read_text("utf-8")).lstrip("\n").splitlines()


def _changes(good: Lines, bad: Lines) -> tuple[set[int], set[int]]:
    changes = [one for one in SequenceMatcher(None, good, bad, autojunk=False).get_opcodes() if one[0] != "equal"]
    return (
        {line + 1 for _, start, end, _, _ in changes for line in range(start, end)},
        {line + 1 for _, _, _, start, end in changes for line in range(start, end)},
    )


def _facing(good: Lines, bad: Lines, found: int) -> int:
    """The line of the right file that stands where the finding stands in the wrong one."""
    faced: Mapping[int, int] = {
        there + step + 1: here + step + 1
        for here, there, size in SequenceMatcher(None, good, bad, autojunk=False).get_matching_blocks()
        for step in range(size)
    }
    return next((faced[line] for line in range(found, 0, -1) if line in faced), 1)


def _excerpt(lines: Lines, marked: set[int], around: int, *, whole: bool) -> Excerpt:
    start, end = (0, len(lines)) if whole else _block(lines, around)
    chosen = tuple(sorted(line - start for line in marked if start < line <= end))
    return Excerpt("\n".join(lines[start:end]), chosen)


def _block(lines: Lines, around: int) -> tuple[int, int]:
    """The lines of one subject: from one empty line to the next."""
    start = next((n for n in range(around - 1, 0, -1) if not lines[n - 1]), 0)
    return start, next((n for n in range(around, len(lines)) if not lines[n]), len(lines))


if __name__ == "__main__":
    FILE.write_text(written(gathered()), "utf-8")
