import csv
import io
import socket
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from urllib.parse import urlencode

import httpx
import pyoxigraph as ox
import pytest

from api.http.media import GRAPHS, TABLES, Media

QUERY = "application/sparql-query"
FORM = "application/x-www-form-urlencoded"
SELECT = "SELECT * { ?s ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c + ?f + ?i = ?l) }"
HUNGRY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f"


def get(client: httpx.Client, query: str, accept: str = "*/*", **parameters: str) -> httpx.Response:
    return client.get("/sparql", params={"query": query, **parameters}, headers={"accept": accept})


@pytest.mark.parametrize("media", TABLES, ids=lambda media: media.token)
def test_a_table_is_served_in_each_format_and_parses(client: httpx.Client, media: Media) -> None:
    response = get(client, SELECT, media.type)
    assert response.headers["content-type"].partition(";")[0] == media.type
    if media.token == "csv":
        rows = len(list(csv.reader(io.StringIO(response.text)))) - 1
    else:
        solutions = ox.parse_query_results(response.content, format=ox.QueryResultsFormat.from_media_type(media.type))
        assert isinstance(solutions, ox.QuerySolutions)
        rows = len(list(solutions))
    assert rows == 802


@pytest.mark.parametrize("media", GRAPHS, ids=lambda media: media.token)
@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE <http://example.org/s>"])
def test_a_graph_is_served_in_each_format_and_parses(client: httpx.Client, media: Media, query: str) -> None:
    response = get(client, query, media.type)
    assert response.headers["content-type"].partition(";")[0] == media.type
    triples = list(ox.parse(response.content, format=ox.RdfFormat.from_media_type(media.type)))
    assert len(triples) == (802 if query.startswith("CONSTRUCT") else 2)


def test_text_formats_name_their_encoding(client: httpx.Client) -> None:
    response = get(client, "SELECT ?o { ?s <http://example.org/label> ?o }", "text/csv")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert response.content == "o\r\nétoile\r\n".encode()


