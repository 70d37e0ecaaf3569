from api.pages.rendering import unbroken


def test_no_line_of_a_name_ends_before_a_single_letter_and_markup_stays_text() -> None:
    assert unbroken("L’association Gaia-X <b>") == 'L’association <span class="num">Gaia-X</span> &lt;b&gt;'
    assert unbroken("Rencontre Breton-Klaba") == "Rencontre Breton-Klaba"
