"""Answers of a real server are, byte for byte, those that the engine's library gives over the same store."""

from collections.abc import Callable

import httpx
import pyoxigraph as ox
import pytest

from api.http.media import GRAPHS, TABLES, Media
from graph.sparql.guard import inspect
from ontology import BASE
from tests.conformance.generated import Generator

SEED, QUERIES, SHARES = 20261125, 300, 3
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
# A format that cannot carry an answer is refused where the library writes what no parser reads.
XML = frozenset({"application/sparql-results+xml", "application/rdf+xml"})


@pytest.fixture(scope="module")
def queries(released_store: ox.Store) -> list[str]:
    """Two in three have a row or a triple, or say yes."""
    kept: list[str] = []
    empty = 0
    for query in dict.fromkeys(Generator(released_store, SEED).queries(3 * QUERIES)):
        answered = holds_anything(released_store, query)
        if answered or empty < QUERIES // 3:
            kept.append(query)
            empty += not answered
        if len(kept) == QUERIES:
            break
    return kept


def holds_anything(store: ox.Store, query: str) -> bool:
    result = store.query(query, base_iri=BASE)
    return bool(result) if isinstance(result, ox.QueryBoolean) else next(iter(result), None) is not None


def expected(store: ox.Store, query: str, media: Media) -> bytes:
    result = store.query(query, base_iri=BASE)
    if isinstance(result, ox.QueryTriples):
        return result.serialize(format=ox.RdfFormat.from_media_type(media.type)) or b""
    return result.serialize(format=ox.QueryResultsFormat.from_media_type(media.type)) or b""


def formats(query: str, number: int) -> tuple[Media, ...]:
    """Every other one of those of its form: the odd or the even, as the number is."""
    return (GRAPHS if "CONSTRUCT" in query else TABLES)[number // SHARES % 2 :: 2]


def is_own(answer: bytes, store: ox.Store, query: str, media: Media) -> bool:
    """Whether the library gives these bytes. To a UNION with a path in it, it gives now this branch first, now that
    one, and with LIMIT other rows: there it may be any of what it gives when asked again and again."""
    if answer == expected(store, query, media):
        return True
    return "UNION" in query and answer in {expected(store, query, media) for _ in range(20)}


def ask(client: httpx.Client, number: int, query: str, media: Media) -> httpx.Response:
    """Each of the ways of asking in turn."""
    accept = {"accept": media.type}
    ways: tuple[Callable[[], httpx.Response], ...] = (
        lambda: client.get("/sparql", params={"query": query}, headers=accept),
        lambda: client.post("/sparql", data={"query": query, "format": media.token}),
        lambda: client.post("/sparql", content=query, headers={**accept, "content-type": DIRECT}),
        lambda: client.request("QUERY", "/sparql", content=query, headers={**accept, "content-type": DIRECT}),
    )
    return ways[number % len(ways)]()


@pytest.mark.parametrize("share", range(SHARES))
def test_a_generated_query_has_the_answer_of_the_library(
    queries: list[str], released_store: ox.Store, server: str, share: int
) -> None:
    wrong, refused = [], 0
    with httpx.Client(base_url=server, timeout=60) as client:
        for number in range(share, QUERIES, SHARES):
            query = queries[number]
            for media in formats(query, number):
                answer = ask(client, number, query, media)
                if answer.status_code == 406 and media.type in XML:
                    refused += 1
                elif answer.status_code != 200 or not is_own(answer.content, released_store, query, media):
                    wrong.append((media.token, answer.status_code, query, answer.text[:300]))
    assert wrong == []
    assert refused <= QUERIES // SHARES / 10


def test_the_queries_are_varied(queries: list[str]) -> None:
    assert len(queries) == QUERIES
    assert not any(inspect(query).volatile for query in queries)
    words = (
        "ASK",
        "CONSTRUCT",
        "GROUP BY",
        "OPTIONAL",
        "UNION",
        "MINUS",
        "EXISTS",
        "GRAPH",
        "FROM",
        "VALUES",
        "OFFSET",
    )
    for word in words:
        assert sum(word in query for query in queries) >= 10, word
