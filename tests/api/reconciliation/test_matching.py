"""When a candidate needs nobody to look at it."""

import asyncio
from typing import Any

import pytest

from api.reconciliation.matching import candidates_for
from api.reconciliation.requests import Sought
from graph.search.entries import Entry, Name, Sort
from graph.search.index import SearchIndex
from ontology import ANDRO, ID
from ontology.core import ENTITY

NO_ENGINE: Any = None  # Nothing is asked of it: no query has a condition.


def entry(slug: str, *names: str) -> Entry:
    listed = tuple(Name(name, "fr", Sort.OTHER if number else Sort.LABEL) for number, name in enumerate(names))
    return Entry(ID + slug, listed, {}, (ANDRO + "Company",), (ANDRO + "Company", ENTITY), 1)


@pytest.mark.parametrize(
    ("names", "sought", "certain"),
    [
        (("Alpha Nuage", "Omega Routes"), "Alpha Nuage", True),
        (("Alpha Nuage", "Alpha Nuage"), "Alpha Nuage", False),
        (("Alpha Nuages", "Alpha Nuage"), "Alpha Nuage", False),
        (("Alpha Nuage", "Omega Routes"), "Alfa Nuaje", False),
    ],
    ids=["alone", "two of one name", "one is nearly the other", "misspelt"],
)
def test_a_match_is_nearly_exact_and_far_ahead_of_the_next(names: tuple[str, ...], sought: str, certain: bool) -> None:
    index = SearchIndex([entry(f"thing-{number}", name) for number, name in enumerate(names)])
    (found,) = asyncio.run(candidates_for((Sought(name=sought),), index, NO_ENGINE))
    assert found
    assert [one.match for one in found] == [certain, *(False for _ in found[1:])]
