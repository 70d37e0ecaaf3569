"""Every token of forty files deleted in turn: the fault stands where the token is missing.

Its line is right, and the lines beside it too where the token was all that its line held. Its column is right anywhere
between what stands before and behind the gap.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from loaders.findings import Place
from loaders.turtle import parse
from loaders.turtle.tokens import Source, Token, split

FILES = 40
# Short ones: each token costs a reading of its file.
LONGEST = 2500


@pytest.fixture(scope="module")
def files(root: Path) -> list[str]:
    """Curated files, every so many of those that are short, so that they are of all kinds and years."""
    found = [path for path in sorted((root / "graph/data").rglob("*.ttl")) if path.stat().st_size < LONGEST]
    return [path.read_text("utf-8") for path in found[:: len(found) // FILES][:FILES]]


def without_each_token(text: str) -> Iterator[tuple[Token, str]]:
    tokens, _ = split(Source(text, "whole.ttl"))
    for token in tokens[:-1]:
        yield token, text[: token.start] + text[token.end :]


def right_lines(text: str, token: Token) -> set[int]:
    """Where a fault about a missing token may stand."""
    lines = text.split("\n")
    if lines[token.line - 1].strip() != token.text:
        return {token.line}
    written = [number for number, line in enumerate(lines, 1) if line.strip() and number != token.line]
    above = max((number for number in written if number < token.line), default=token.line)
    below = min((number for number in written if number > token.line), default=token.line)
    return {above, token.line, below}


def our_place(text: str) -> Place | None:
    faults = parse(text, "damaged.ttl").faults
    return faults[0].place if faults else None


def is_in_gap(place: Place, token: Token, damaged: str) -> bool:
    """Whether nothing but space lies between a place and where the token was."""
    source = Source(damaged, "damaged.ttl")
    at = source.line_starts[place.line - 1] + place.column - 1
    between = damaged[min(at, token.start) : max(at, token.start)]
    return not between.strip()


def their_line(text: str) -> int | None:
    try:
        list(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        return error.lineno
    return None


def test_a_deleted_token_is_missed_in_its_line_and_never_later_than_pyoxigraph_misses_it(files: list[str]) -> None:
    right: Counter[str] = Counter()
    total = 0
    overlooked = []
    for text in files:
        for token, damaged in without_each_token(text):
            place, theirs = our_place(damaged), their_line(damaged)
            if place is None and theirs is not None:
                overlooked.append((token.text, theirs))
            if place is None or theirs is None:
                continue
            total += 1
            lines = right_lines(text, token)
            right["ours"] += place.line in lines
            right["theirs"] += theirs in lines
            right["ours, in the very line"] += place.line == token.line
            right["theirs alone, in the very line"] += theirs == token.line != place.line
            right["ours, in the gap"] += is_in_gap(place, token, damaged)
            right["theirs, in the very line"] += theirs == token.line
    print(f"\n{total} deletions in {len(files)} files: {dict(right)}")
    assert len(files) == FILES
    assert overlooked == []
    assert right["ours"] == total
    assert right["ours, in the very line"] >= 0.95 * total
    assert right["ours, in the gap"] >= 0.95 * total
    assert right["theirs alone, in the very line"] == 0
