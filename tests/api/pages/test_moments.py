from collections.abc import Mapping

import pytest

from api.pages.moments import when_of
from api.pages.pieces import Namer, text_of
from api.pages.words import words_of
from graph.terms import Literal
from ontology import ANDRO, XSD

TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}


def _told(language: str, days: Mapping[str, str], terms: tuple[str, ...] = ()) -> str:
    values = {
        ANDRO + name: tuple(Literal(day, datatype=XSD + TYPES[len(day)]) for day in given.split())
        for name, given in days.items()
    }
    return text_of(when_of(values, Namer(words_of(language), {}), terms)).replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("language", "days", "told"),
    [
        ("fr", {"observedOn": "2021-12-14 2022-09-12"}, "constaté le 14 décembre 2021 et le 12 septembre 2022"),
        ("fr", {"observedOn": "2013-10 2014-01-24 2015"}, "constaté en octobre 2013, le 24 janvier 2014 et en 2015"),
        ("en", {"observedOn": "2014-01-24 2015"}, "seen on 24 January 2014 and in 2015"),
        ("fr", {"observedOn": "2013 2014 2015 2016-02-01"}, "constaté 4 fois, 2013 – 1er février 2016"),
        ("fr", {"start": "2008", "end": "2019"}, "2008 – 2019"),
        ("fr", {"end": "2018-10"}, "jusqu’en octobre 2018"),
        ("en", {"date": "2021-02 2021-03-10"}, "February 2021 or 10 March 2021"),
    ],
)
def test_days_are_told_as_people_write_them(language: str, days: dict[str, str], told: str) -> None:
    assert _told(language, days) == told


def test_a_year_or_month_is_not_told_beside_a_day_in_it() -> None:
    assert _told("en", {"date": "2021 2021-05 2021-05-17"}) == "17 May 2021"
    assert (
        _told("en", {"observedOn": "2013-10 2013-10-07 2014 2014-01-24"})
        == "seen on 7 October 2013 and on 24 January 2014"
    )
    assert _told("en", {"date": "2020 2021-05-17"}) == "2020 or 17 May 2021"


def test_the_day_on_which_a_certificate_was_granted_says_when_it_held() -> None:
    terms = (ANDRO + "granted", ANDRO + "expires")
    assert _told("fr", {"granted": "2025-11"}, terms) == "délivré en novembre 2025"
    assert _told("fr", {"granted": "2025-12-17", "expires": "2028-12"}, terms) == (
        "délivré le 17 décembre 2025 ; valable jusqu’en décembre 2028"
    )
    assert _told("fr", {"granted": "2025-11"}) == ""


def test_observations_are_left_out_where_the_beginning_or_end_is_known() -> None:
    assert _told("en", {"start": "2019", "observedOn": "2020-01-01"}) == "since 2019"
