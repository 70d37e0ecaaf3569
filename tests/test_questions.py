"""Each question of ontology/questions gives the answer that was written from the texts before it."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from ontology import HERE
from ontology.catalogue import Query, read_queries
from ontology.prefixes import read_prefixes

QUESTIONS = read_queries(HERE / "questions", required=("keywords",))
Row = tuple[str, ...]


def expected(query: Query) -> tuple[list[str], list[Row]]:
    """The columns and rows of the file beside a question; lines with # say from which paragraph they come."""
    text = query.path.with_suffix(".expected.tsv").read_text(encoding="utf-8")
    columns, *rows = [tuple(line.split("\t")) for line in text.splitlines() if not line.startswith("#")]
    return list(columns), rows


def spoken(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    """A term as the files of answers write it: a prefixed name, or the bare text of a literal."""
    if not isinstance(term, ox.NamedNode):
        return "" if term is None or isinstance(term, ox.Triple) else term.value
    prefixes = sorted(read_prefixes().items(), key=lambda pair: -len(pair[1]))
    return next((f"{p}:{term.value[len(n) :]}" for p, n in prefixes if term.value.startswith(n)), term.value)


@pytest.mark.parametrize("query", QUESTIONS, ids=lambda query: str(query.name))
def test_the_answer_is_what_the_texts_say(query: Query, released_store: ox.Store) -> None:
    columns, rows = expected(query)
    solutions = released_store.query(query.text)
    assert isinstance(solutions, ox.QuerySolutions)
    assert [variable.value for variable in solutions.variables] == columns
    assert sorted(tuple(spoken(term) for term in solution) for solution in solutions) == sorted(rows)


def test_each_question_has_its_answer_and_its_paragraph() -> None:
    answers = {path.name.removesuffix(".expected.tsv") for path in Path(HERE / "questions").glob("*.expected.tsv")}
    assert answers == {query.name for query in QUESTIONS}
    assert len(QUESTIONS) >= 25
    for query in QUESTIONS:
        assert "§" in query.path.with_suffix(".expected.tsv").read_text(encoding="utf-8"), query.name
