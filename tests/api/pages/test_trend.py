"""A measure with at least three dated values is drawn over the years, with what is unsure or disputed to be seen."""

from dataclasses import replace

import pytest

from api.pages.margin import Margin
from api.pages.pieces import Namer
from api.pages.telling import Teller
from api.pages.trend import Trend, trends_of
from api.pages.views import read_views
from api.pages.words import words_of
from graph.reading.facts import Claim, Fact, Group
from graph.terms import Iri, Literal, Term
from ontology import ANDRO, DCTERMS, ID, VOCABULARY, XSD, core
from ontology.dictionary import read_dictionary

MEASURE = VOCABULARY + "measure/"
RECORDS = {ID + "doc": {DCTERMS + "publisher": (Literal("Les Échos"),)}}


@pytest.fixture(scope="module")
def teller() -> Teller:
    namer = Namer(
        words_of("fr"), {MEASURE + "revenue": {"fr": "chiffre d’affaires"}, MEASURE + "staff": {"fr": "effectif"}}
    )
    return Teller(namer, read_dictionary(), read_views(), Margin(RECORDS, namer))


def figure(
    period: str, *values: str, measure: str = "revenue", currency: str = "EUR", precision: str = "", standing: str = ""
) -> Fact:
    """A figure with a claim for each value; several are what its documents dispute."""
    given: dict[str, tuple[Term, ...]] = {ANDRO + "measure": (Iri(MEASURE + measure),)}
    if period:
        given[ANDRO + "period"] = (Literal(period, datatype=XSD + ("gYear" if len(period) == 4 else "gYearMonth")),)
    if currency:
        given[ANDRO + "currency"] = (Literal(currency),)
    if precision:
        given[ANDRO + "precision"] = (Iri(f"{VOCABULARY}precision/{precision}"),)
    name = f"figure--ovh--{measure}--{period}-{'-'.join(values)}"
    claims = [Claim(f"{ID}doc#{name}{v}", ID + "doc", given | {ANDRO + "value": (Literal(v),)}) for v in values]
    agreed = given | ({ANDRO + "value": (Literal(values[0]),)} if len(values) == 1 else {})
    disputed = {core.DISPUTES: (Iri(ANDRO + "value"),)} if len(values) > 1 else {}
    state = standing or ("disputed" if disputed else "plain")
    agreed = agreed | disputed | {ANDRO + "standing": (Iri(core.STANDINGS + state),)}
    return Fact(ID + name, agreed, tuple(claims), (Group(ANDRO + "Figure", ANDRO + "subject"),))


YEARS = [figure("2017", "420000000"), figure("2015", "254000000"), figure("2019", "600000000")]


def drawn(facts: list[Fact], teller: Teller) -> Trend:
    (trend,) = trends_of(facts, teller)
    return trend


def test_three_dated_values_make_a_picture_on_a_scale_from_nought(teller: Teller) -> None:
    trend = drawn(YEARS, teller)
    assert trend.title == "Chiffre d’affaires"
    assert [level.label.replace("\xa0", " ") for level in trend.levels] == ["0 €", "600 M€"]
    nought, top = trend.levels[0].y, trend.levels[1].y
    assert [dot.x for dot in trend.dots] == sorted(dot.x for dot in trend.dots)
    shares = [(nought - dot.y) / (nought - top) for dot in trend.dots]
    assert shares == pytest.approx([254 / 600, 420 / 600, 1], abs=0.001)
    assert {dot.style for dot in trend.dots} == {"sure"}


def test_a_measure_that_stays_at_nought_is_drawn_on_one_level(teller: Teller) -> None:
    trend = drawn([figure(year, "0") for year in ("2015", "2017", "2019")], teller)
    assert len({dot.y for dot in trend.dots} | {level.y for level in trend.levels}) == 1


def test_each_dot_leads_to_its_fact_and_names_who_states_it(teller: Teller) -> None:
    first = drawn(YEARS, teller).dots[0]
    assert first.href == "/id/figure--ovh--revenue--2015-254000000"
    assert first.told.replace("\xa0", " ") == "2015 : 254 M€ (Les Échos)"


@pytest.mark.parametrize(
    "third",
    [
        figure("", "600000000"),
        figure("2017", "430000000"),
        figure("2019", "600", measure="staff", currency=""),
        figure("2019", "600000000", currency="USD"),
        figure("2019", "600000000", standing="denied"),
    ],
    ids=["no date", "the same year", "another measure", "another currency", "denied"],
)
def test_two_values_make_none_whatever_stands_beside_them(third: Fact, teller: Teller) -> None:
    assert trends_of([*YEARS[:2], third], teller) == ()


