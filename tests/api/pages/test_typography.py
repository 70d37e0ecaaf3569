import pytest

from api.pages.typography import date, money, number, percent, typeset

MONTHS = [f"m{n}" for n in range(1, 13)]


@pytest.mark.parametrize(
    ("value", "currency", "language", "written"),
    [
        ("1800000000.0", "EUR", "fr", "1,8\u00a0Md€"),
        ("1800000000", "EUR", "en", "€1.8bn"),
        ("1791000000", "EUR", "fr", "1,791\u00a0Md€"),
        ("75000000", "EUR", "fr", "75\u00a0M€"),
        ("19500000", "EUR", "en", "€19.5m"),
        ("250000", "EUR", "fr", "250\u202f000\u00a0€"),
        ("250000", "EUR", "en", "€250,000"),
        ("250000000", "USD", "fr", "250\u00a0M$"),
        ("250000000", "CHF", "fr", "250\u00a0M\u00a0CHF"),
        ("250000000", "CHF", "en", "CHF\u00a0250m"),
        ("-29200000", "EUR", "fr", "\u221229,2\u00a0M€"),
        ("-29200000", "EUR", "en", "\u2212€29.2m"),
        ("1000000", "", "fr", "1\u00a0M"),
        ("1000000", "", "en", "1m"),
    ],
)
def test_sums_are_written_as_people_write_them(value: str, currency: str, language: str, written: str) -> None:
    assert money(value, currency, language) == written


@pytest.mark.parametrize("value", ["1234567890", "1234567", "999999999.99", "1000000000.01"])
def test_no_sum_is_rounded_away_from_its_source(value: str) -> None:
    shown = money(value, "EUR", "en")
    digits = "".join(character for character in value if character.isdigit()).rstrip("0")
    assert digits in "".join(character for character in shown if character.isdigit())


def test_numbers_keep_all_their_digits_and_group_them() -> None:
    assert number("46.0", "fr") == "46"
    assert number("1234567.125", "fr") == "1\u202f234\u202f567,125"
    assert number("1234567.125", "en") == "1,234,567.125"
    assert number("seven", "fr") == "seven"
    assert percent("46.5", "fr") == "46,5\u00a0%"
    assert percent("46.5", "en") == "46.5%"


@pytest.mark.parametrize(
    ("value", "language", "written"),
    [
        ("2014", "fr", "2014"),
        ("2014-01", "fr", "m1 2014"),
        ("2014-01-24", "fr", "24\u00a0m1 2014"),
        ("2014-01-01", "fr", "1er\u00a0m1 2014"),
        ("2014-01-01", "en", "1\u00a0m1 2014"),
        ("2014-13", "fr", "2014-13"),
        ("last spring", "fr", "last spring"),
    ],
)
def test_days_are_as_precise_as_they_are_given(value: str, language: str, written: str) -> None:
    assert date(value, MONTHS, language) == written


def test_french_spaces_do_not_break_and_english_is_left_alone() -> None:
    assert typeset("Quoi : « oui » ; non ?", "fr") == "Quoi\u00a0: «\u00a0oui\u00a0»\u202f; non\u202f?"
    assert typeset("What : 1 %", "en") == "What : 1 %"
    assert typeset("après 30 s et 512 Mo, en 2021 s’ouvre", "fr") == "après 30\u00a0s et 512\u00a0Mo, en 2021 s’ouvre"
    assert typeset("Circulaire n° 6282, 5 M€", "fr") == "Circulaire n°\u00a06282, 5\u00a0M€"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_apostrophe_is_no_mark_of_minutes(language: str) -> None:
    assert typeset("l'État d'Orange", language) == "l’État d’Orange"
    assert typeset("5' and 'quoted'", language) == "5' and 'quoted'"


def test_a_day_is_not_parted_from_its_month() -> None:
    assert typeset("le 2 novembre 2021, ou le 16 janvier", "fr") == "le 2\u00a0novembre 2021, ou le 16\u00a0janvier"
    assert typeset("on 2 November 2021, or 16 January", "en") == "on 2\u00a0November 2021, or 16\u00a0January"
    assert typeset("in 2021 March was cold", "en") == "in 2021 March was cold"
    assert typeset("en 2021 mars fut froid", "fr") == "en 2021 mars fut froid"
