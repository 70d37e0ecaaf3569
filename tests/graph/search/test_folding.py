"""What is left of a name when it is compared."""

import pytest

from graph.search.folding import folded


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Ministère de l’Économie", "ministere economie"),
        ("Ministere de l'Economie", "ministere economie"),
        ("A.N.S.S.I.", "anssi"),
        ("O.V.H. Cloud SAS", "ovh cloud"),
        ("E. Macron", "e macron"),
        ("OVH.com", "ovh"),
        ("CISPE.cloud", "cispe"),
        ("cybermalveillance.gouv.fr", "cybermalveillance"),
        ("SecNumCloud 3.1", "secnumcloud 3_1"),
        ("Programme d’investissements d’avenir n° 3", "programme investissements avenir 3"),
        ("Troisième programme d'investissements d'avenir", "3 programme investissements avenir"),
        ("Œuvre, Łódź & Søn", "oeuvre lodz son"),
        ("Cédric O", "cedric o"),
        ("de la", "de la"),
        ("SA", "sa"),
        ("", ""),
        ("…", ""),
    ],
)
def test_a_name_comes_down_to_the_words_that_count(written: str, words: str) -> None:
    assert " ".join(folded(written).words) == words


def test_a_word_cut_with_a_full_stop_is_known_as_such() -> None:
    assert folded("Min. Intérieur").short == {"min"}
