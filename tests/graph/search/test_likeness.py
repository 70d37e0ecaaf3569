"""Above 80 a person would say that the same thing is meant; below, no promise."""

import pytest

from graph.search.folding import folded
from graph.search.likeness import Likeness

NAMES = """
Ministère de l’Économie|Ministère de l’Intérieur|Ministère de la Culture|Ministère de la Santé|Philippe Mareine
Philippe Latombe|Philippe Salle|Philippe Wahl|Thierry Breton|Thierry Meignen|Thierry Bonhomme|Emmanuel Macron
Cloudwatt|CloudFerro|OVHcloud|SecNumCloud|netfiles|Digital Markets Act|Data Act|Chips Act|Conseil d’État
Commission nationale de l’informatique et des libertés|CDC|Programme d’investissements d’avenir 1
Agence nationale de la recherche|Société Générale|Cour de justice de l’Union européenne|Jean-Noël Barrot
Datacenter de Strasbourg|Data center de Strasbourg SBG|European Investment Bank|STMicroelectronics|SecNumCloud 3.1
Safran|Deutsche Telekom|Whaller|Niveau CS-EL4
""".replace("\n", "|").strip("|").split("|")  # fmt: skip


@pytest.fixture(scope="module")
def likeness() -> Likeness:
    lexicon = {"council": {"conseil": 1.0}, "state": {"etat": 1.0}}
    return Likeness([folded(name) for name in NAMES], lexicon)


@pytest.mark.parametrize(
    ("sought", "name"),
    [
        ("Ministere de l'Economie", "Ministère de l’Économie"),
        ("Ministère de l'Intérieure", "Ministère de l’Intérieur"),
        ("BRETON Thierry", "Thierry Breton"),
        ("Thiery Breton", "Thierry Breton"),
        ("E. Macron", "Emmanuel Macron"),
        ("Cloud Watt", "Cloudwatt"),
        ("Sec Num Cloud", "SecNumCloud"),
        ("SocGen", "Société Générale"),
        ("Cloudwat", "Cloudwatt"),
        ("Commission nationale informatique et libertés", "Commission nationale de l’informatique et des libertés"),
        ("Cour de justice de l'U.E.", "Cour de justice de l’Union européenne"),
        ("JN Barrot", "Jean-Noël Barrot"),
        ("Whaler", "Whaller"),
        ("Deutche Telecom", "Deutsche Telekom"),
        ("Data center Strasbourg", "Datacenter de Strasbourg"),
        ("Datacenter Strasbourg SBG", "Data center de Strasbourg SBG"),
    ],
)
def test_where_a_person_would_agree_the_score_is_above_80(likeness: Likeness, sought: str, name: str) -> None:
    assert likeness.score(folded(sought), folded(name)) > 80


@pytest.mark.parametrize(
    ("sought", "name"),
    [
        ("Ministère de la Pêche", "Ministère de la Santé"),
        ("Philippe Martin", "Philippe Mareine"),
        ("Cloudflare", "CloudFerro"),
        ("Netflix", "netfiles"),
        ("Digital Services Act", "Digital Markets Act"),
        ("Programme d’investissements d’avenir 2", "Programme d’investissements d’avenir 1"),
        ("Agence nationale du sport", "Agence nationale de la recherche"),
        ("Ministère", "Ministère de la Culture"),
        ("Centre de Culture", "CDC"),
        ("ST Micro", "STMicroelectronics"),
        ("SecNumCloud 1.3", "SecNumCloud 3.1"),
        ("SecNumCloud 3", "SecNumCloud"),
        ("Programme d’investissements d’avenir", "Programme d’investissements d’avenir 1"),
        ("Niveau CS-EL3", "Niveau CS-EL4"),
        ("UE", "Cour de justice de l’Union européenne"),
        ("SFR", "Safran"),
        ("cnil", "Commission nationale de l’informatique et des libertés"),
    ],
)
def test_where_a_person_would_not_it_is_at_most_80(likeness: Likeness, sought: str, name: str) -> None:
    assert likeness.score(folded(sought), folded(name)) <= 80


def test_a_translation_is_nearer_than_a_stranger_but_proves_nothing(likeness: Likeness) -> None:
    translated = likeness.score(folded("Council of State"), folded("Conseil d’État"))
    assert 60 < translated <= 80
    assert likeness.score(folded("Council of Owls"), folded("Conseil d’État")) < translated


def test_what_is_cut_short_in_some_way_is_nearer_than_a_stranger(likeness: Likeness) -> None:
    for short, name, stranger in (
        ("European Investment Bk", "European Investment Bank", "European Investment Fund"),
        ("ST Micro", "STMicroelectronics", "ST Macro"),
    ):
        assert likeness.score(folded(short), folded(name)) > 50
        assert likeness.score(folded(stranger), folded(name)) < likeness.score(folded(short), folded(name))


def test_rare_words_weigh_more_than_common_ones_and_unknown_ones_most(likeness: Likeness) -> None:
    assert likeness.weigh("ministere") < likeness.weigh("culture") < likeness.weigh("peche")


def test_only_the_same_words_in_the_same_order_are_exact(likeness: Likeness) -> None:
    assert likeness.score(folded("thierry breton"), folded("Thierry Breton")) == 100
    assert likeness.score(folded("Breton, Thierry"), folded("Thierry Breton")) == 99