def test_values_on_which_sources_differ_stand_above_one_another_on_one_stroke(teller: Teller) -> None:
    trend = drawn([*YEARS, figure("2016", "320000000", "400000000")], teller)
    pair = [dot for dot in trend.dots if "2016" in dot.href]
    assert len(pair) == 2
    assert pair[0].x == pair[1].x
    assert {dot.style for dot in pair} == {"apart"}
    (apart,) = (stroke for stroke in trend.strokes if stroke.style == "apart")
    assert {apart.y1, apart.y2} == {dot.y for dot in pair}


@pytest.mark.parametrize("given", [{"precision": "at-least"}, {"standing": "planned"}])
def test_what_is_bounded_or_planned_is_not_drawn_as_what_is_known(given: dict[str, str], teller: Teller) -> None:
    trend = drawn([*YEARS, figure("2025", "1000000000", **given)], teller)
    assert [dot.style for dot in trend.dots] == ["sure", "sure", "sure", "unsure"]
    assert [stroke.style for stroke in trend.strokes] == ["sure", "sure", "unsure"]


def test_losses_are_drawn_below_nought(teller: Teller) -> None:
    trend = drawn([*YEARS, figure("2013", "-31000000")], teller)
    low, nought, high = (level.y for level in trend.levels)
    assert high < nought < trend.dots[0].y < low


def test_what_another_fact_tells_more_precisely_is_not_drawn(teller: Teller) -> None:
    vague = YEARS[2]
    vague = replace(vague, values={**vague.values, core.VAGUER_THAN: (Iri(ID + "figure--fuller"),)})
    assert trends_of([*YEARS[:2], vague], teller) == ()


def test_another_unit_is_not_drawn_beside_what_most_are_in_and_what_is_counted_is(teller: Teller) -> None:
    def in_unit(year: str, value: str, unit: str) -> Fact:
        fact = figure(year, value, measure="staff", currency="")
        given = {ANDRO + "unit": (Iri(f"{VOCABULARY}unit/{unit}"),)}
        claims = tuple(replace(claim, values={**claim.values, **given}) for claim in fact.claims)
        return replace(fact, values={**fact.values, **given}, claims=claims)

    facts = [in_unit("2015", "5", "megawatt"), in_unit("2016", "6", "megawatt"), in_unit("2017", "7", "square-metre")]
    assert trends_of(facts, teller) == ()
    assert len(drawn([*facts, in_unit("2018", "8", "items")], teller).dots) == 3


def test_a_year_and_a_month_stand_in_their_middles(teller: Teller) -> None:
    trend = drawn([figure("2015", "1"), figure("2015-06", "2"), figure("2015-08", "3"), figure("2016", "4")], teller)
    year, june, august, next_year = (
        next(dot.x for dot in trend.dots if f"--{period}-{value}" in dot.href)
        for period, value in (("2015", "1"), ("2015-06", "2"), ("2015-08", "3"), ("2016", "4"))
    )
    assert june < year < august
    months = (next_year - year) / 12
    assert [year - june, august - year] == pytest.approx([months / 2, months * 3 / 2], rel=0.1)


def test_what_is_no_number_is_not_drawn(teller: Teller) -> None:
    assert trends_of([*YEARS[:2], figure("2019", "many")], teller) == ()


def test_two_publishers_are_named_once_each_and_the_others_counted() -> None:
    namer = Namer(words_of("fr"), {ID + "e": {"fr": "Rapport annuel"}})
    names = {"a": "Les Échos", "b": "Les Échos", "c": "AFP", "d": "Le Monde"}
    records = {ID + key: {DCTERMS + "publisher": (Literal(name),)} for key, name in names.items()}
    teller = Teller(namer, read_dictionary(), read_views(), Margin(records, namer))

    def stated_in(*keys: str) -> str:
        told = [
            replace(each, claims=tuple(replace(claim, source=ID + key) for claim in each.claims for key in keys))
            for each in YEARS
        ]
        return drawn(told, teller).dots[0].told.replace("\xa0", " ")

    assert stated_in("a", "b", "c") == "2015 : 254 M€ (Les Échos, AFP)"
    assert stated_in("a", "c", "d") == "2015 : 254 M€ (Les Échos, AFP et 1 autre)"
    assert stated_in("e").endswith("(Rapport annuel)")
