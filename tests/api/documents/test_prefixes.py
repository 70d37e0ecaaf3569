"""/prefixes gives the one list of prefixes in the form in which each reader needs it."""

from collections.abc import Callable
from html import unescape

import httpx
import pyoxigraph as ox
import pytest

from ontology import SH
from ontology.prefixes import read_prefixes

Fetch = Callable[..., httpx.Response]


def test_as_turtle_they_are_declarations_of_the_ontology(fetch: Fetch) -> None:
    response = fetch("/prefixes", "text/turtle")
    assert response.headers["content-type"].startswith("text/turtle")
    triples = [one.triple for one in ox.parse(response.content, format=ox.RdfFormat.TURTLE)]
    assert sum(1 for one in triples if one.predicate.value == SH + "declare") == len(read_prefixes())


@pytest.mark.parametrize("address", ["/prefixes", "/prefixes.json"])
def test_as_json_they_are_one_object(fetch: Fetch, address: str) -> None:
    assert fetch(address, "application/json").json() == read_prefixes()


def test_as_a_context_they_stand_under_its_name(fetch: Fetch) -> None:
    assert fetch("/prefixes.jsonld").json()["@context"] == read_prefixes()


@pytest.mark.parametrize("accept", ["text/plain", "application/sparql-query"])
def test_terminals_read_lines_for_a_query(fetch: Fetch, accept: str) -> None:
    response = fetch("/prefixes", accept)
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert "PREFIX andro: <https://w3id.org/andromede/ontology#>\n" in response.text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_browsers_read_a_page_with_each_prefix_and_the_lines_to_copy(fetch: Fetch, language: str) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    page = fetch("/prefixes", browser, **{"accept-language": language})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-language"] == language
    assert "Accept" in page.headers["vary"].split(", ")
    lines = fetch("/prefixes", "text/plain").text
    assert lines.strip() in unescape(page.text)
    for prefix, namespace in read_prefixes().items():
        assert f'id="{prefix}"><th scope="row"><code>{prefix}:</code>' in page.text
        assert f"<code>{namespace}</code>" in page.text


def test_the_page_leads_to_every_format_and_to_what_has_the_names(fetch: Fetch) -> None:
    page = fetch("/prefixes.html").text.partition("<main")[2]
    for extension in ("ttl", "jsonld", "nt", "rdf", "trig", "json", "rq"):
        assert f'href="/prefixes.{extension}"' in page
        assert fetch(f"/prefixes.{extension}").status_code == 200
    assert 'href="/ontology"' in page
    assert 'href="/vocabulary/role"' in page
    assert 'href="/id"' not in page


@pytest.mark.parametrize("accept", ["*/*", "text/turtle"])
def test_a_program_that_asks_for_no_page_gets_none(fetch: Fetch, accept: str) -> None:
    assert fetch("/prefixes", accept).headers["content-type"].startswith("text/turtle")


def test_what_is_not_served_is_refused_with_what_is(fetch: Fetch) -> None:
    response = fetch("/prefixes", "image/png")
    assert response.status_code == 406
    assert fetch("/prefixes.exe").status_code == 404


def test_the_page_says_what_it_varies_by_where_it_stands_and_keeps_language_and_edition(fetch: Fetch) -> None:
    release = "0123456789abcdef0123456789abcdef"
    page = fetch(f"/prefixes?lang=en&release={release}", "text/html")
    assert page.headers["vary"] == "Accept, Accept-Language, Cookie"
    assert page.headers["content-location"] == "/prefixes.html"
    assert page.headers["set-cookie"].startswith("lang=en")
    assert f'<a href="/sparql?release={release}"' in page.text
    assert fetch("/prefixes", "text/turtle").headers["vary"] == "Accept"
