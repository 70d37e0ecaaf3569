from api.pages.locators import place, told
from api.pages.words import words_of


def test_passages_stand_in_the_order_of_the_document() -> None:
    document = ["title", "byline", "standfirst, sentence 1", "§1, sentence 2", "§2", "§10, sentence 1", "caption 1"]
    mixed = [document[n] for n in (6, 2, 0, 5, 1, 4, 3)]
    assert sorted(mixed, key=place) == document


def test_passages_are_named_in_the_language_of_the_reader() -> None:
    assert told("standfirst, sentence 1", words_of("fr")) == "chapeau, phrase 1"
    assert told("standfirst, sentence 1", words_of("en")) == "standfirst, sentence 1"
    assert told("§4, colophon", words_of("fr")) == "§4, colophon"
