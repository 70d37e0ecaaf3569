import re

from ontology import HERE
from ontology.locators import passages, place, told


def test_passages_stand_in_the_order_of_the_document() -> None:
    document = ["title", "byline", "standfirst, sentence 1", "§1, sentence 2", "§2", "§10, sentence 1", "caption 1"]
    corpus = ["title", "intro", "para 2", "para 10", "last para"]
    mixed = [document[n] for n in (6, 2, 0, 5, 1, 4, 3)]
    assert sorted(mixed, key=place) == document
    assert sorted([corpus[n] for n in (4, 3, 1, 2, 0)], key=place) == corpus


def test_passages_are_named_in_the_language_of_the_reader() -> None:
    assert told("standfirst, sentence 1", "fr") == "chapeau, phrase 1"
    assert told("standfirst, sentence 1", "en") == "standfirst, sentence 1"
    assert told("heading before last para", "fr") == "intertitre avant le dernier paragraphe"


def test_a_passage_with_a_word_that_nobody_translated_is_not_translated_by_half() -> None:
    assert told("list of harbours, §4", "fr") == "list of harbours, §4"


def test_words_that_go_together_are_translated_together() -> None:
    assert told("title page, para 4", "fr") == "page de titre, paragraphe 4"
    assert told("list of founders", "fr") == "liste des fondateurs"


def test_passages_in_one_locator_are_parted_as_the_reader_parts_them() -> None:
    assert told("title; para 4", "fr") == "titre\u202f; paragraphe 4"
    assert told("title; para 4", "en") == "title; paragraph 4"


def test_several_passages_stand_in_their_order_and_are_parted_alike() -> None:
    assert passages(["para 10", "title", "para 2"], "fr") == "titre\u202f; paragraphe 2\u202f; paragraphe 10"
    assert passages([], "fr") == ""


def test_a_section_called_by_its_title_has_it_in_quotation_marks() -> None:
    assert told("section What are the criteria?", "fr") == "section «\xa0What are the criteria?\xa0»"
    assert told("section Le contenu, 19.6 a)", "en") == "section “Le contenu”, 19.6 a)"
    assert (
        told("section Généralités, para 1; section Scope", "en")
        == "section “Généralités”, paragraph 1; section “Scope”"
    )
    assert told("section Features list", "fr") == "section «\xa0Features\xa0», liste"
    assert [told(each, "fr") for each in ("section IV", "section a", "section 3.1")] == [
        "section IV",
        "section a",
        "section 3.1",
    ]


def test_in_a_language_that_is_not_of_the_house_a_passage_stands_as_it_is() -> None:
    assert told('title; heading "Häfen"', "de") == 'title; heading "Häfen"'


def test_several_paragraphs_are_named_in_the_plural() -> None:
    assert told("para 1-2", "fr") == "paragraphes 1-2"
    assert told("para 1", "en") == "paragraph 1"


def test_the_words_of_the_document_itself_stand_in_the_quotation_marks_of_the_reader() -> None:
    assert told('section "Cloud et Big Data"', "fr") == "section «\xa0Cloud et Big Data\xa0»"
    assert told('heading "The harbours", para 2', "fr") == "intertitre «\xa0The harbours\xa0», paragraphe 2"
    assert told('heading "Ports"', "en") == "heading “Ports”"


def test_no_passage_of_the_corpus_is_named_by_an_english_word_on_a_french_page() -> None:
    folder = HERE.parent / "graph/data/sources"
    found = re.compile(r'andro:locator "((?:[^"\\]|\\.)*)"')
    texts = (path.read_text(encoding="utf-8") for path in folder.glob("*/*.ttl"))
    locators = {locator.replace('\\"', '"') for text in texts for locator in found.findall(text)}
    english = re.compile(r"\b(paras?|standfirst|footnote|quoted?|last|slide|row|bullet|statement)\b")
    told_in_french = {told(locator, "fr") for locator in locators}
    assert len(locators) > 500
    assert not [each for each in told_in_french if english.search(re.sub("«[^»]*»", "", each))]
