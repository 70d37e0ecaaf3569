"""Whatever bytes an address is made of, it names something of ours or nothing, and that is never our fault."""

import asyncio
from collections.abc import Callable
from urllib.parse import unquote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.types import ASGIApp, Message

Fetch = Callable[..., httpx.Response]
FOLDERS = (
    "id", "doc", "vocabulary", "vocabulary/role", "ontology", "questions", "rules", "graph", "problems", "release",
    "release/0123456789abcdef0123456789abcdef", "shapes", "",
)  # fmt: skip
ODD = (
    b"%00", b"%0A", b"%0D%0A", b"%20", b"%22", b"%3C", b"%3E", b"%7B", b"%7D", b"%5C", b"%5E", b"%60", b"%7C", b"%25",
    b"%2F", b"%2E%2E", b"..", b".", b"//", b"%FF", b"%FE", b"%C0%AF", b"%ED%A0%80", b"%E2%80%AE", b"%F0%9F%98%80",
    b"%zz", b"%", b"'", b";", b"$resource", b"#", b"?", b"--", b"numergy", b".ttl", b".trig", b".html", b"&", b"+",
    b"~", b":",
)  # fmt: skip
paths = st.builds(
    lambda folder, pieces: b"/" + folder.encode() + b"/" + b"".join(pieces),
    st.sampled_from(FOLDERS),
    st.lists(st.one_of(st.sampled_from(ODD), st.binary(min_size=1, max_size=3)), min_size=1, max_size=6),
)
fields = st.lists(
    st.tuples(st.sampled_from(("lang", "group", "page", "release", "kind")), st.sampled_from(ODD)), max_size=3
)
ACCEPTS = st.sampled_from((b"text/html", b"text/turtle", b"application/trig", b"*/*", b"image/png", b"\xff", b",;q="))
# What may become of an address: never 500, and never 503 while the engine answers.
NATURAL = {200, 301, 303, 308, 400, 404, 406, 410, 422}


async def status_of(site: ASGIApp, raw: bytes, query: bytes, accept: bytes) -> int:
    """As a server hands it over: the path decoded, bytes that are no UTF-8 replaced."""
    sent: list[Message] = []
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": unquote(raw.decode("latin-1")), "raw_path": raw, "query_string": query, "root_path": "",
        "headers": [(b"host", b"test"), (b"accept", accept)], "client": ("127.0.0.1", 1), "server": ("test", 80),
    }  # fmt: skip

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await site(scope, receive, send)
    return int(sent[0]["status"])


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=paths, fields=fields, accept=ACCEPTS)
def test_no_spelling_of_an_address_is_our_fault(
    site: ASGIApp, raw: bytes, fields: list[tuple[str, bytes]], accept: bytes
) -> None:
    query = b"&".join(name.encode() + b"=" + value for name, value in fields)
    assert asyncio.run(status_of(site, raw, query, accept)) in NATURAL, (raw, query, accept)


@pytest.mark.parametrize("name", ["Numergy", "NUMERGY", "numergy%20", "num%C3%A9rgy", "numergy%00", "n%75mergy"])
def test_a_name_is_known_by_its_letters_alone(fetch: Fetch, name: str) -> None:
    """Other letters are another name; the same letter written otherwise is the same (RFC 3986 §6.2.2.2)."""
    assert fetch(f"/doc/{name}").status_code == (200 if name == "n%75mergy" else 404)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/doc/numergy/", "/doc/numergy"),
        ("/doc/numergy%2F?lang=en&on=2015-01-01", "/doc/numergy?lang=en&on=2015-01-01"),
        ("/ontology//", "/ontology"),
        ("/linkset/doc/numergy.json/", "/linkset/doc/numergy.json"),
        ("/doc/num%C3%A9rgy/", "/doc/num%C3%A9rgy"),
    ],
)
def test_a_slash_too_many_is_dropped_for_good_without_naming_a_host(fetch: Fetch, address: str, expected: str) -> None:
    answer = fetch(address)
    assert (answer.status_code, answer.headers["location"]) == (308, expected)


@pytest.mark.parametrize("raw", [b"/id/", b"/nothing/", b"//", b"//example.org/", b"//example.org/doc/numergy/"])
def test_a_slash_at_the_end_of_what_is_no_address_leads_nowhere(site: ASGIApp, raw: bytes) -> None:
    assert asyncio.run(status_of(site, raw, b"", b"*/*")) == 404
