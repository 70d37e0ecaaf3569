"""A thousand requests that nobody would send on purpose: none is answered with 500, and none hangs.

What hypothesis makes up of methods, addresses, headers and bodies goes over a socket as it is, since a client library
would mend it; what schemathesis makes up of the OpenAPI document goes through one.
"""

import re
import socket
from collections import Counter
from typing import Any
from urllib.parse import quote_plus, urlsplit

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.core.result import Ok

from api.http.media import GRAPHS, HTML, PROBLEM, TABLES

RAW, BY_DOCUMENT = 800, 60
SECONDS = 10
STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) ")
# The same requests each time, and no time spent on making a failure smaller: the request stands in the message.
STEADY = settings(
    max_examples=RAW,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)

METHODS = st.sampled_from(["GET"] * 4 + ["POST"] * 4 + ["QUERY"] * 2 + ["HEAD", "OPTIONS", "PUT", "TRACE"])
PATHS = st.sampled_from(
    ["/sparql"] * 12 + ["/sparql/", "/", "/id/x", "/doc/x.ttl", "/ontology", "/prefixes", "/questions"]
) | st.text(st.characters(codec="ascii", categories=("L", "N", "P")), max_size=12).map(lambda text: f"/{text}")
QUERIES = (
    "SELECT * { ?s ?p ?o } LIMIT 5",
    "PREFIX : <http://example.org/> ASK FROM :one FROM :two { GRAPH ?g { ?s :p 'shared' } }",
    "CONSTRUCT { ?s ?p [] } WHERE { ?s ?p ?o OPTIONAL { ?o ?q ?r } FILTER(?o > 3 && REGEX(STR(?s), 'n')) } LIMIT 3",
    "DESCRIBE <http://example.org/s>",
    "SELECT (COUNT(?o) AS ?n) { VALUES ?s { UNDEF <a> } ?s (<p>/^<q>)* ?o MINUS { ?s a ?c } } GROUP BY ?s",
    "SELECT * { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "INSERT DATA { <a> <b> 1 }",
)
SHREDS = st.sampled_from([
    "{", "}", "(", ")", "[]", "<", ">", "<<", "'\''", '"', "\\", "\\u0000", "\x00", "\ufeff", "#", ".", ";", "|", "^^",
    "@", "_:b", "?", "$x", "1e9999", "-", "SELECT", "union", "LIMIT -1",
    "a:b", "🚀", "\u202e", "\r", "%", "&", "\ud7ff",
])  # fmt: skip


@st.composite
def broken_queries(draw: st.DrawFn) -> str:
    """A query with some of it cut out, doubled, or replaced by a shred."""
    text = draw(st.sampled_from(QUERIES))
    for _ in range(draw(st.sampled_from([0, 0, 0, 1, 1, 2]))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        text = text[:start] + draw(SHREDS | st.just(text[start:end] * 2) | st.text(max_size=3)) + text[end:]
    return text


SETTINGS = ["", "0", "-1", "nan", "1e309", "2", "json", "turtle", "html", "../x", "first", "http://example.org/one"]
VALUES = broken_queries() | broken_queries() | broken_queries() | st.sampled_from(SETTINGS) | st.text(max_size=20)
NAMES = st.sampled_from(
    ["query"] * 6 + ["update", "format", "timeout", "release", "lang", "default-graph-uri", "named-graph-uri", "x"]
)
FIELDS = st.lists(st.tuples(NAMES, VALUES), min_size=1, max_size=3).map(
    lambda fields: "&".join(f"{name}={quote_plus(value, errors='surrogatepass')}" for name, value in fields).encode()
)
ENCODED = (
    FIELDS
    | FIELDS
    | FIELDS
    | st.binary(max_size=30).map(lambda octets: b"query=" + bytes(b for b in octets if b > 32 and b != 127))
)
TYPES = [media.type for media in (*TABLES, *GRAPHS, HTML, PROBLEM)]
RANGES = st.tuples(
    st.sampled_from([*TYPES, "*/*", "text/*", "*", "/", "text", "image/png", "a/b/c"]),
    st.sampled_from(["", ";q=0", ";q=0.5", ";q=2", ";q=", ";charset=x", ";q=0.1;q=1", ';p=",;"', ";"]),
).map("".join)
LATIN = st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=20)
BODY_TYPES = ["application/sparql-query", "application/x-www-form-urlencoded"] * 4 + [
    "application/sparql-query; charset=utf-16", "application/sparql-query; charset=", "multipart/form-data", ";;", "",
]  # fmt: skip
OTHERS = [
    "Accept", "Accept-Language", "Accept-Encoding", "If-None-Match", "If-Modified-Since", "Cookie", "Host", "Range",
    "Origin", "Access-Control-Request-Method", "Content-Type", "Content-Encoding", "X-Forwarded-For", "Authorization",
]  # fmt: skip
HEADERS = st.lists(
    st.tuples(st.just("Accept"), st.lists(RANGES, max_size=4).map(",".join) | st.just("image/png"))
    | st.tuples(st.just("Content-Type"), st.sampled_from(BODY_TYPES))
    | st.tuples(st.sampled_from(OTHERS), LATIN),
    max_size=5,
)
BODIES = ENCODED | broken_queries().map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(max_size=40)


def sent(address: str, head: bytes, body: bytes) -> bytes:
    """Everything that comes back until the server closes. Raises TimeoutError when it does not."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=SECONDS) as connection:
        connection.sendall(head + body)
        received = []
        while data := connection.recv(1 << 16):
            received.append(data)
        return b"".join(received)


def test_no_request_is_answered_with_500_and_none_hangs(address: str) -> None:
    statuses: Counter[int] = Counter()

    @STEADY
    @given(METHODS, PATHS, ENCODED, HEADERS, BODIES)
    def ask(method: str, path: str, query: bytes, headers: list[tuple[str, str]], body: bytes) -> None:
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers).encode("latin-1")
        body = b"" if method in ("GET", "HEAD") else body
        rest = f"Connection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        host = b"" if any(name == "Host" for name, _ in headers) else b"Host: x\r\n"
        head = f"{method} {path}?".encode() + query + b" HTTP/1.1\r\n" + host + lines + rest
        found = STATUS.match(sent(address, head, body))
        assert found, head + body
        statuses[int(found[1])] += 1
        assert int(found[1]) != 500, head + body

    ask()
    # Were all of them refused at the door, nothing behind it would have been tried.
    assert statuses.total() >= RAW
    assert {200, 400, 404, 405, 415} <= set(statuses), statuses
    assert statuses[200] > RAW / 20, statuses


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["fitting", "unfitting"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_the_openapi_document_leads_to_is_no_500(address: str, method: str, mode: GenerationMode) -> None:
    schema = schemathesis.openapi.from_url(f"{address}/openapi.json")
    operation = schema["/sparql"][method]

    @settings(STEADY, max_examples=BY_DOCUMENT)
    @given(operation.as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case[Any]) -> None:
        response = case.call(timeout=SECONDS)
        assert response.status_code != 500, case.as_curl_command()

    ask()


def test_no_other_address_of_the_document_leads_to_500(address: str) -> None:
    schema = schemathesis.openapi.from_url(f"{address}/openapi.json")
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) > 10
    for operation in operations:

        @settings(STEADY, max_examples=3)
        @given(operation.as_strategy())
        def ask(case: schemathesis.Case[Any]) -> None:
            response = case.call(timeout=SECONDS)
            assert response.status_code != 500, case.as_curl_command()

        ask()
