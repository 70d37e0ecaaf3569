"""Days from dates as vague as their sources, and bounds that are never the wrong way round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.derivation.dates import Bounds, Dates, bounds, first_day, last_day


def dates(**given: str) -> Dates:
    return Dates(**{sort: frozenset(text.split()) for sort, text in given.items()})


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2014", "2014-01-01", "2014-12-31"),
        ("2014-09", "2014-09-01", "2014-09-30"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2014-01-24", "2014-01-24", "2014-01-24"),
        ("2014-13", None, None),
        ("spring 2014", None, None),
        ("-0044", None, None),
    ],
)
def test_a_date_spans_from_its_first_to_its_last_day(date: str, first: str | None, last: str | None) -> None:
    assert (first_day(date), last_day(date)) == (first, last)


def test_a_term_begins_and_ends_within_its_dates() -> None:
    assert bounds(dates(start="2012-05", end="2014-08-25")) == Bounds(
        "2012-05-01", "2012-05-31", "2014-08-25", "2014-08-25"
    )


def test_dates_that_disagree_are_spanned() -> None:
    assert bounds(dates(start="2013-01-10 2014", end="2020-06 2019")) == Bounds(
        "2013-01-10", "2014-12-31", "2019-01-01", "2020-06-30"
    )


def test_what_was_seen_had_begun_and_had_not_ended() -> None:
    assert bounds(dates(observed_on="2015 2013-05-02")) == Bounds(None, "2013-05-02", "2015-01-01", None)


def test_what_was_seen_narrows_a_vague_start_and_a_vague_end() -> None:
    assert bounds(dates(start="2013", end="2015", observed_on="2013-03-05 2015-02")) == Bounds(
        "2013-01-01", "2013-03-05", "2015-02-01", "2015-12-31"
    )


def test_what_was_seen_before_the_start_or_after_the_end_moves_no_bound() -> None:
    assert bounds(dates(start="2013", end="2014", observed_on="2012 2016")) == Bounds(
        "2013-01-01", "2013-12-31", "2014-01-01", "2014-12-31"
    )


def test_what_had_ended_by_a_day_ended_on_it_at_the_latest() -> None:
    assert bounds(dates(ended_before="2016-05 2015")) == Bounds(None, None, None, "2015-12-31")
    assert bounds(dates(ended_before="2014 2016", observed_on="2015-03-01")) == Bounds(
        None, "2015-03-01", "2015-03-01", "2016-12-31"
    )


def test_what_was_seen_after_it_is_said_to_have_ended_has_no_sure_end() -> None:
    assert bounds(dates(ended_before="2014", observed_on="2015 2013")) == Bounds(None, "2013-12-31", "2013-01-01", None)


def test_a_single_date_is_the_day_of_the_whole_thing() -> None:
    assert bounds(dates(date="2021-11-02")) == Bounds(*["2021-11-02"] * 4)
    assert bounds(dates(date="2021-02 2021-03-10")) == Bounds("2021-02-01", "2021-03-10", "2021-02-01", "2021-03-10")


def test_a_date_within_a_term_is_a_day_on_which_it_was_so() -> None:
    assert bounds(dates(start="2012", date="2012-03-04")) == Bounds("2012-01-01", "2012-03-04", "2012-03-04", None)


def test_without_dates_nothing_is_known() -> None:
    assert list(bounds(Dates()).by_property()) == []


DATES = st.frozensets(
    st.sampled_from(["2012", "2013", "2013-02", "2013-02-28", "2014-06", "2014-06-15", "2015", "2015-12-31"]),
    max_size=3,
)


@given(DATES, DATES, DATES, DATES, DATES)
def test_bounds_are_never_the_wrong_way_round(
    start: frozenset[str], end: frozenset[str], gone: frozenset[str], day: frozenset[str], seen: frozenset[str]
) -> None:
    found = bounds(Dates(start, end, gone, day, seen))
    assert not (found.earliest_start and found.latest_start) or found.earliest_start <= found.latest_start
    assert not (found.earliest_end and found.latest_end) or found.earliest_end <= found.latest_end
