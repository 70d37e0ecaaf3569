"""How an answer is told on a page."""

import pytest

from api.pages.answers import answer_of
from api.pages.pieces import Namer
from api.pages.words import words_of
from graph.terms import Literal


def told(text: str, language: str = "") -> str:
    namer = Namer(words_of("fr"), {})
    answer = answer_of("?", "SELECT *", [{"day": Literal(text, language)}], 5, namer)
    (cell,) = answer.rows[0]
    assert cell is not None
    return cell.text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(("text", "day"), [("2021-05-17", "17 mai 2021"), ("2021-05", "mai 2021")])
def test_a_day_that_a_query_compared_as_text_is_written_as_people_do(text: str, day: str) -> None:
    assert told(text) == day


@pytest.mark.parametrize("text", ["2021-13", "2021-05-00", "2021-05-17T10:00:00", "1851-1940"])
def test_what_is_no_day_stays_as_it_is(text: str) -> None:
    assert told(text) == text


def test_words_of_a_language_are_no_day() -> None:
    assert told("2021-05", "fr") == "2021-05"
