"""Every row of the corpus of cited facts is accounted for once, and every claim of its sources comes from a row."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from loaders.turtle import parse
from loaders.workspace import Workspace
from ontology import ID

LEFT_OUT = "left out: "
MERGED = "merged into "
# A reason or a property in words may follow the names: "merged into id:rgpd (andro:celex)".
ASIDE = re.compile(r" \([^()]*\)$")
MOST_LEFT_OUT = 0.03


@dataclass(frozen=True, slots=True)
class Line:
    """Where one row of the corpus went."""

    row: int
    source: str
    outcome: str

    @property
    def left_out(self) -> bool:
        """Whether the graph does not hold it; the outcome then gives the reason."""
        return self.outcome.startswith(LEFT_OUT)

    @property
    def names(self) -> list[str]:
        """Claims of the source by name, and `id:` with a slug for what stands on an entity."""
        return [] if self.left_out else ASIDE.sub("", self.outcome).removeprefix(MERGED).split()


@pytest.fixture(scope="module")
def lines(root: Path) -> list[Line]:
    """The accounting, line by line."""
    head, *rows = (root / "docs/corpus-accounting.tsv").read_text(encoding="utf-8").splitlines()
    assert head.split("\t") == ["n", "source", "outcome"]
    return [Line(int(row), source, outcome) for row, source, outcome in (line.split("\t") for line in rows)]


@pytest.fixture(scope="module")
def claims(root: Path) -> dict[str, set[str]]:
    """The names of the claims of each source file."""
    found: dict[str, set[str]] = {}
    for path in (root / "graph/data/sources").glob("*/*.ttl"):
        start = f"{ID}{path.stem}#"
        triples = parse(path.read_text(encoding="utf-8"), path.name).triples
        subjects = {str(positioned.triple.subject).strip("<>") for positioned in triples}
        found[path.stem] = {name.removeprefix(start) for name in subjects if name.startswith(start)}
    return found


@pytest.fixture(scope="module")
def rows(shared: Path) -> dict[int, str]:
    """The source of each row of the corpus."""
    with (shared / "corpus/claims.jsonl").open(encoding="utf-8") as file:
        return {row["n"]: row["src"] for row in map(json.loads, file)}


def test_every_row_of_the_corpus_has_one_line_with_its_source(lines: list[Line], rows: dict[int, str]) -> None:
    told = Counter((line.row, line.source) for line in lines)
    assert [pair for pair, times in told.items() if times > 1] == []
    assert set(told) == set(rows.items())


def test_the_lines_stand_by_the_number_of_the_row(lines: list[Line]) -> None:
    assert [line.row for line in lines] == sorted(line.row for line in lines)


def test_a_line_names_what_holds_the_row_or_gives_a_reason(lines: list[Line]) -> None:
    reasons = [line for line in lines if line.left_out and not line.outcome.removeprefix(LEFT_OUT).strip()]
    assert [line for line in lines if not line.left_out and not line.names] + reasons == []


def test_few_rows_were_left_out(lines: list[Line]) -> None:
    assert sum(line.left_out for line in lines) <= MOST_LEFT_OUT * len(lines)


def test_what_a_line_names_stands_in_the_graph(lines: list[Line], claims: dict[str, set[str]], root: Path) -> None:
    slugs = {file.slug for file in Workspace(root).files()}
    lost = [
        (line.row, name)
        for line in lines
        for name in line.names
        if (name.removeprefix("id:") not in slugs if name.startswith("id:") else name not in claims[line.source])
    ]
    assert lost == []


def test_every_claim_of_a_source_of_the_corpus_comes_from_a_row(
    lines: list[Line], claims: dict[str, set[str]], shared: Path
) -> None:
    # The founding texts say more than their rows: seeds-accounting.tsv holds them sentence by sentence.
    with (shared / "corpus/sources.jsonl").open(encoding="utf-8") as file:
        founding = {record["id"] for record in map(json.loads, file) if record.get("founding_text")}
    told: dict[str, set[str]] = {}
    for line in lines:
        told.setdefault(line.source, set()).update(line.names)
    corpus = told.keys() - founding
    assert corpus
    assert [(source, name) for source in corpus for name in claims.get(source, set()) - told[source]] == []
