"""The page of a problem offers ways on that work: what looks alike, other formats, what needs no engine."""

import re
from collections.abc import Callable
from html import unescape

import httpx
import pytest

from graph.engine import Question
from graph.errors import EngineFailure

Fetch = Callable[..., httpx.Response]
HTML = "text/html"


class Broken:
    """An engine that never answers."""

    async def ask(self, question: Question) -> bytes:
        raise EngineFailure(f"It does not answer {question.format}.")


def links_in(page: httpx.Response) -> list[str]:
    return [unescape(link) for link in re.findall(r'href="([^"]*)"', page.text.partition("<main")[2])]


@pytest.mark.parametrize(("language", "kind"), [("fr", "Coentreprise"), ("en", "Joint venture")])
def test_a_name_like_the_one_sought_is_offered_with_what_it_is(fetch: Fetch, language: str, kind: str) -> None:
    page = fetch("/doc/numergie", HTML, **{"accept-language": language})
    assert page.status_code == 404
    offered = page.text.partition('<ul class="hits">')[2].partition("</ul>")[0]
    assert f'<p class="kind">{kind}</p>' in offered
    assert '<a href="/id/numergy">' in offered
    told = fetch("/doc/numergie", "application/json", **{"accept-language": language}).json()
    assert told["kinds"][0] == kind
    assert len(told["nearest"]) == len(told["labels"]) == len(told["kinds"]) == len(told["descriptions"])


def test_what_was_withdrawn_says_why_and_leads_to_what_was_said_of_it(fetch: Fetch) -> None:
    page = fetch("/doc/nuage-imaginaire", HTML, **{"accept-language": "en"})
    assert page.status_code == 410
    assert "<dt>Why</dt><dd>No document names it.</dd>" in page.text
    assert {"/release", "/search?q=nuage%20imaginaire", "/problems/withdrawn"} <= set(links_in(page))
    assert fetch("/release", HTML).status_code == 200


def test_an_engine_that_fails_is_told_in_the_readers_language_with_what_needs_none(
    fetch_over: Callable[..., Fetch],
) -> None:
    broken = fetch_over(Broken())
    page = broken("/doc/numergy", HTML, **{"accept-language": "fr"})
    assert page.status_code == 503
    assert "does not answer" not in page.text.partition("<details>")[0]
    assert {"/release", "/health/ready", "/problems/engine-failure"} <= set(links_in(page))
    for way in ("/release", "/problems/engine-failure"):
        assert broken(way, HTML).status_code == 200
    assert broken("/doc/numergy", "application/json").json()["reason"].startswith("It does not answer")


def test_a_format_that_there_is_not_gives_way_to_those_that_there_are(client: httpx.Client) -> None:
    page = client.get("/sparql?query=ASK%7B%7D&format=png", headers={"accept": HTML})
    assert page.status_code == 406
    formats = [link for link in links_in(page) if "format=" in link]
    assert len(formats) == 4
    assert page.text.partition("<details>")[0].count("text/csv") == 1
    for link in formats:
        assert client.get(link, headers={"accept": HTML}).status_code == 200
