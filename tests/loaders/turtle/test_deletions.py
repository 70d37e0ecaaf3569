"""Every token of forty files deleted in turn: the fault stands in the line of the token that is missing.

Where the token was all that its line held, the line is gone with it: then the lines beside the gap are right too.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

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


def our_line(text: str) -> int | None:
    faults = parse(text, "damaged.ttl").faults
    return faults[0].place.line if faults else None


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
            ours, theirs = our_line(damaged), their_line(damaged)
            if ours is None and theirs is not None:
                overlooked.append((token.text, theirs))
            if ours is None or theirs is None:
                continue
            total += 1
            lines = right_lines(text, token)
            right["ours"] += ours in lines
            right["theirs"] += theirs in lines
            right["ours, in the very line"] += ours == token.line
            right["theirs, in the very line"] += theirs == token.line
    print(f"\n{total} deletions in {len(files)} files: {dict(right)}")
    assert len(files) == FILES
    assert overlooked == []
    assert right["ours"] >= 0.95 * total
    assert right["ours"] >= right["theirs"]
    assert right["ours, in the very line"] >= right["theirs, in the very line"]
