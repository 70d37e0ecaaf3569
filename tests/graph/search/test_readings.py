"""The ways to read a name that somebody wrote."""

import pytest

from graph.search.folding import folded
from graph.search.readings import readings


def words(text: str) -> list[str]:
    return [" ".join(way.words) for way, _ in readings(text)]


def test_what_stands_in_brackets_is_read_apart_too_and_alone_never_agrees() -> None:
    assert words("Direction du numérique (DINUM)") == ["direction numerique dinum", "direction numerique", "dinum"]
    assert readings("Direction du numérique (DINUM)")[-1][1] == 0.8


def test_humps_are_taken_apart_and_worth_a_little_less() -> None:
    (first, whole), (second, apart) = readings("SocGen")
    assert (first.words, second.words) == (("socgen",), ("soc", "gen"))
    assert apart < whole == 1.0


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Mme la ministre Fleur Pellerin", "fleur pellerin"),
        ("Pres. Macron", "macron"),
        ("Premier ministre Jean Castex", "jean castex"),
        ("M. Arnaud Montebourg, ministre", "arnaud montebourg"),
        ("Angela Merkel - chancelière", "angela merkel"),
        ("Octave Klaba, OVH", "octave klaba"),
        ("Oodrive SAS, Paris (France)", "oodrive"),
        ("RGPD / GDPR", "gdpr"),
        ("Caisse des dépôts/CDC", "cdc"),
    ],
)
def test_what_was_written_beside_a_name_is_left_out_of_one_reading(written: str, read: str) -> None:
    assert read in words(written)


@pytest.mark.parametrize(
    "written", ["Président du Sénat", "Premier ministre", "La Poste", "Règlement 2016/679", "S/A", "C/Orange"]
)
def test_what_belongs_to_a_name_is_read_with_it(written: str) -> None:
    assert len(readings(written)) == 1


def test_a_slash_in_brackets_divides_no_name() -> None:
    assert words("Bleu (Capgemini/Orange)") == ["bleu capgemini orange", "bleu", "capgemini orange"]


def test_only_what_stands_there_as_a_whole_is_worth_everything() -> None:
    assert [worth for _, worth in readings("M. Klaba (OVH), 2013") if worth == 1.0] == [1.0]


@pytest.mark.parametrize(
    ("written", "read", "certain"),
    [
        ("Mme Fleur Pellerin", "Fleur Pellerin", True),
        ("Oodrive (Paris)", "Oodrive", True),
        ("Octave Klaba, OVH", "Octave Klaba", False),
        ("RGPD / GDPR", "GDPR", False),
    ],
)
def test_a_name_is_certain_without_a_title_or_brackets_but_not_as_a_part(
    written: str, read: str, certain: bool
) -> None:
    assert (dict(readings(written))[folded(read)] >= 0.95) is certain


@pytest.mark.parametrize("nothing", ["", "  ", "()", ",", " / ", "…"])
def test_there_is_no_way_to_read_nothing(nothing: str) -> None:
    assert readings(nothing) == ()
