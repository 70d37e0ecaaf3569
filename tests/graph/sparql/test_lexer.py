"""Cutting a query into its words, in a time that no text can stretch."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.sparql.lexer import line_of, position, tokens


@given(st.text(alphabet="aé:_.?$<>\"'\\#{}()@^|&-0 \n\r\t"))
def test_tokens_are_the_text_without_spaces_and_comments(text: str) -> None:
    end = 0
    for token in tokens(text):
        assert text[token.start : token.end] == token.text
        assert not text[end : token.start].strip(" \t\r\n") or "#" in text[end : token.start]
        end = token.end


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("SELECT ?x", ["word", "variable"]),
        ("a:b.c a: :b :", ["name"] * 4),
        (r"a:\,b a:%41", ["name", "name"]),
        ("'''a'b''c''' \"\" '\\''", ["string"] * 3),
        ("'é'@fr-BE", ["string", "language"]),
        ("?x<?y", ["variable", "sign", "variable"]),
        ("<http://example.org/>", ["iri"]),
        ("1 1.5 .5e3", ["number"] * 3),
        ("“x”", ["other", "word", "other"]),
        ("# SERVICE\nASK", ["word"]),
        ("<<( ?a )>>", ["sign", "variable", "sign"]),
        ("_:a.b", ["blank"]),
    ],
)
def test_each_piece_of_a_query_has_its_kind(text: str, kinds: list[str]) -> None:
    assert [token.kind for token in tokens(text)] == kinds


def test_lines_end_at_cr_lf_or_both_and_columns_count_code_points() -> None:
    text = "a\r\nb\rc\n😀d"
    assert position(text, text.index("d")) == (4, 2)
    assert position(text, 0) == (1, 1)
    assert [line_of(text, line) for line in (1, 2, 3, 4)] == ["a", "b", "c", "😀d"]


# Each would make a careless pattern look at every later character again from every place.
HOSTILE = ["a", "é", "a.", "é.", '"', "'\"", '"""', '"x\n', "<", "<a", "a:.", "\\", "_:a..", "@a-", "a:%41", "1.", "·"]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_is_cut_in_linear_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    started = process_time()
    assert sum(len(token.text) for token in tokens(text)) > 0
    assert process_time() - started < 2
