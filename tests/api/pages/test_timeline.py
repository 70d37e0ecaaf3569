from collections.abc import Mapping
from datetime import date

import pytest

from api.pages.margin import Margin
from api.pages.pieces import Namer
from api.pages.timeline import Scale, bar_of, scale_of
from api.pages.words import words_of
from graph.reading.facts import Claim, Fact, Group
from graph.terms import Literal
from ontology import ANDRO, XSD


def fact(bounds: Mapping[str, str], seen: str = "") -> Fact:
    values = {ANDRO + name: (Literal(day, datatype=XSD + "date"),) for name, day in bounds.items()}
    observed = {ANDRO + "observedOn": (Literal(seen, datatype=XSD + "gYearMonth"),)} if seen else {}
    return Fact("f", values, (Claim("c", "s", observed),), (Group("k"),))


@pytest.fixture
def margin() -> Margin:
    return Margin({}, Namer(words_of("en"), {}))


def test_a_term_is_certain_between_its_bounds_and_possible_up_to_them(margin: Margin) -> None:
    bounds = {
        "earliestStart": "2008-01-01",
        "latestStart": "2008-12-31",
        "earliestEnd": "2019-01-01",
        "latestEnd": "2019-12-31",
    }
    bar = bar_of(fact(bounds), Scale(2008, 2020), margin)
    assert [span.style for span in bar.spans] == ["b-maybe", "b", "b-maybe"]
    edges = [(span.left, round(span.left + span.width, 2)) for span in bar.spans]
    assert edges[0][1] == pytest.approx(edges[1][0], abs=0.02)
    assert edges[1][1] == pytest.approx(edges[2][0], abs=0.02)
    assert bar.open_at is None


def test_an_end_that_nobody_gives_stays_open(margin: Margin) -> None:
    bar = bar_of(fact({"latestStart": "2014-01-24", "earliestEnd": "2014-01-24"}, "2014-01"), Scale(2014, 2016), margin)
    assert bar.spans == ()
    assert len(bar.points) == 1
    assert bar.open_at is not None


def test_a_scale_holds_every_day_and_few_ticks() -> None:
    scale = scale_of([fact({"latestStart": "1993-05-01"}), fact({}, "2024-02")])
    assert scale is not None
    assert (scale.first, scale.last) == (1993, 2025)
    assert len(scale.ticks) <= 8
    assert all(0 <= tick.left <= 100 for tick in scale.ticks)
    assert scale.place(date(1993, 5, 1)) < scale.place(date(2024, 2, 1))


def test_nothing_dated_has_no_scale() -> None:
    assert scale_of([fact({})]) is None


@pytest.mark.parametrize("end", ["Start", "End"])
def test_a_day_that_is_known_is_seen_though_the_other_end_is_not(margin: Margin, end: str) -> None:
    bar = bar_of(fact({f"earliest{end}": "2015-07-02", f"latest{end}": "2015-07-02"}), Scale(2014, 2016), margin)
    (mark,) = bar.spans
    assert (mark.style, mark.left) == ("b", Scale(2014, 2016).place(date(2015, 7, 2)))
    assert 0 < mark.width < 1
