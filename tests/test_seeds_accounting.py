"""Every sentence of the founding texts and every corpus row on them is accounted for, and so is every claim."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from loaders.turtle import parse
from ontology import ID

TEXTS = {
    "000": "2014/silicon-2014-01-nfi-affute-plan-cloud",
    "001": "2014/itespresso-2014-01-preconisations-breton-klaba",
    "002": "2021/ovhcloud-2021-11-cedric-o-strategie-cloud",
    "003": "2022/societe-com-2022-09-13-volte-face",
    "004": "2012/lemondeinformatique-2012-10-pellerin-defend",
}
COLUMNS = ["text", "unit", "content", "claims"]
NONE = "none:"
FURNITURE = f"{NONE} page furniture"
# From one of these lines on, and on a line of publication without a name, a text is the page's and not the author's.
FOOT = re.compile(r"^(?:Voir aussi|Quiz :|Les dernières actualités).*", re.MULTILINE | re.DOTALL)
IMPRINT = re.compile(r"^Publié par .*$", re.MULTILINE)
SENTENCE_END = re.compile(r"(?<=[.!?…])[\s»”]+(?=[A-ZÀ-Ý«(])")
# The shortest text has eight: a file that is cut off must not make the counts agree.
FEWEST_SENTENCES = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the accounting: a sentence of a text, or a row of the corpus where the unit is its number."""

    text: str
    unit: str
    content: str
    claims: str

    @property
    def is_row(self) -> bool:
        """A row of the corpus; every other unit is a place in the text."""
        return self.unit.isdigit()

    @property
    def names(self) -> list[str]:
        """The claims that hold it, none where the line gives a reason instead."""
        return [] if self.claims.startswith(NONE) else self.claims.split()


@pytest.fixture(scope="module")
def lines(root: Path) -> list[Line]:
    """The accounting, line by line."""
    head, *rows = (root / "docs/seeds-accounting.tsv").read_text(encoding="utf-8").splitlines()
    assert head.split("\t") == COLUMNS
    return [Line(*row.split("\t")) for row in rows]


def claims_of(root: Path, text: str) -> dict[str, set[str]]:
    """The claims of a text's source file, each with its locators written as the accounting writes its units."""
    path = root / "graph/data/sources" / f"{TEXTS[text]}.ttl"
    start = f"{ID}{path.stem}#"
    found: dict[str, set[str]] = {}
    for positioned in parse(path.read_text(encoding="utf-8"), path.name).triples:
        subject, predicate, thing = positioned.triple
        if subject.value.startswith(start):
            units = found.setdefault(subject.value.removeprefix(start), set())
            if predicate.value.endswith("#locator"):
                units.add(thing.value.replace(", sentence ", "."))
    return found


def sentences(words: str) -> list[str]:
    """The sentences, headings and titles of a founding text, without what belongs to the page."""
    body = IMPRINT.sub("", FOOT.sub("", words))
    return [part for line in body.splitlines() if line.strip() for part in SENTENCE_END.split(line.strip())]


def test_a_line_names_claims_or_gives_a_reason(lines: list[Line]) -> None:
    empty = [line for line in lines if not line.names and not line.claims.removeprefix(NONE).strip()]
    assert not empty, "write the claims, or none: and why"


def test_no_unit_of_a_text_is_accounted_for_twice(lines: list[Line]) -> None:
    twice = [unit for unit, times in Counter((line.text, line.unit) for line in lines).items() if times > 1]
    assert not twice


def test_the_lines_stand_by_text(lines: list[Line]) -> None:
    assert [line.text for line in lines] == sorted(line.text for line in lines)


@pytest.mark.parametrize("text", TEXTS)
def test_every_claim_that_a_line_names_is_in_the_source_of_its_text(text: str, root: Path, lines: list[Line]) -> None:
    named = {name for line in lines if line.text == text for name in line.names}
    assert named <= claims_of(root, text).keys()


@pytest.mark.parametrize("text", TEXTS)
def test_a_claim_is_named_by_those_sentences_that_its_locators_give(text: str, root: Path, lines: list[Line]) -> None:
    located = {(name, unit) for name, units in claims_of(root, text).items() for unit in units}
    told = {(name, line.unit) for line in lines if line.text == text and not line.is_row for name in line.names}
    assert located
    assert told == located


@pytest.mark.parametrize("text", TEXTS)
def test_every_claim_has_a_locator_and_so_a_sentence(text: str, root: Path) -> None:
    assert [name for name, units in claims_of(root, text).items() if not units] == []


@pytest.mark.parametrize("text", TEXTS)
def test_every_sentence_of_a_founding_text_has_its_line(text: str, shared: Path, lines: list[Line]) -> None:
    (path,) = (shared / "seeds").glob(f"{text}_*.txt")
    counted = sentences(path.read_text(encoding="utf-8"))
    units = [line.unit for line in lines if line.text == text and not line.is_row and FURNITURE not in line.claims]
    assert len(counted) >= FEWEST_SENTENCES
    assert len(units) == len(counted), "\n".join(counted)


def test_every_row_of_the_corpus_on_the_founding_texts_has_its_line(shared: Path, lines: list[Line]) -> None:
    text_of = {path.rpartition("/")[2]: text for text, path in TEXTS.items()}
    with (shared / "corpus/claims.jsonl").open(encoding="utf-8") as file:
        rows = [json.loads(row) for row in file]
    on_them = {(text_of[row["src"]], str(row["n"])) for row in rows if row["src"] in text_of}
    assert on_them
    assert {(line.text, line.unit) for line in lines if line.is_row} == on_them
