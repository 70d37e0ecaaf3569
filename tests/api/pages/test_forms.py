from api.pages.forms import distinct, folded, says_again
from graph.terms import Literal


def _told(*texts: str) -> list[str]:
    return [text.value for text in distinct([Literal(text, language="fr") for text in texts])]


def test_a_title_stands_once_whatever_its_capitals_hyphens_and_initials() -> None:
    assert _told("PDG", "P-dg", "président-directeur général") == ["président-directeur général"]
    assert _told("Directeur Général", "Directeur général", "directeur général", "DG") == ["directeur général"]
    assert _told("directeur des systèmes d’information", "DSI") == ["directeur des systèmes d’information"]


def test_titles_that_say_something_else_all_stay() -> None:
    assert _told("président", "ancien ministre", "ministre") == ["ancien ministre", "ministre", "président"]
    assert _told("P-DG", "PDG") == ["P-DG"]


def test_letters_are_compared_without_case_accent_and_what_is_no_letter() -> None:
    assert folded("Chef(fe) de l’État") == "cheffedeletat"


def test_a_title_that_only_puts_the_role_in_another_form_is_known_as_such() -> None:
    assert says_again("« vice-président »", "vice-présidence")
    assert says_again("directrice générale", "direction générale")
    assert says_again("chief executive", "chief executive")
    assert not says_again("administrateur et directeur général", "direction générale")
    assert not says_again("CEO", "direction générale")
