"""`?release=` on /sparql and on documents: any release that is still here answers as it did when it was in service."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest

from api.settings import Settings

QUERY = "SELECT ?o { <http://a/s> <http://a/p> ?o }"
TRIG = """
<http://a/s> <http://a/p> "{0}" .
<https://w3id.org/andromede/id/x> <http://www.w3.org/2000/01/rdf-schema#label> "{0}"@en .
"""


@pytest.fixture
def client(
    tmp_path: Path,
    put_into_service: Callable[[Path, str, str], None],
    serve: Callable[[Settings], AbstractContextManager[str]],
) -> Iterator[httpx.Client]:
    for name in ("one", "two", "three", "four"):
        put_into_service(tmp_path, name, TRIG.format(name))
    with serve(Settings(releases=tmp_path)) as address, httpx.Client(base_url=address, timeout=20) as client:
        yield client


def get(client: httpx.Client, release: str | None) -> httpx.Response:
    parameters = {"query": QUERY, "format": "csv"} | ({"release": release} if release is not None else {})
    return client.get("/sparql", params=parameters)


def test_each_release_gives_its_own_answer_however_many_are_asked_in_turn(client: httpx.Client) -> None:
    assert get(client, None).text.split() == ["o", "four"]
    for name in ("one", "two", "three", "four", "one", "three"):
        assert get(client, name).text.split() == ["o", name]


def test_an_answer_says_which_release_gave_it_also_when_it_comes_from_memory(client: httpx.Client) -> None:
    told = [get(client, name).headers["andromede-release"] for name in (None, "four", "one", None, "one")]
    assert told == ["four", "four", "one", "four", "one"]
    assert "Andromede-Release" in get(client, None).headers["access-control-expose-headers"].split(", ")


def test_a_form_names_its_release_too(client: httpx.Client) -> None:
    response = client.post("/sparql", data={"query": QUERY, "release": "two", "format": "csv"})
    assert response.text.split() == ["o", "two"]


@pytest.mark.parametrize(
    ("release", "nearest"),
    [("unknown", "four"), ("th", "three"), ("../one", "four"), ("", "four"), ("current", "four")],
)
def test_one_that_is_not_kept_is_a_404_that_names_the_nearest(client: httpx.Client, release: str, nearest: str) -> None:
    response = get(client, release)
    assert response.status_code == 404
    problem = response.json()
    assert problem["type"].endswith("/unknown-release")
    assert (problem["release"], problem["nearest"]) == (release, nearest) if release else problem["nearest"] == nearest
    assert nearest in problem["detail"]
    assert get(client, problem["nearest"]).status_code == 200


def test_a_document_is_that_of_the_release_named(client: httpx.Client) -> None:
    for name in ("one", "four", "two", "one"):
        answer = client.get(f"/doc/x.nt?release={name}")
        assert f'"{name}"@en' in answer.text
        assert "max-age" in answer.headers["cache-control"]
    current = client.get("/doc/x.nt")
    assert '"four"@en' in current.text
    assert "max-age" not in current.headers["cache-control"]


def test_a_document_of_a_release_that_is_not_kept_is_a_404_that_names_the_nearest(client: httpx.Client) -> None:
    answer = client.get("/doc/x?release=th")
    assert (answer.status_code, answer.json()["nearest"]) == (404, "three")


def test_each_release_has_a_page_as_long_as_it_is_kept(client: httpx.Client) -> None:
    assert [client.get(f"/release/{name}.ttl").status_code for name in ("one", "four", "five")] == [200, 200, 404]
    assert "etag" not in client.get("/release/one").headers
