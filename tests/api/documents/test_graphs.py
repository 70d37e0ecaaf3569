"""A graph that a release does not have is unknown, and its list does not name it."""

from collections.abc import Callable

import httpx
import pytest

Fetch = Callable[..., httpx.Response]
# The small world has curated names, and neither a description nor a dump.
ABSENT = ("void", "facts", "inferred")


@pytest.mark.parametrize("name", ABSENT)
@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "image/png"])
def test_a_graph_that_is_not_in_the_release_is_404(fetch: Fetch, name: str, accept: str) -> None:
    assert fetch("/graph/authorities", "text/turtle").status_code == 200
    assert fetch(f"/graph/{name}", accept).status_code == 404


@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
def test_the_list_names_those_that_are_there(fetch: Fetch, accept: str) -> None:
    listed = fetch("/graph", accept).text
    assert "graph/authorities" in listed
    assert not [name for name in ABSENT if f"graph/{name}" in listed]


def test_the_list_says_what_is_in_each(fetch: Fetch) -> None:
    assert "Les choses qui ont un nom" in fetch("/graph?lang=fr", "text/html").text
