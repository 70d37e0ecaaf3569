"""When values agree, which stands, and that the order in which documents are read decides nothing."""

from itertools import permutations
from random import Random

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.derivation.agreement import Measure, agreed, agreed_measure, closure
from loaders.triples import Value
from ontology import XSD

WIDER = closure([("id:paris", "id:france"), ("id:france", "id:europe"), ("id:strasbourg", "id:france")])


def number(text: str, datatype: str = "decimal") -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


def date(text: str) -> ox.Literal:
    datatype = {4: "gYear", 7: "gYearMonth", 10: "date"}[len(text)]
    return ox.Literal(text, datatype=ox.NamedNode(XSD + datatype))


def place(name: str) -> ox.NamedNode:
    return ox.NamedNode("id:" + name)


@pytest.mark.parametrize(
    ("values", "stands"),
    [
        ([number("46"), number("46")], number("46")),
        ([date("2014"), date("2014-01")], date("2014-01")),
        ([date("2014"), date("2014-01-24"), date("2014-01")], date("2014-01-24")),
        ([number("1.8"), number("1.791")], number("1.791")),
        ([number("1800000000"), number("1791000000")], number("1791000000")),
        ([number("1.9"), number("1.85")], number("1.85")),
        ([number("46"), number("46", "integer")], number("46")),
        ([number("-1.8"), number("-1.791")], number("-1.791")),
        ([place("france"), place("paris")], place("paris")),
        ([place("europe"), place("paris"), place("france")], place("paris")),
    ],
    ids=str,
)
def test_values_agree_when_one_says_all_that_the_others_say(values: list[Value], stands: Value) -> None:
    assert {agreed(order, WIDER) for order in permutations(values)} == {frozenset([stands])}


def measures(told: str) -> list[Measure]:
    """From `about 70, 72`."""
    parts = [one.split() for one in told.split(", ")]
    return [Measure(number(part[-1]), part[0] if len(part) > 1 else "") for part in parts]


@pytest.mark.parametrize(
    ("told", "stands"),
    [
        ("at-least 70, 87", "87"),
        ("at-most 100, 87", "87"),
        ("about 70, 72", "72"),
        ("about 1000, 1050", "1050"),
        ("about 45, 44.4, 44", "44.4"),
        ("about 46, 46", "46"),
        ("at-least 46, 46", "46"),
        ("at-least 70, at-least 80", "at-least 80"),
        ("at-most 70, at-most 80", "at-most 70"),
        ("at-least 70, about 80", "about 80"),
        ("about 70, about 71.5", "about 71.5"),
        ("1.8, 1.791", "1.791"),
    ],
)
def test_a_number_agrees_with_what_leaves_room_for_it(told: str, stands: str) -> None:
    assert {agreed_measure(order) for order in permutations(measures(told))} == set(measures(stands))


@pytest.mark.parametrize(
    "told",
    [
        "at-least 70, 69",
        "at-most 70, 71",
        "about 70, 74",
        "about 1000, 1051",
        "about 400000000, 320000000",
        "at-least 70, at-most 80",
        "at-least 80, about 70",
        "about 70, at-least 60, 72, 73",
        "at-least 70, nonsense",
        "46, 47",
    ],
)
def test_a_number_disagrees_with_what_leaves_no_room_for_it(told: str) -> None:
    assert {agreed_measure(order) for order in permutations(measures(told))} == {None}


@pytest.mark.parametrize(
    "values",
    [
        [number("46"), number("47")],
        [number("4"), number("3.5")],
        [number("30"), number("34")],
        [number("0.3"), number("0.34")],
        [number("1.8"), number("1.85")],
        [number("1.8"), number("1.791"), number("1.84")],
        [number("-1.8"), number("1.8")],
        [date("2014-01"), date("2014-02")],
        [date("2014"), date("2013-12-31")],
        [date("2014-01-01"), date("2014-01-10")],
        [place("paris"), place("strasbourg")],
        [place("paris"), place("strasbourg"), place("france")],
        [ox.Literal("Cloudwatt"), ox.Literal("Numergy")],
        [ox.Literal("2014"), date("2014-01")],
        [number("nonsense"), number("1.8")],
        [place("paris"), ox.Literal("id:france")],
    ],
    ids=str,
)
def test_other_values_disagree(values: list[Value]) -> None:
    assert {agreed(order, WIDER) for order in permutations(values)} == {None}


def test_a_text_in_two_languages_is_one_value_in_each() -> None:
    texts = [ox.Literal("nuage", language="fr"), ox.Literal("cloud", language="en")]
    assert agreed(texts, {}) == frozenset(texts)
    assert agreed([*texts, ox.Literal("nue", language="fr")], {}) is None


def test_numbers_of_any_length_are_compared_exactly() -> None:
    long = "1" + "0" * 40 + ".5"
    assert agreed([number(long), number("1" + "0" * 40)], {}) is None


def test_a_circle_of_wider_things_ends() -> None:
    wider = closure([("a", "b"), ("b", "c"), ("c", "a")])
    assert wider["a"] == {"b", "c"}


VALUES = st.one_of(
    st.decimals(min_value=0, max_value=200, places=2).map(lambda n: number(f"{n.normalize():f}")),
    st.sampled_from(["2014", "2014-01", "2014-01-24", "2014-02", "2015"]).map(date),
    st.sampled_from(["paris", "france", "europe", "strasbourg"]).map(place),
)


@given(st.lists(VALUES, min_size=1, max_size=5), st.randoms())
def test_the_order_of_the_values_decides_nothing(values: list[Value], random: Random) -> None:
    shuffled = list(values)
    random.shuffle(shuffled)
    assert agreed(shuffled, WIDER) == agreed(values, WIDER)


@given(st.lists(VALUES, min_size=1, max_size=5))
def test_what_stands_is_one_of_the_values_and_repeating_one_changes_nothing(values: list[Value]) -> None:
    standing = agreed(values, WIDER)
    assert standing is None or standing <= set(values)
    assert agreed([*values, values[0]], WIDER) == standing
