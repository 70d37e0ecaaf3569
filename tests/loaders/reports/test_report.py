"""Findings in print: the line, the caret under its token, the width of a terminal."""

import json
from pathlib import Path

import pytest

from loaders.findings import Finding, Level, Place, Text
from loaders.reports.report import as_json, as_text

FILE = "graph/data/sources/2015/a.ttl"


def finding(line: int, column: int, end: int, level: Level = Level.ERROR, words: str = "words") -> Finding:
    place = Place(FILE, line, column, line, end)
    return Finding("term/x", level, place, Text("Phrase.", f"Sentence of {words}."), Text("Ainsi.", "So."))


def folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / FILE).parent.mkdir(parents=True)
    (tmp_path / FILE).write_bytes(text.encode())
    return tmp_path


def test_a_finding_shows_its_place_its_line_and_how_to_mend_it(tmp_path: Path) -> None:
    root = folder(tmp_path, "id:x\n    andro:hasHolderr id:y ;\n")
    assert as_text([finding(2, 5, 21)], root, "en") == (
        f"{FILE}:2:5: error (term/x)\n"
        "  Sentence of words.\n"
        "    andro:hasHolderr id:y ;\n"
        "    ^^^^^^^^^^^^^^^^\n"
        "  → So.\n"
        "\n"
        "1 error.\n"
    )


def test_it_speaks_french_too(tmp_path: Path) -> None:
    root = folder(tmp_path, "x\n")
    text = as_text([finding(1, 1, 2), finding(1, 1, 2, Level.WARNING), finding(1, 1, 2, Level.WARNING)], root, "fr")
    assert text.startswith(f"{FILE}:1:1: erreur (term/x)\n  Phrase.\n")
    assert text.endswith("\n\n1 erreur, 2 avertissements.\n")


def test_nothing_to_mend_is_said(tmp_path: Path) -> None:
    assert as_text([], tmp_path, "en") == "Nothing to mend.\n"


@pytest.mark.parametrize("column", [5, 60, 200, 390])
def test_a_long_line_is_shown_around_its_token_and_the_caret_stays_below_it(tmp_path: Path, column: int) -> None:
    line = "    " + "".join(f"{number:03d}_" for number in range(100))
    token = line[column - 1 : column + 2]
    root = folder(tmp_path, line + "\n")
    shown, caret = as_text([finding(1, column, column + 3)], root, "en").splitlines()[2:4]
    assert shown[caret.index("^") : caret.rindex("^") + 1] == token
    assert max(len(shown), len(caret)) <= 80


def test_no_line_is_wider_than_a_terminal_but_for_names_that_are_copied(tmp_path: Path) -> None:
    root = folder(tmp_path, "x" * 500 + "\n")
    text = as_text([finding(1, 1, 500, words="many words " * 30)], root, "en")
    assert max(len(line) for line in text.splitlines()) == 80


def test_wide_and_hidden_characters_do_not_move_the_caret(tmp_path: Path) -> None:
    root = folder(tmp_path, '\tid:x andro:p "漢字\u200be\u0301" ; id:y\n')
    shown, caret = as_text([finding(1, 25, 29)], root, "en").splitlines()[2:4]
    assert "·" in shown
    # Two wide characters take two columns each, a combining accent none.
    assert caret.index("^") == shown.index("id:y") + 2 - 1


def test_what_is_missing_in_an_empty_line_is_shown_below_the_line_above(tmp_path: Path) -> None:
    root = folder(tmp_path, "id:x\n    andro:percent 46.0 ;\n\n      \n\nid:y\n")
    assert as_text([finding(4, 7, 8)], root, "en").splitlines()[2:4] == ["    andro:percent 46.0 ;", "      ^"]
    assert as_text([finding(5, 1, 1)], root, "en").splitlines()[2].startswith("  →")


def test_lines_end_as_the_reader_counts_them(tmp_path: Path) -> None:
    root = folder(tmp_path, "one\u2028still one\r\ntwo\rthree\n")
    assert as_text([finding(3, 1, 6)], root, "en").splitlines()[2].strip() == "three"


def test_a_place_without_a_line_shows_none(tmp_path: Path) -> None:
    assert as_text([finding(7, 1, 1)], folder(tmp_path, ""), "en").splitlines()[1:3] == [
        "  Sentence of words.",
        "  → So.",
    ]


def test_json_holds_all_of_a_finding_in_both_languages(tmp_path: Path) -> None:
    [data] = json.loads(as_json([finding(2, 5, 21)], tmp_path, "en"))
    assert data["place"] == {"file": FILE, "line": 2, "column": 5, "end_line": 2, "end_column": 21}
    assert (data["rule"], data["level"]) == ("term/x", "error")
    assert data["message"] == {"fr": "Phrase.", "en": "Sentence of words."}
    assert data["id"] == finding(9, 9, 9).identifier
