from collections.abc import Mapping
from datetime import date

import pytest

from api.model import read_model
from api.pages.margin import Margin
from api.pages.on_day import OnDay, on_day
from api.pages.pieces import Namer
from api.pages.telling import Teller
from api.pages.views import read_views
from api.pages.words import words_of
from graph.reading.facts import Claim, Fact, Group
from graph.terms import Iri, Literal
from ontology import ANDRO, XSD, core

GROUP = Group(ANDRO + "Certificate", ANDRO + "scheme")
DAY = date(2023, 6, 15)


def fact(modality: str | None = None, **days: str) -> Fact:
    values = {ANDRO + name: (Literal(day, datatype=XSD + "date"),) for name, day in days.items()}
    said = {ANDRO + "modality": (Iri(modality),)} if modality else {}
    return Fact("f", values, (Claim("c", "s", said),), (GROUP,))


@pytest.fixture
def teller() -> Teller:
    namer = Namer(words_of("en"), {})
    return Teller(namer, read_model().dictionary, read_views(), Margin({}, namer))


def told(teller: Teller, fact: Fact) -> OnDay:
    return on_day([(fact, teller.row(fact, GROUP))], DAY, teller)


@pytest.mark.parametrize(
    ("days", "certain", "possible"),
    [
        ({"latestStart": "2021-10-01", "earliestEnd": "2024-01-16"}, 1, 0),
        ({"latestStart": "2023-06-15", "earliestEnd": "2023-06-15"}, 1, 0),
        ({"latestStart": "2024-01-16", "earliestEnd": "2024-01-16"}, 0, 1),
        ({"earliestStart": "2023-01-01", "latestStart": "2023-12-31"}, 0, 1),
        ({"earliestStart": "2023-06-16", "latestStart": "2023-06-16"}, 0, 0),
        ({"latestStart": "2016-01-01", "earliestEnd": "2016-01-01", "latestEnd": "2016-12-31"}, 0, 0),
        ({"latestStart": "2026-01-05", "earliestEnd": "2026-01-05", "granted": "2025-12-17"}, 0, 0),
        ({"latestStart": "2016-01-05", "earliestEnd": "2016-01-05", "expires": "2019-01-05"}, 0, 0),
        ({}, 0, 0),
    ],
)
def test_a_day_is_certain_between_the_bounds_and_open_until_a_date_rules_it_out(
    teller: Teller, days: Mapping[str, str], certain: int, possible: int
) -> None:
    found = told(teller, fact(**days))
    assert (len(found.certain), len(found.possible)) == (certain, possible)


def test_what_is_only_planned_says_nothing_of_a_day(teller: Teller) -> None:
    found = told(teller, fact(core.MODALITIES + "planned", latestStart="2021-10-01", earliestEnd="2024-01-16"))
    assert (found.certain, found.possible) == ((), ())
