"""Words and the nearest of them."""

import pytest

from loaders.nearest import nearest, nearest_slug
from loaders.words import camel, kebab, kebab_of_camel, local_name, namespace_of, number


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Stratégie d’innovation", "strategie-d-innovation"),
        ("Œuvre & cœur", "oeuvre-coeur"),
        ("PIA 4", "pia-4"),
        ("  ", ""),
        ("Gaïa-X (AISBL)", "gaia-x-aisbl"),
    ],
)
def test_a_label_becomes_a_slug(text: str, slug: str) -> None:
    assert kebab(text) == slug


def test_words_change_between_the_ways_that_names_are_written() -> None:
    assert camel("Hébergé sur") == "hebergeSur"
    assert kebab_of_camel("hostedOn") == "hosted-on"
    assert kebab_of_camel("CallForProjects") == "call-for-projects"


@pytest.mark.parametrize("iri", ["https://a.example/b#c", "https://a.example/b/c", "https://a.example/b/"])
def test_an_iri_divides_at_its_last_mark(iri: str) -> None:
    assert namespace_of(iri) + local_name(iri) == iri
    assert namespace_of(iri)[-1] in "#/"


@pytest.mark.parametrize(
    ("word", "meant"),
    [("hasHolderr", "holder"), ("startDate", "start"), ("Holder", "holder"), ("ownr", "owner"), ("zzzz", None)],
)
def test_the_nearest_word_is_what_was_meant(word: str, meant: str | None) -> None:
    assert nearest(word, ["holder", "start", "owner", "asset"]) == meant


@pytest.mark.parametrize(
    ("slug", "meant"),
    [
        ("srf", "sfr"),
        ("caisse-des-depots-et-consignations", "caisse-des-depots"),
        ("ovh-cloud", "ovhcloud"),
        ("thierry-bretton", "thierry-breton"),
        ("quite-another-thing", None),
    ],
)
def test_the_nearest_slug_is_what_was_meant(slug: str, meant: str | None) -> None:
    assert nearest_slug(slug, ["sfr", "caisse-des-depots", "ovhcloud", "thierry-breton", "thales"]) == meant


def test_nothing_is_near_where_there_is_nothing() -> None:
    assert (nearest("a", []), nearest_slug("a", [])) == (None, None)


@pytest.mark.parametrize(
    ("digits", "french", "english"),
    [
        ("75000000.0", "75\u202f000\u202f000", "75,000,000"),
        ("46.50", "46,5", "46.5"),
        ("2014", "2014", "2014"),
        ("-12345", "-12\u202f345", "-12,345"),
    ],
)
def test_numbers_are_written_as_people_write_them(digits: str, french: str, english: str) -> None:
    assert (number(digits, "fr"), number(digits, "en")) == (french, english)
