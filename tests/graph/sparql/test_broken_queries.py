"""What is blamed in broken_queries.toml, and what the locator says."""

import tomllib
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from graph.sparql.locator import locate
from ontology.prefixes import read_prefixes

CASES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("broken_queries.toml").read_text(encoding="utf-8")
)["broken"]
ENOUGH = 57

# Where the locator names another token, and which. An entry that no longer holds fails the test, so that it goes.
MISSED = {
    "brace-of-optional-never-closed": "the brace of WHERE: it counts brackets and does not look at the layout",
    "prefix-after-the-query": "the first name with that prefix, which is not declared up to there",
    "order-by-desc": "the end of the query: a DESC after the variable begins one more condition",
}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_broken_query_is_refused_and_the_token_blamed_stands_where_the_file_says(case: dict[str, Any]) -> None:
    line = case["query"].split("\n")[case["line"] - 1]
    assert line[case["column"] - 1 :].startswith(case["token"])
    with pytest.raises(SyntaxError):
        ox.Store().query(case["query"])


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_error_names_the_token_that_a_person_would_blame(case: dict[str, Any]) -> None:
    fault = locate(case["query"], read_prefixes())
    inside = range(case["column"], case["column"] + len(case["token"]))
    names = (fault.line == case["line"] and fault.column in inside) or fault.opened == [case["line"], case["column"]]
    assert names == (case["name"] not in MISSED), f"{fault.detail}\n{fault.excerpt}"


def test_sixty_queries_are_broken_each_in_its_own_way_and_57_are_understood() -> None:
    assert len({case["query"] for case in CASES}) == 60
    assert len(CASES) - len(MISSED) >= ENOUGH
    assert {case["name"] for case in CASES} >= MISSED.keys()
