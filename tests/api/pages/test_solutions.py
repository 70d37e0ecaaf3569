import json

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.pages.solutions import Solutions, solutions_of


def answer(query: str) -> bytes:
    result = ox.Store().query(query)
    assert not isinstance(result, ox.QueryTriples)
    return result.serialize(format=ox.QueryResultsFormat.JSON) or b""


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=12), max_size=6))
def test_the_first_rows_are_those_of_the_whole_document(texts: list[str]) -> None:
    values = " ".join(f"({ox.Literal(text)} UNDEF)" for text in texts)
    body = answer(f"SELECT * {{ VALUES (?bindings ?nothing) {{ {values} }} }}")
    whole = json.loads(body)["results"]["bindings"]
    found = solutions_of(body, 3)
    assert isinstance(found, Solutions)
    assert set(found.columns) == {"bindings", "nothing"}
    assert list(found.rows) == whole[:3]
    assert found.total == len(whole) == len(texts)


def test_a_term_that_is_a_triple_is_one_cell() -> None:
    found = solutions_of(answer("SELECT ?t { BIND(TRIPLE(<a:s>, <a:p>, '\"bindings\":[') AS ?t) }"), 9)
    assert isinstance(found, Solutions)
    assert found.rows[0]["t"]["value"]["object"]["value"] == '"bindings":['


@pytest.mark.parametrize("truth", [True, False])
def test_an_ask_has_its_truth(truth: bool) -> None:
    assert solutions_of(answer(f"ASK {{ FILTER({str(truth).lower()}) }}"), 9) is truth