def test_the_four_ways_of_asking_give_the_same_answer(client: httpx.Client) -> None:
    headers = {"content-type": QUERY}
    answers = [
        get(client, SELECT),
        client.post("/sparql", data={"query": SELECT}),
        client.post("/sparql", content=SELECT, headers=headers),
        client.request("QUERY", "/sparql", content=SELECT, headers=headers),
        client.request("QUERY", "/sparql", data={"query": SELECT}),
        client.get("/sparql/", params={"query": SELECT}),
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1


def test_head_gives_the_headers_of_get_without_a_body(client: httpx.Client) -> None:
    head = client.head("/sparql", params={"query": SELECT})
    whole = get(client, SELECT)
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == whole.headers["content-length"]
    assert head.headers["content-type"] == whole.headers["content-type"]


@pytest.mark.parametrize(
    ("graphs", "query", "count"),
    [
        ([("default-graph-uri", "one")], "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "2"),
        ([("default-graph-uri", "one"), ("default-graph-uri", "two")], "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "3"),
        ([("named-graph-uri", "one")], "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "0"),
        ([("named-graph-uri", "one")], "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", "2"),
        ([("default-graph-uri", "one")], "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", "0"),
    ],
)
@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_the_request_chooses_the_graphs(
    client: httpx.Client, graphs: list[tuple[str, str]], query: str, count: str, way: str
) -> None:
    chosen = [(name, f"http://example.org/{graph}") for name, graph in graphs]
    accept = {"accept": "text/csv"}
    if way == "get":
        response = client.get(f"/sparql?{urlencode([('query', query), *chosen])}", headers=accept)
    elif way == "form":
        body = urlencode([("query", query), *chosen])
        response = client.post("/sparql", content=body, headers={**accept, "content-type": FORM})
    else:
        response = client.post(f"/sparql?{urlencode(chosen)}", content=query, headers={**accept, "content-type": QUERY})
    assert response.text.split() == ["n", count]


def test_an_iri_with_an_encoded_percent_sign_is_decoded_once(client: httpx.Client) -> None:
    response = get(client, "SELECT ?x { BIND(<http://example.org/a%2Fb+c> AS ?x) }", "text/csv")
    assert response.text.split() == ["x", "http://example.org/a%2Fb+c"]


@pytest.mark.parametrize(
    ("accept", "token"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "xml"),
        ("application/sparql-results+json;q=0, */*", "xml"),
        ("application/json", "json"),
        ("text/*", "csv"),
    ],
)
def test_accept_chooses_the_format(client: httpx.Client, accept: str, token: str) -> None:
    expected = next(media for media in TABLES if media.token == token)
    response = client.get("/sparql", params={"query": "ASK {}"}, headers={"accept": accept})
    assert response.headers["content-type"] == expected.content_type
    assert "accept" in response.headers["vary"].lower()


def test_several_accept_lines_are_one_list(client: httpx.Client) -> None:
    headers = [("accept", "text/html;q=0.2"), ("accept", "text/csv")]
    response = client.get("/sparql", params={"query": "ASK {}"}, headers=headers)
    assert response.headers["content-type"].startswith("text/csv")


def test_the_format_parameter_beats_accept_and_names_a_file(client: httpx.Client) -> None:
    response = get(client, SELECT, "text/csv", format="xml")
    assert response.headers["content-type"] == "application/sparql-results+xml"
    assert response.headers["content-disposition"] == 'inline; filename="result.srx"'


def test_a_format_that_does_not_fit_is_refused_with_the_list(client: httpx.Client) -> None:
    for response in (get(client, "ASK {}", "image/png"), get(client, "ASK {}", format="turtle")):
        assert response.status_code == 406
        assert response.json()["available"] == [media.type for media in TABLES]


def test_a_malformed_query_is_told_before_an_unfit_format(client: httpx.Client) -> None:
    response = get(client, "SELECT * {", "image/png")
    assert response.json()["type"].endswith("/malformed-query")


def test_a_malformed_query_is_400_with_line_and_column(client: httpx.Client) -> None:
    response = get(client, "SELECT * {\n  ?s ?p .\n}", "application/json")
    problem = response.json()
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    assert (problem["line"], problem["column"], problem["token"]) == (2, 9, ".")
    assert "?variable" in problem["expected"]


@pytest.mark.parametrize("query", ["SELECT * { SERVICE <http://127.0.0.1:1/> {} }", "LOAD <http://127.0.0.1:1/>"])
def test_service_and_load_are_refused(client: httpx.Client, query: str) -> None:
    response = get(client, query)
    assert response.status_code == 400
    assert response.json()["type"].endswith("/forbidden-operation")


BAD_REQUESTS: list[tuple[str, dict[str, object], int]] = [
    ("POST", {"content": SELECT}, 415),
    ("POST", {"content": SELECT, "headers": {"content-type": "text/plain"}}, 415),
    ("POST", {"content": "query=ASK%20%7B%7D", "headers": {"content-type": "text/plain"}}, 415),
    ("POST", {"content": SELECT.encode("utf-16"), "headers": {"content-type": f"{QUERY}; charset=UTF-16"}}, 400),
    ("POST", {"content": b"ASK { ?s ?p '\xe9' }", "headers": {"content-type": QUERY}}, 400),
    ("POST", {"content": b"query=ASK%20%7B%20%3Fs%20%3Fp%20%27%E9%27%7D", "headers": {"content-type": FORM}}, 400),
    ("POST", {"content": b"", "headers": {"content-type": FORM}}, 400),
    ("POST", {"content": b"update=CLEAR%20ALL", "headers": {"content-type": FORM}}, 400),
    ("GET", {"params": [("query", "ASK {}"), ("query", "ASK {}")]}, 400),
    ("GET", {"params": [("query", "ASK {}"), ("timeout", "soon")]}, 400),
    ("GET", {"params": [("query", "ASK {}"), ("timeout", "-1")]}, 400),
    ("GET", {"params": [("query", "ASK {}"), ("default-graph-uri", "no iri")]}, 400),
    ("GET", {"params": [("query", "INSERT DATA {}")]}, 400),
    ("GET", {"params": [("query", "")]}, 400),
    ("GET", {"params": [("query", "ASK {}"), ("release", "unknown")]}, 404),
    ("GET", {"params": [("query", "ASK {} #" + "x" * 17_000)]}, 413),
    ("GET", {"params": [("query", "x" * 40_000)]}, 414),
    ("POST", {"content": b"x" * 2_000_000, "headers": {"content-type": QUERY}}, 413),
    ("PUT", {"content": SELECT}, 405),
    ("DELETE", {}, 405),
]


@pytest.mark.parametrize(("method", "request_", "status"), BAD_REQUESTS)
def test_a_bad_request_is_refused_with_a_problem_document(
    client: httpx.Client, method: str, request_: dict[str, object], status: int
) -> None:
    response = client.request(method, "/sparql", **request_)  # type: ignore[arg-type]
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == status


def test_a_body_that_is_larger_than_announced_nowhere_is_refused_too(client: httpx.Client) -> None:
    response = client.post("/sparql", content=iter([b"x" * 600_000] * 2), headers={"content-type": QUERY})
    assert response.status_code == 413


def test_the_allowed_methods_are_told(client: httpx.Client) -> None:
    expected = {"GET", "HEAD", "POST", "QUERY", "OPTIONS"}
    assert set(client.options("/sparql").headers["allow"].split(", ")) == expected
    assert set(client.delete("/sparql").headers["allow"].split(", ")) == expected


def test_a_query_past_its_time_is_a_503_while_others_go_on(client: httpx.Client) -> None:
    with ThreadPoolExecutor() as pool:
        endless = pool.submit(get, client, ENDLESS, timeout="1")
        for number in count():
            assert get(client, f"ASK {{}} #{number}").status_code == 200
            if endless.done():
                break
    response = endless.result()
    assert response.status_code == 503
    assert response.json()["type"].endswith("/deadline-exceeded")
    assert response.json()["seconds"] == pytest.approx(1)


def test_a_query_that_eats_memory_is_a_503_of_its_own_kind(client: httpx.Client) -> None:
    assert get(client, HUNGRY).json()["type"].endswith("/memory-exceeded")
    assert get(client, "ASK {}").status_code == 200


def test_deep_nesting_gets_an_honest_answer_and_the_next_query_works(
    other_client: Callable[..., httpx.Client],
) -> None:
    client = other_client()
    nested = "SELECT * {" + "{" * 50_000 + "}" * 50_000 + "}"
    response = client.post("/sparql", content=nested, headers={"content-type": QUERY})
    assert response.status_code == 503
    assert response.json()["type"].endswith("/worker-died")
    assert get(client, "ASK {}").json()["boolean"] is True


def test_an_answer_over_the_cap_is_refused_and_says_how_to_go_on(other_client: Callable[..., httpx.Client]) -> None:
    response = get(other_client(answer_mb=0), SELECT)
    assert response.status_code == 422
    assert "LIMIT" in response.json()["advice"]


def test_a_client_that_leaves_takes_its_query_along(address: str, client: httpx.Client) -> None:
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(f"GET /sparql?{urlencode({'query': ENDLESS})} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        _wait_for(lambda: client.get("/health/ready").json()["workers"]["slow"] == 1)
    _wait_for(lambda: client.get("/health/ready").json()["workers"]["slow"] == 0, seconds=1.5)


def test_pages_of_any_origin_may_read_answers_and_errors(client: httpx.Client) -> None:
    origin = {"origin": "https://example.org"}
    for response in (
        client.get("/sparql", params={"query": "ASK {}"}, headers=origin),
        client.get("/sparql", params={"query": "ASK {"}, headers=origin),
        client.get("/nowhere", headers=origin),
        client.get("/sparql", params={"query": "a" * 40_000}, headers=origin),
        client.post("/sparql", content=bytes(9 << 20), headers={**origin, "content-type": "application/sparql-query"}),
    ):
        assert response.headers["access-control-allow-origin"] == "*"
        assert "ETag" in response.headers["access-control-expose-headers"]
        assert "access-control-allow-credentials" not in response.headers


@pytest.mark.parametrize("method", ["POST", "QUERY"])
def test_a_browser_may_send_a_query_directly(client: httpx.Client, method: str) -> None:
    preflight = client.options(
        "/sparql",
        headers={
            "origin": "https://example.org",
            "access-control-request-method": method,
            "access-control-request-headers": "content-type",
        },
    )
    assert preflight.status_code == 204
    assert method in preflight.headers["access-control-allow-methods"]
    assert "content-type" in preflight.headers["access-control-allow-headers"].lower()


def test_a_guarded_server_still_has_its_second_wall(client: httpx.Client) -> None:
    assert client.get("/health/ready").json()["sandbox"] == "on"


def _wait_for(true: Callable[[], bool], seconds: float = 3) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)
