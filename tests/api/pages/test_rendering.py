from api.pages.rendering import ticked, unbroken
from api.pages.words import words_of


def test_no_line_of_a_name_ends_before_a_single_letter_and_markup_stays_text() -> None:
    assert unbroken("L’association Gaia-X <b>") == 'L’association <span class="num">Gaia-X</span> &lt;b&gt;'
    assert unbroken("Rencontre Breton-Klaba") == "Rencontre Breton-Klaba"


def test_a_sentence_is_typeset_and_the_code_within_it_is_left_as_it_is_typed() -> None:
    text = "L'auteur manque : écrivez `a ; b 'c' <d>` ; sinon rien."
    assert ticked(text, words_of("fr")) == (
        "L’auteur manque\u00a0: écrivez <code>a ; b &#39;c&#39; &lt;d&gt;</code>\u202f; sinon rien."
    )
    assert ticked("Write `;`; no more.", words_of("en")) == "Write <code>;</code>; no more."
