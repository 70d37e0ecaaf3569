"""What `make bench-edits` measures is what it says: a right source of a thousand triples, edited one word at a time."""

from pathlib import Path

import pyoxigraph as ox

from bench.edits import SLUG, TRIPLES, Edits, said, text_of
from loaders.workbench.judging import Judge
from loaders.workbench.submission import TURTLE, Caps, Submission
from loaders.workspace import Workspace


def test_the_text_is_a_source_of_a_thousand_triples_in_which_there_is_nothing_to_mend(root: Path) -> None:
    workspace = Workspace(root)
    text = text_of(workspace)
    assert sum(1 for _ in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)) == TRIPLES
    findings, path = Judge(workspace, Caps()).judge(Submission(text.encode(), TURTLE, "data.ttl", "en", "json"))
    assert path == f"graph/data/sources/2026/{SLUG}.ttl"
    assert [one.message.en for one in findings if one.level == "error"] == []


def test_ninety_five_of_a_hundred_edits_are_as_fast_as_is_said() -> None:
    edits = Edits(tuple(number / 1000 for number in range(100, 0, -1)), 0.05)
    assert edits.p95 == 0.096
    assert "96 ms at p95, 100 ms at most; 50 ms of processor time" in said(edits)
