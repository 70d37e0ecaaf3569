"""Each kind of error says what it means, in both languages, whatever the case."""

from collections.abc import Callable

import httpx
import pytest

from api.pages.words import words_of
from api.problems.kinds import KINDS

Fetch = Callable[..., httpx.Response]


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", KINDS)
def test_each_kind_of_error_is_explained_without_the_values_of_a_case(name: str, language: str) -> None:
    meaning = words_of(language).entries[f"problems.means.{name}"]
    assert "{" not in meaning
    assert meaning.endswith(".")


def test_the_page_of_a_kind_says_its_status_its_meaning_and_what_to_do(fetch: Fetch) -> None:
    page = fetch("/problems/result-too-large?lang=en", accept="text/html").text
    assert all(text in page for text in ("422", "half an answer would look whole", "Ask for pages"))
    assert "{" not in page[page.index("<main") : page.index('id="cite"')]


def test_the_list_shows_no_place_left_to_fill(fetch: Fetch) -> None:
    page = fetch("/problems?lang=fr", accept="text/html").text
    assert "{line}" not in page
    assert "{line}" not in fetch("/problems.ttl").text
