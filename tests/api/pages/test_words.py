import re
from pathlib import Path

import pytest

from api.pages.views import read_views
from api.pages.words import words_of
from graph.reading.facts import Group
from ontology import ANDRO
from ontology.dictionary import read_dictionary


def test_both_languages_have_the_same_words() -> None:
    french, english = words_of("fr").entries, words_of("en").entries
    assert set(french) == set(english)
    blanks = re.compile(r"\{\w+\}")
    assert {key: sorted(blanks.findall(text)) for key, text in french.items()} == {
        key: sorted(blanks.findall(text)) for key, text in english.items()
    }


def test_every_word_that_a_template_or_page_asks_for_exists(root: Path) -> None:
    files = [*(root / "api/templates").glob("*.html"), *(root / "api").rglob("*.py")]
    asked = {key for file in files for key in re.findall(r"\bwords\(\s*['\"]([\w.-]+)['\"]\s*[,)]", file.read_text())}
    counted = {key for file in files for key in re.findall(r"\bwords\.count\(\s*['\"]([\w.-]+)['\"]", file.read_text())}
    known = set(words_of("fr").entries)
    assert len(asked) > 60
    assert asked <= known
    assert {f"{key}.{form}" for key in counted for form in ("one", "many")} <= known


def test_french_counts_none_as_one_and_english_as_many() -> None:
    assert words_of("fr").count("list.facts", 0) == "0\xa0fait"
    assert words_of("en").count("list.facts", 0) == "0\xa0facts"
    assert words_of("fr").count("list.facts", 2) == "2\xa0faits"


def test_an_unknown_word_is_a_fault_and_not_a_blank() -> None:
    with pytest.raises(KeyError):
        words_of("fr")("page.nothing-of-the-kind")


def test_every_view_is_of_a_kind_and_property_that_the_shapes_have() -> None:
    kinds = read_dictionary().by_class
    ends = {group for group in read_views().by_end if not group.kind.endswith("*")}
    unknown = [end for end in ends if end.kind not in kinds or not kinds[end.kind].slot(end.via)]
    assert unknown == []


def test_every_key_of_a_kind_has_a_place_on_the_page_of_what_it_names() -> None:
    views = read_views().by_end
    keys = [
        Group(kind.iri, slot.property)
        for kind in read_dictionary().kinds
        if kind.token and kind.token != "relation"
        for slot in kind.slots
        if slot.key_position
    ]
    concepts = {"role", "portfolio", "capacity", "step", "link", "origin", "period", "name", "measure"}
    missing = [key for key in keys if key not in views and key.via.removeprefix(ANDRO) not in concepts]
    assert missing == []


def test_every_section_and_list_has_its_words() -> None:
    words, views = words_of("fr").entries, read_views()
    assert {f"section.{name}" for name in views.sections} <= set(words)
    assert {view.section for view in views.by_end.values()} <= set(views.sections)
    assert {f"list.{name}{part}" for name in views.lists for part in ("", "-lead")} <= set(words)
    assert {f"end.{end}" for end in _ends()} <= {f"end.{key.removeprefix('end.')}" for key in words}


def _ends() -> set[str]:
    return {"Participation.participant", "Responsibility.agent", "Part.part"}


def test_thousands_are_grouped_and_stay_with_what_is_counted() -> None:
    assert words_of("fr").count("list.entries", 4102) == "4\u202f102\u00a0entrées"
    assert words_of("en").count("list.entries", 4102) == "4,102\u00a0entries"
