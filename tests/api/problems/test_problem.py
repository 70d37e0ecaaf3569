"""Every error of the server has one shape, wherever it comes from: the endpoint, the site, the layers around them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.http.language import preferred
from api.problems.kinds import BY_ERROR, BY_STATUS, KINDS
from api.problems.problem import problem_of
from api.problems.query_words import CAUSES, HINTS
from graph import errors
from graph.search.entries import read_entries
from graph.sparql import hints, meanings
from ontology import LANGUAGES, PROBLEMS

PRODUCERS: list[tuple[str, str, dict[str, Any], str]] = [
    ("GET", "/sparql?query=ASK%20%7B", {}, "malformed-query"),
    ("GET", "/sparql?query=CLEAR%20ALL", {}, "refused-query"),
    ("GET", "/sparql?query=LOAD%20%3Ca%3E", {}, "forbidden-operation"),
    ("GET", "/sparql?query=%FF", {}, "malformed-request"),
    ("GET", "/sparql?query=ASK%7B%7D&format=png", {}, "not-acceptable"),
    ("GET", "/sparql?query=ASK%7B%7D&release=none", {}, "unknown-release"),
    ("POST", "/sparql", {"content": b"x", "headers": {"content-type": "text/plain"}}, "unsupported-media-type"),
    ("DELETE", "/sparql", {}, "method-not-allowed"),
    ("GET", "/nowhere/at/all", {}, "unknown-address"),
    ("GET", "/id/nothing-of-this-name", {"follow_redirects": True}, "unknown-entity"),
    ("POST", "/health/live", {}, "method-not-allowed"),
    ("GET", "/sparql?query=" + "x" * 40_000, {}, "address-too-long"),
    ("POST", "/health/live", {"content": b"x" * 1_100_000}, "too-large"),
]


@pytest.mark.parametrize(("method", "path", "more", "name"), PRODUCERS)
def test_every_error_is_a_problem_document_of_its_kind(
    client: httpx.Client, method: str, path: str, more: Mapping[str, Any], name: str
) -> None:
    response = client.request(method, path, **more)
    document = response.json()
    kind = KINDS[name]
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"
    assert (document["type"], document["status"], response.status_code) == (PROBLEMS + name, kind.status, kind.status)
    assert document["title"] == kind.title.fr
    assert document["detail"]
    assert document["instance"] == response.headers["x-request-id"]


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8"),
        ("text/plain", "text/plain; charset=utf-8"),
        ("*/*", "application/problem+json"),
        ("application/json", "application/problem+json"),
        ("text/turtle", "application/problem+json"),
        ("application/sparql-results+json", "application/problem+json"),
    ],
)
def test_a_problem_is_told_in_the_form_that_its_reader_wants(
    client: httpx.Client, accept: str, content_type: str
) -> None:
    response = client.get("/sparql", params={"query": "ASK {"}, headers={"accept": accept})
    assert response.status_code == 400
    assert response.headers["content-type"] == content_type


@pytest.mark.parametrize("accept", ["text/html", "text/plain", "application/json"])
@pytest.mark.parametrize(
    ("language", "title"), [("fr", "La requête ne se lit pas"), ("en", "The query cannot be read")]
)
def test_a_problem_speaks_the_language_of_its_reader(
    client: httpx.Client, accept: str, language: str, title: str
) -> None:
    headers = {"accept": accept, "accept-language": language}
    response = client.get("/sparql", params={"query": "ASK {\n ?s ?p . }"}, headers=headers)
    assert title in response.text
    assert response.headers["content-language"] == language
    assert " 2 │  ?s ?p . }" in response.text or "2 │  ?s ?p . }" in response.text


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("fr", "C’est une mise à jour, et l’on ne répond ici"), ("en", "This is an update, and here")],
)
def test_an_update_is_refused_in_the_language_of_its_reader(client: httpx.Client, language: str, sentence: str) -> None:
    headers = {"accept": "application/json", "accept-language": language}
    told = client.get("/sparql", params={"query": "CLEAR ALL"}, headers=headers).json()
    assert told["detail"].startswith(sentence)
    assert "text" not in told


@pytest.mark.parametrize(("language", "word"), [("fr", "n’est pas un IRI absolu"), ("en", "is not an absolute IRI")])
def test_what_can_be_no_name_is_refused_in_the_language_of_its_reader(
    client: httpx.Client, language: str, word: str
) -> None:
    headers = {"accept": "application/json", "accept-language": language}
    told = client.get("/doc/%3Cscript%3E", headers=headers)
    assert told.status_code == 404
    assert word in told.json()["detail"]


def test_a_damaged_release_names_its_files_in_the_log_and_nowhere_else(tmp_path: Path) -> None:
    broken = tmp_path / "search.jsonl.gz"
    with pytest.raises(errors.BrokenRelease) as raised:
        read_entries(broken)
    told = problem_of(raised.value)
    assert str(broken) in told.reason
    for language in LANGUAGES:
        assert str(tmp_path) not in json.dumps(told.document(language, "req-1"))
        assert told.detail.in_language(language)
        assert str(broken) in raised.value.text.in_language(language)  # type: ignore[union-attr]  # tells both


def test_a_damaged_release_is_told_to_who_searches_it(client: httpx.Client) -> None:
    told = client.get("/search?q=x", headers={"accept": "application/json"})  # Releases of tests have no index.
    assert (told.status_code, told.json()["type"]) == (503, PROBLEMS + "broken-release")
    assert "reason" not in told.json()


def test_what_a_page_shows_of_a_query_is_escaped(client: httpx.Client) -> None:
    query = "SELECT * { ?s ?p <script>alert(1)</script> }"
    response = client.get("/sparql", params={"query": query}, headers={"accept": "text/html"})
    assert "<script>" not in response.text
    assert "&lt;script&gt;" in response.text
    assert "default-src 'none'" in response.headers["content-security-policy"]


def test_head_on_an_error_has_its_headers_and_no_body(client: httpx.Client) -> None:
    response = client.head("/nowhere")
    assert (response.status_code, response.content) == (404, b"")
    assert response.headers["content-type"] == "application/problem+json"


def test_every_error_of_the_engine_has_a_kind() -> None:
    def leaves(error: type[Exception]) -> list[type[Exception]]:
        return [error, *(leaf for child in error.__subclasses__() for leaf in leaves(child))]

    of_the_engine = {error for error in leaves(errors.AndromedeError) if error.__module__ == errors.__name__}
    assert of_the_engine - {errors.AndromedeError} == set(BY_ERROR)
    assert {*BY_ERROR.values(), *BY_STATUS.values()} <= set(KINDS)


def test_every_cause_and_remedy_that_the_locator_names_has_its_words() -> None:
    assert {name for _, name, _ in meanings.MEANINGS} <= set(CAUSES)
    assert {name for name, _, _ in hints._HINTS} == set(HINTS)


def test_an_error_that_nobody_foresaw_says_nothing_of_its_inside() -> None:
    problem = problem_of(ValueError("the password is 1234"))
    assert problem.kind.status == 500
    assert "1234" not in json.dumps(problem.document("en", "req-1"))


@pytest.mark.parametrize(
    ("accept_language", "language"),
    [
        ("", "fr"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("de, en;q=0.5, fr;q=0.4", "en"),
        ("de", "fr"),
        ("fr;q=0, en;q=0.1", "en"),
        ("*", "fr"),
        ("en, *", "en"),
        ("en;q=0.5, *;q=0.5", "en"),
        ("fr;q=0, *;q=0.5", "en"),
        ("en;q=0, *", "fr"),
        ("fr;q=0", "en"),
        ("fr;q=0, en;q=0", "fr"),
        ("*;q=0", "fr"),
        ("en;q=0.5, fr-CA;q=0.8", "fr"),
        ("nonsense;;q=x, en", "en"),
    ],
)
def test_the_language_is_the_best_of_ours_that_the_reader_takes(accept_language: str, language: str) -> None:
    assert preferred([accept_language]) == language
