"""/prefixes gives the one list of prefixes in the form in which each reader needs it."""

from collections.abc import Callable

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


@pytest.mark.parametrize("accept", ["text/plain", "application/sparql-query", "text/html,*/*;q=0.8"])
def test_terminals_and_browsers_read_lines_for_a_query(fetch: Fetch, accept: str) -> None:
    response = fetch("/prefixes", accept)
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert "PREFIX andro: <https://w3id.org/andromede/ontology#>\n" in response.text


def test_what_is_not_served_is_refused_with_what_is(fetch: Fetch) -> None:
    response = fetch("/prefixes", "image/png")
    assert response.status_code == 406
    assert fetch("/prefixes.exe").status_code == 404
