"""Each question of ontology/questions gives the answer that was written from the texts before it."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from ontology import HERE
from ontology.catalogue import Query, read_queries
from tests.questions import answer, expected

QUESTIONS = read_queries(HERE / "questions", required=("keywords",))


@pytest.mark.parametrize("query", QUESTIONS, ids=lambda query: str(query.name))
def test_the_answer_is_what_the_texts_say(query: Query, released_store: ox.Store) -> None:
    assert answer(query, released_store) == expected(query)


def test_each_question_has_its_answer_and_its_paragraph() -> None:
    answers = {path.name.removesuffix(".expected.tsv") for path in Path(HERE / "questions").glob("*.expected.tsv")}
    assert answers == {query.name for query in QUESTIONS}
    assert len(QUESTIONS) >= 45
    for query in QUESTIONS:
        assert "§" in query.path.with_suffix(".expected.tsv").read_text(encoding="utf-8"), query.name
