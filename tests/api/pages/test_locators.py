import re

from api.pages.locators import place, told
from api.pages.words import words_of
from ontology import HERE


def test_passages_stand_in_the_order_of_the_document() -> None:
    document = ["title", "byline", "standfirst, sentence 1", "§1, sentence 2", "§2", "§10, sentence 1", "caption 1"]
    corpus = ["title", "intro", "para 2", "para 10", "last para"]
    mixed = [document[n] for n in (6, 2, 0, 5, 1, 4, 3)]
    assert sorted(mixed, key=place) == document
    assert sorted([corpus[n] for n in (4, 3, 1, 2, 0)], key=place) == corpus


def test_passages_are_named_in_the_language_of_the_reader() -> None:
    assert told("standfirst, sentence 1", words_of("fr")) == "chapeau, phrase 1"
    assert told("standfirst, sentence 1", words_of("en")) == "standfirst, sentence 1"
    assert told("heading before last para", words_of("fr")) == "intertitre avant dernier paragraphe"


def test_a_passage_with_a_word_that_nobody_translated_is_not_translated_by_half() -> None:
    assert told("list of harbours, §4", words_of("fr")) == "list of harbours, §4"


def test_words_that_go_together_are_translated_together() -> None:
    assert told("title page, para 4", words_of("fr")) == "page de titre, paragraphe 4"
    assert told("list of founders", words_of("fr")) == "liste des fondateurs"


def test_passages_in_one_locator_are_parted_as_the_reader_parts_them() -> None:
    assert told("title; para 4", words_of("fr")) == "titre\u202f; paragraphe 4"
    assert told("title; para 4", words_of("en")) == "title; paragraph 4"


def test_several_paragraphs_are_named_in_the_plural() -> None:
    assert told("para 1-2", words_of("fr")) == "paragraphes 1-2"
    assert told("para 1", words_of("en")) == "paragraph 1"


def test_the_words_of_the_document_itself_stand_in_the_quotation_marks_of_the_reader() -> None:
    assert told('section "Cloud et Big Data"', words_of("fr")) == "section «\xa0Cloud et Big Data\xa0»"
    assert told('heading "The harbours", para 2', words_of("fr")) == "intertitre «\xa0The harbours\xa0», paragraphe 2"
    assert told("section « Les ports »", words_of("fr")) == "section «\xa0Les ports\xa0»"
    assert told('heading "Ports"', words_of("en")) == "heading “Ports”"


def test_no_passage_of_the_corpus_is_named_by_an_english_word_on_a_french_page() -> None:
    folder = HERE.parent / "graph/data/sources"
    found = re.compile(r'andro:locator "((?:[^"\\]|\\.)*)"')
    texts = (path.read_text(encoding="utf-8") for path in folder.glob("*/*.ttl"))
    locators = {locator.replace('\\"', '"') for text in texts for locator in found.findall(text)}
    english = re.compile(r"\b(paras?|standfirst|footnote|quoted?|last|slide|row|bullet|statement)\b")
    told_in_french = {told(locator, words_of("fr")) for locator in locators}
    assert len(locators) > 500
    assert not [each for each in told_in_french if english.search(re.sub("«[^»]*»", "", each))]
