"""What people type as a question leads to the question that is ready, and a name alone to none."""

import pytest

from api.pages.ready import ready_questions
from graph.reading.catalogue import Entry
from ontology import QUESTIONS


def entry(name: str, fr: str, en: str) -> Entry:
    return Entry(QUESTIONS + name, "SELECT * {}", {"fr": fr, "en": en}, {}, {}, {}, (), "")


ENTRIES = (
    entry("leaders", "Qui pilote le plan Cloud computing ?", "Who leads the Cloud computing plan?"),
    entry("critics", "Qui a critiqué Gaia-X dans les textes de 2021 ?", "Who criticised Gaia-X in the texts of 2021?"),
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("qui a critiqué gaia en 2021", ["critics"]),
        ("critics of Gaia-X", ["critics"]),
        ("who leads the cloud computing plan", ["leaders"]),
        ("Gaia-X", []),
        ("cloud", []),
        ("", []),
    ],
)
def test_a_question_is_offered_where_two_of_its_words_were_typed(text: str, names: list[str]) -> None:
    assert [each.href.rsplit("/", 1)[-1] for each in ready_questions(text, ENTRIES, "fr")] == names


def test_it_is_written_in_the_readers_language() -> None:
    assert ready_questions("gaia critique", ENTRIES, "en")[0].title == "Who criticised Gaia-X in the texts of 2021?"
