"""A server of the profile plain: its endpoint is the one of the house, and there is nothing about it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(scope="module")
def client(plain_server: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("foreign")
    (folder / "people.trig").write_text(
        '<http://a/g> { <http://a/s> <http://a/p> "a" } <http://a/s> <http://a/p> "b" .'
    )
    with httpx.Client(base_url=plain_server(folder), timeout=20) as client:
        yield client


def test_it_answers_queries_over_the_graphs_of_the_files(client: httpx.Client) -> None:
    default = client.get("/sparql", params={"query": "SELECT ?o { ?s ?p ?o }", "format": "csv"})
    assert default.text.split() == ["o", "b"]
    named = client.get("/sparql", params={"query": "SELECT ?g ?o { GRAPH ?g { ?s ?p ?o } }", "format": "csv"})
    assert named.text.split() == ["g,o", "http://a/g,a"]


def test_it_is_guarded_and_confined_like_the_other(client: httpx.Client) -> None:
    ready = client.get("/health/ready").json()
    assert (ready["status"], ready["sandbox"]) == ("ready", "on")
    refused = client.get("/sparql", params={"query": "ASK { SERVICE <http://127.0.0.1:1/> {} }"})
    assert refused.json()["type"].endswith("/forbidden-operation")
    broken = client.get("/sparql", params={"query": "ASK {\n ?s }"})
    assert (broken.status_code, broken.json()["line"], broken.json()["column"]) == (400, 2, 5)


@pytest.mark.parametrize("address", ["/", "/policies", "/ontology", "/id/ovhcloud", "/.well-known/void", "/docs"])
def test_it_has_no_pages(client: httpx.Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_browser_gets_data_where_the_other_server_has_a_page(client: httpx.Client) -> None:
    described = client.get("/sparql", headers={"accept": BROWSER})
    answered = client.get("/sparql", params={"query": "ASK {}"}, headers={"accept": BROWSER})
    assert (described.status_code, answered.status_code) == (200, 200)
    assert "html" not in described.headers["content-type"] + answered.headers["content-type"]


def test_it_describes_its_own_dataset_and_not_the_graph_of_this_house(client: httpx.Client) -> None:
    described = client.get("/sparql", headers={"accept": "application/n-triples"}).text
    assert f"<{str(client.base_url).rstrip('/')}/sparql#dataset>" in described
    assert "w3id.org/andromede" not in described


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(client: httpx.Client, method: str) -> None:
    assert client.request(method, "/sparql").status_code == 405
    update = client.post("/sparql", data={"update": "CLEAR ALL"})
    assert (update.status_code, client.post("/update").status_code) == (400, 404)
