import pytest

from api.pages.pieces import Namer, text_of
from api.pages.views import read_views
from api.pages.wording import Wording
from api.pages.words import words_of
from graph.reading.facts import Claim
from graph.terms import Iri, Literal, Term
from ontology import ANDRO, VOCABULARY

UNIT, ITEMS, PEOPLE = ANDRO + "unit", VOCABULARY + "unit/items", VOCABULARY + "unit/people"
VALUE, PRECISION, CURRENCY = ANDRO + "value", ANDRO + "precision", ANDRO + "currency"
AT_MOST = VOCABULARY + "precision/at-most"
ABOUT = VOCABULARY + "precision/about"


@pytest.fixture
def wording() -> Wording:
    names = {AT_MOST: {"en": "at most"}, ABOUT: {"en": "about"}, ITEMS: {"en": "items"}, PEOPLE: {"en": "people"}}
    return Wording(Namer(words_of("en"), names), read_views().values)


def claim(value: str, precision: str = "", currency: str = "EUR") -> Claim:
    said: dict[str, tuple[Term, ...]] = {VALUE: (Literal(value),), CURRENCY: (Literal(currency),)}
    if precision:
        said[PRECISION] = (Iri(precision),)
    return Claim(f"doc#{value}{precision}{currency}", "doc", said)


def test_no_document_is_made_to_say_at_most_because_another_says_so(wording: Wording) -> None:
    claims = [claim("6000000", AT_MOST), claim("6000000", ABOUT), claim("2000000"), claim("5000000", AT_MOST)]
    assert text_of(wording.alternatives(VALUE, claims)) == "€2m or at most €5m or €6m"


def test_a_sum_in_two_currencies_is_two_sums(wording: Wording) -> None:
    claims = [claim("250000000"), claim("250000000", currency="USD")]
    assert text_of(wording.alternatives(VALUE, claims)) == "€250m or $250m"
    assert [text_of(wording.of_claims(CURRENCY, [each])) for each in claims] == ["€250m", "$250m"]


def test_who_disagrees_on_the_currency_is_no_witness_of_another_sum(wording: Wording) -> None:
    claims = [claim("300000000"), claim("250000000"), claim("250000000", currency="USD"), claim("250000000", ABOUT)]
    sides = wording.sides(CURRENCY, claims).values()
    assert [(text_of(wording.of_claims(CURRENCY, side)), len(side)) for side in sides] == [
        ("€300m", 1),
        ("€250m", 2),
        ("$250m", 1),
    ]


def test_how_exact_a_number_is_is_told_with_the_number(wording: Wording) -> None:
    assert text_of(wording.of_claims(PRECISION, [claim("6000000", AT_MOST), claim("2000000", AT_MOST)])) == (
        "at most €6m or at most €2m"
    )


def test_a_unit_is_told_only_where_it_says_more_than_what_is_measured(wording: Wording) -> None:
    counted = [Claim("a#1", "a", {VALUE: (Literal("33"),)}), _counted("33", ITEMS), _counted("34", PEOPLE)]
    assert text_of(wording.alternatives(VALUE, counted)) == "33 or 34\u00a0people"
    assert len(wording.sides(VALUE, counted)) == 2


def _counted(value: str, unit: str) -> Claim:
    return Claim(f"b#{value}", "b", {VALUE: (Literal(value),), UNIT: (Iri(unit),)})


def test_sentences_follow_one_another_each_with_its_full_stop(wording: Wording) -> None:
    scope = ANDRO + "scope"
    texts = (Literal("Private cloud only.", language="en"), Literal("IaaS on VMware", language="en"))
    assert text_of(wording.value(scope, {scope: texts})) == "IaaS on VMware. Private cloud only."
    assert text_of(wording.value(scope, {scope: texts[1:]})) == "IaaS on VMware"


def test_titles_stand_in_quotation_marks_and_twice_the_same_text_once(wording: Wording) -> None:
    title, name = ANDRO + "title", ANDRO + "name"
    assert text_of(wording.value(title, {title: (Literal("CEO", language="en"),)})) == "“CEO”"
    twice = (Literal("OVHcloud", language="fr"), Literal("OVHcloud"))
    assert text_of(wording.value(name, {name: twice})) == "OVHcloud"
