import asyncio
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from time import monotonic

import httpx
import pytest

from api.docs import operations_of
from api.openapi import REFUSALS
from api.problems.kinds import KINDS
from api.serving import Serving
from api.settings import Settings, WrongSetting, from_environment, table
from graph.errors import NoRelease

Serve = Callable[[Settings], AbstractContextManager[str]]
Publish = Callable[[Path, str, str], None]


@pytest.mark.parametrize("path", ["/health/live", "/docs", "/openapi.json"])
def test_head_and_options_are_answered_for_every_page(client: httpx.Client, path: str) -> None:
    head, whole = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == whole.headers["content-type"]
    options = client.options(path)
    assert options.status_code == 204
    assert set(options.headers["allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert set(client.post(path).headers["allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_options_of_an_unknown_address_is_404(client: httpx.Client) -> None:
    assert client.options("/nowhere/at/all").status_code == 404


def test_every_request_gets_a_number_of_its_own(client: httpx.Client) -> None:
    numbers = {client.get("/health/live").headers["x-request-id"] for _ in range(3)}
    assert len(numbers) == 3


def test_readiness_tells_the_release_and_the_walls(client: httpx.Client) -> None:
    ready = client.get("/health/ready").json()
    assert (ready["status"], ready["release"], ready["memory"]) == ("ready", "first", "watched")


def test_the_docs_tell_every_operation_problem_and_setting_and_load_nothing_from_elsewhere(
    client: httpx.Client,
) -> None:
    response = client.get("/docs", headers={"accept-language": "en"})
    document = client.get("/openapi.json").json()
    for operation in operations_of(document):
        assert f"{operation.method} {operation.path}" in response.text
    for kind in KINDS.values():
        assert f"<code>{kind.name}</code>" in response.text
    for name, _, _ in table():
        assert name in response.text
    assert response.text.count("src=") == response.text.count('src="/static/')
    styles = re.findall(r'<link rel="stylesheet" href="([^"]*)"', response.text)
    assert styles
    assert all(address.startswith("/static/") for address in styles)


def test_the_openapi_document_names_only_refusals_that_exist(client: httpx.Client) -> None:
    assert {int(status) for status in REFUSALS} <= {kind.status for kind in KINDS.values()}
    assert set(client.get("/openapi.json").json()["paths"]["/sparql"]) == {"get", "post"}


def test_the_openapi_document_says_what_sparql_answers_without_a_query_and_to_browsers(client: httpx.Client) -> None:
    asked = client.get("/openapi.json").json()["paths"]["/sparql"]["get"]
    assert [each["name"] for each in asked["parameters"] if each["required"]] == []
    types = asked["responses"]["200"]["content"]
    assert {"text/html", "text/turtle", "text/csv"} <= set(types)
    for type_ in types:
        answer = client.get("/sparql", headers={"accept": type_})
        # Without a query there is a description in RDF and a page; tables are of queries only.
        assert answer.status_code in (200, 400)
    assert client.get("/sparql", headers={"accept": "text/html"}).status_code == 200


def test_a_new_release_is_taken_up_under_load_and_the_one_before_can_still_be_asked(
    tmp_path: Path, serve: Serve, put_into_service: Publish
) -> None:
    put_into_service(tmp_path, "first", "<http://a/s> <http://a/p> 1 .")
    question = {"query": "SELECT ?o { ?s ?p ?o }", "format": "csv"}
    seen: list[str] = []
    with serve(Settings(releases=tmp_path)) as address, httpx.Client(base_url=address) as client:

        def value(**more: str) -> str:
            response = client.get("/sparql", params={**question, **more})
            return response.text.split()[1] if response.status_code == 200 else response.text

        def ask_until(enough: Callable[[], bool]) -> None:
            end = monotonic() + 10
            while not enough() and monotonic() < end:
                seen.append(value())

        ask_until(lambda: len(seen) == 50)
        put_into_service(tmp_path, "second", "<http://a/s> <http://a/p> 2 .")
        ask_until(lambda: seen[-1:] == ["2"])
        ask_until(lambda: seen.count("2") == 300)
        assert value(release="first") == "1"
    assert seen == sorted(seen)
    assert set(seen) == {"1", "2"}


def test_a_server_without_a_release_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(NoRelease, match="andromede build"):
        asyncio.run(Serving(Settings(releases=tmp_path)).start())


def test_settings_have_defaults_and_are_read_by_their_kind() -> None:
    assert from_environment({}) == Settings()
    read = from_environment(
        {"ANDROMEDE_SECONDS": "2.5", "ANDROMEDE_REQUIRE_SANDBOX": "yes", "ANDROMEDE_RELEASES": "/srv/r", "HOME": "/"}
    )
    assert (read.seconds, read.require_sandbox, read.releases) == (2.5, True, Path("/srv/r"))


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("ANDROMEDE_SECOND", "1", "ANDROMEDE_SECONDS"),
        ("ANDROMEDE_SECONDS", "soon", "a number"),
        ("ANDROMEDE_FAST_WORKERS", "1.5", "a whole number"),
        ("ANDROMEDE_REQUIRE_SANDBOX", "perhaps", "one of"),
    ],
)
def test_a_wrong_setting_stops_the_start_and_says_what_to_write(name: str, value: str, says: str) -> None:
    with pytest.raises(WrongSetting, match=says):
        from_environment({name: value})


def test_every_setting_says_what_it_is_for() -> None:
    assert all(help_text for _, _, help_text in table())


def test_pages_too_have_a_tag_for_each_coding_and_are_not_sent_twice(client: httpx.Client) -> None:
    path, tags = "/docs", set()
    for coding in ("identity", "gzip", "br"):
        headers = {"accept-encoding": coding, "accept-language": "en"}
        whole = client.get(path, headers=headers)
        tags.add(etag := whole.headers["etag"])
        assert "Accept-Encoding" in whole.headers["vary"]
        for method in ("GET", "HEAD"):
            again = client.request(method, path, headers={**headers, "if-none-match": etag})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
            assert again.headers["access-control-allow-origin"] == "*"
    assert len(tags) == 3


@pytest.mark.parametrize("path", ["/health/ready", "/metrics"])
def test_what_tells_of_the_moment_is_never_kept(client: httpx.Client, path: str) -> None:
    assert "etag" not in client.get(path).headers


def test_the_openapi_document_promises_no_form_of_refusal_but_ours(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    refusal = paths["/actors"]["get"]["responses"]["422"]
    assert list(refusal["content"]) == ["application/problem+json"]
    assert "HTTPValidationError" not in str(paths)
