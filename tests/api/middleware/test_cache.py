"""The cache over the real endpoint and its workers, in this process, so that what workers were asked can be counted."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import brotli
import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send

from api.http.lasting import rest_on
from api.middleware.cache import Cache
from api.serving import Serving
from api.settings import Settings
from api.sparql.endpoint import SparqlEndpoint
from graph.reading.grounds import Dates
from graph.releases.manifest import GraphEntry

QUERY = "application/sparql-query"
SELECT = "SELECT * { ?s ?p ?o } ORDER BY ?o"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c + ?f + ?i = ?l) }"
SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(?c + ?f > 3) }"
Publish = Callable[[Path, str, str], None]


class House:
    """A server without sockets: the endpoint, the cache in front of it, and a client for both."""

    def __init__(self, serving: Serving, cache: Cache, client: httpx.AsyncClient) -> None:
        self.serving = serving
        self.cache = cache
        self.client = client

    @property
    def asked(self) -> int:
        """How many queries reached a worker."""
        return self.serving.current.pool.counts["asked"]

    async def get(self, query: str, accept: str = "text/csv", method: str = "GET", **headers: str) -> httpx.Response:
        own = {"accept": accept, "accept-encoding": "identity"} | {k.replace("_", "-"): v for k, v in headers.items()}
        return await self.client.request(method, "/sparql", params={"query": query}, headers=own)

    async def send(self, method: str, query: str, **headers: str) -> httpx.Response:
        own = {"accept": "text/csv", "accept-encoding": "identity", "content-type": QUERY}
        own |= {name.replace("_", "-"): text for name, text in headers.items()}
        return await self.client.request(method, "/sparql", content=query, headers=own)


@asynccontextmanager
async def _house(settings: Settings) -> AsyncIterator[House]:
    serving = Serving(settings)
    await serving.start()
    cache = Cache(SparqlEndpoint(serving), lambda: serving.release_id, settings)
    transport = httpx.ASGITransport(cache)
    own = {"accept-encoding": "identity"}
    async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=own) as client:
        try:
            yield House(serving, cache, client)
        finally:
            await serving.stop()


Scene = Callable[[House], Coroutine[Any, Any, None]]


@pytest.fixture
def play(tmp_path: Path, put_into_service: Publish) -> Callable[..., None]:
    """`play(scene, cache_mb=…)`: run a scene in a house of its own over the data of the conftest."""
    numbers = "".join(f"<http://example.org/n{n}> <http://example.org/value> {n} .\n" for n in range(400))
    put_into_service(tmp_path, "first", numbers)

    def run(scene: Scene, **changes: Any) -> None:
        async def all_of_it() -> None:
            async with _house(replace(Settings(releases=tmp_path, seconds=5.0), **changes)) as house:
                await scene(house)

        asyncio.run(all_of_it())

    return run


def test_a_repeated_query_never_reaches_a_worker_however_it_is_asked(play: Callable[..., None]) -> None:
    async def scene(house: House) -> None:
        first = await house.get(SELECT)
        again = [
            await house.get(SELECT),
            await house.get(SELECT, accept="text/csv;q=0.9, image/png;q=0.1"),
            await house.get(SELECT, accept_language="en", user_agent="another"),
            await house.send("QUERY", SELECT),
            await house.client.request(
                "QUERY", "/sparql", data={"query": SELECT}, headers={"accept": "text/csv", "accept-encoding": ""}
            ),
        ]
        head = await house.get(SELECT, method="HEAD")
        assert {(answer.content, answer.headers["etag"]) for answer in again} == {
            (first.content, first.headers["etag"])
        }
        assert (head.content, head.headers) == (b"", first.headers)
        assert house.asked == 1
        assert (house.cache.counts["misses"], house.cache.counts["hits"]) == (1, 6)

    play(scene)


def test_what_is_asked_otherwise_is_worked_out_anew(play: Callable[..., None]) -> None:
    async def scene(house: House) -> None:
        graph = {"query": SELECT, "default-graph-uri": "http://example.org/g"}
        answers = [
            await house.get(SELECT),
            await house.get(SELECT + " LIMIT 1"),
            await house.get(SELECT, accept="text/tab-separated-values"),
            await house.client.get("/sparql", params=graph, headers={"accept": "text/csv"}),
            await house.client.get("/sparql", params={"query": SELECT, "format": "csv"}),
        ]
        assert house.asked == 5
        assert len({answer.headers["etag"] for answer in answers}) == 4  # The last has the bytes of the first.
        assert "content-disposition" in answers[4].headers
        assert "content-disposition" not in answers[0].headers

    play(scene)


def test_tags_may_come_in_several_lines_of_the_header(play: Callable[..., None]) -> None:
    async def scene(house: House) -> None:
        etag = (await house.get(SELECT)).headers["etag"]
        lines = [("accept", "text/csv"), ("if-none-match", etag), ("if-none-match", '"other"')]
        answer = await house.client.get("/sparql", params={"query": SELECT}, headers=lines)
        assert answer.status_code == 304

    play(scene)


def test_no_body_makes_another_answer_to_get(play: Callable[..., None]) -> None:
    async def scene(house: House) -> None:
        first = await house.get(SELECT)
        headers = {"accept": "text/csv"}
        bodies = [b"one", b"another"]
        asks = [
            house.client.request("GET", "/sparql", params={"query": SELECT}, headers=headers, content=body)
            for body in bodies
        ]
        assert [(await ask).content for ask in asks] == [first.content] * 2
        assert house.asked == 1

    play(scene)


@pytest.mark.parametrize("method", ["GET", "HEAD", "QUERY"])
def test_who_has_the_answer_is_told_so(play: Callable[..., None], method: str) -> None:
    async def scene(house: House) -> None:
        etag = (await house.get(SELECT)).headers["etag"]

        async def ask(if_none_match: str) -> httpx.Response:
            if method == "QUERY":
                return await house.send("QUERY", SELECT, if_none_match=if_none_match)
            return await house.get(SELECT, method=method, if_none_match=if_none_match)

        for known in (etag, f"W/{etag}", f'"other", {etag}', "*"):
            answer = await ask(known)
            assert (answer.status_code, answer.content) == (304, b"")
            assert answer.headers["etag"] == etag
            assert answer.headers["vary"] == "Accept, Accept-Encoding"
            assert answer.headers["cache-control"] == "public, no-cache"
        assert (await ask('"other"')).status_code == 200

    play(scene)


def test_a_post_is_answered_whole_and_without_a_tag(play: Callable[..., None]) -> None:
    async def scene(house: House) -> None:
        etag = (await house.get(SELECT)).headers["etag"]
        answer = await house.send("POST", SELECT, if_none_match=etag)
        assert answer.status_code == 200
        assert "etag" not in answer.headers
        assert house.asked == 2

    play(scene)


def test_encodings_never_share_a_tag_and_hold_the_same_answer(play: Callable[..., None]) -> None:
    async def scene(house: House) -> None:
        tags, bodies = {}, {}
        for coding in ("identity", "gzip", "br"):
            headers = {"accept": "text/csv", "accept-encoding": coding}
            async with house.client.stream("GET", "/sparql", params={"query": SELECT}, headers=headers) as answer:
                bodies[coding] = b"".join([part async for part in answer.aiter_raw()])
                assert answer.headers.get("content-encoding", "identity") == coding
                assert answer.headers["vary"] == "Accept, Accept-Encoding"
                assert int(answer.headers["content-length"]) == len(bodies[coding])
                tags[coding] = answer.headers["etag"]
        assert len(set(tags.values())) == 3
        assert gzip.decompress(bodies["gzip"]) == brotli.decompress(bodies["br"]) == bodies["identity"]
        assert house.asked == 1
        for coding, tag in tags.items():
            for other in tags:
                answer = await house.get(SELECT, accept_encoding=other, if_none_match=tag)
                assert answer.status_code == (304 if other == coding else 200)

    play(scene)


@pytest.mark.parametrize(
    "call", ["NOW()", "RAND()", "UUID()", "STRUUID()", "BNODE()", "IF(true, rand(), 0)", "STR(bnode())"]
)
def test_what_is_no_function_of_the_release_is_worked_out_each_time(play: Callable[..., None], call: str) -> None:
    async def scene(house: House) -> None:
        query = f"SELECT ?s ({call} AS ?x) {{ ?s ?p 1 }}"
        answers = await asyncio.gather(*(house.get(query, accept="application/json") for _ in range(3)))
        assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}
        assert all("etag" not in answer.headers for answer in answers)
        assert house.asked == 3
        assert house.cache.load["answers"] == 0

    play(scene)


def test_a_page_with_such_a_query_is_not_kept_either(play: Callable[..., None]) -> None:
    async def scene(house: House) -> None:
        for _ in range(2):
            answer = await house.get("SELECT (RAND() AS ?x) {}", accept="text/html")
            assert answer.headers["cache-control"] == "no-store"
        assert house.cache.load["answers"] == 0
        kept = await house.get("SELECT (1 AS ?x) {}", accept="text/html")
        assert kept.headers["vary"] == "Accept, Accept-Language, Cookie, Accept-Encoding"
        asked = house.asked
        assert (await house.get("SELECT (1 AS ?x) {}", accept="text/html")).content == kept.content
        assert house.asked == asked
        other = await house.get("SELECT (1 AS ?x) {}", accept="text/html", accept_language="en")
        assert other.headers["content-language"] == "en"

    play(scene)


def test_a_refusal_is_not_kept(play: Callable[..., None]) -> None:
    async def scene(house: House) -> None:
        for times in (1, 2):
            answer = await house.client.get("/sparql", params={"query": ENDLESS, "timeout": "0.2"})
            assert answer.status_code == 503
            assert answer.headers["cache-control"] == "no-store"
            assert house.asked == times
        for query in ("SELECT", "ASK { SERVICE <http://127.0.0.1:1/> {} }"):
            assert (await house.get(query)).status_code == 400
        load = house.cache.load
        assert (load["answers"], load["bytes"], load["under_way"]) == (0, 0, 0)

    play(scene)


def test_the_same_query_at_the_same_time_is_worked_out_once(play: Callable[..., None]) -> None:
    async def scene(house: House) -> None:
        answers = await asyncio.gather(*(house.get(SLOW) for _ in range(20)), house.send("QUERY", SLOW))
        assert len({answer.content for answer in answers}) == 1
        assert house.asked == 1
        assert (house.cache.counts["misses"], house.cache.counts["joined"]) == (1, 20)

    play(scene)


def test_a_failed_flight_fails_for_all_who_asked_alike(play: Callable[..., None]) -> None:
    async def scene(house: House) -> None:
        parameters = {"query": ENDLESS, "timeout": "0.3"}
        answers = await asyncio.gather(*(house.client.get("/sparql", params=parameters) for _ in range(5)))
        assert {answer.status_code for answer in answers} == {503}
        assert house.asked == 1

    play(scene)


def _leaving(after: float) -> Receive:
    """A client that sends its request and hangs up after so many seconds."""
    messages: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Message:
        if messages:
            return messages.pop()
        await asyncio.sleep(after)
        return {"type": "http.disconnect"}

    return receive


def _scope(query: str) -> Scope:
    text = httpx.QueryParams({"query": query}).__str__().encode()
    headers = [(b"accept", b"text/csv"), (b"accept-encoding", b"identity"), (b"host", b"test")]
    scope = {"type": "http", "method": "GET", "scheme": "http", "path": "/sparql", "query_string": text, "state": {}}
    return {**scope, "headers": headers, "server": ("test", 80), "root_path": ""}


async def _forget(_: Message) -> None:
    return None


def test_when_the_first_client_leaves_those_who_joined_get_their_answer(play: Callable[..., None]) -> None:
    async def scene(house: House) -> None:
        first = asyncio.create_task(house.cache(_scope(SLOW), _leaving(0.1), _forget))
        await asyncio.sleep(0.02)
        answer = await house.get(SLOW)
        await first
        assert answer.status_code == 200
        assert house.asked == 1

    play(scene)


def test_when_all_have_left_the_query_ends(play: Callable[..., None]) -> None:
    async def scene(house: House) -> None:
        clients = [asyncio.create_task(house.cache(_scope(ENDLESS), _leaving(0.2), _forget)) for _ in range(3)]
        await asyncio.gather(*clients)
        async with asyncio.timeout(1):
            while house.serving.current.pool.load["asked"] or not house.serving.current.pool.counts["gone"]:
                await asyncio.sleep(0.01)
        assert house.cache.load["under_way"] == 0

    play(scene)


def test_a_new_release_never_serves_an_old_answer_nor_does_the_old_one_when_it_returns(
    play: Callable[..., None], tmp_path: Path, put_into_service: Publish
) -> None:
    async def scene(house: House) -> None:
        value = "SELECT ?o { <http://example.org/s> <http://example.org/p> ?o }"
        seen: list[tuple[str | None, str]] = []
        stop = asyncio.Event()

        async def ask_all_the_time(number: int) -> None:
            while not stop.is_set():
                before = house.serving.release_id
                # Some ask what all ask, some what nobody asked before: both have to be right.
                answer = await house.get(f"{value} #{number if len(seen) % 3 else len(seen)}")
                assert answer.status_code == 200
                if before == house.serving.release_id:
                    seen.append((before, answer.text.split()[-1]))
                await asyncio.sleep(0)

        async def until(release: str) -> None:
            async with asyncio.timeout(10):
                while house.serving.release_id != release:
                    await asyncio.sleep(0.005)
            await asyncio.sleep(0.2)

        clients = [asyncio.create_task(ask_all_the_time(number % 2)) for number in range(6)]
        for release in ("second", "third"):
            put_into_service(tmp_path, release, f"<http://example.org/s> <http://example.org/p> '{release}' .")
            await until(release)
        house.serving.folder.rollback("second")
        await until("second")
        stop.set()
        await asyncio.gather(*clients)
        assert set(seen) == {("first", "o"), ("second", "second"), ("third", "third")}
        assert seen[-1] == ("second", "second")
        for release in ("second", "third"):
            named = {"query": value, "release": release}
            answer = await house.client.get("/sparql", params=named, headers={"accept": "text/csv"})
            assert answer.text.split()[-1] == release
            assert answer.headers["cache-control"] == "public, max-age=86400"

    play(scene)


def test_the_memory_is_bounded_whatever_is_asked(play: Callable[..., None]) -> None:
    async def scene(house: House) -> None:
        for number in range(200):
            answer = await house.get(f"{SELECT} OFFSET {number}")
            assert answer.headers["etag"]
            assert house.cache.load["bytes"] <= 1 << 20
        assert 20 < house.cache.load["answers"] < 200
        asked = house.asked
        await house.get(f"{SELECT} OFFSET 199")
        assert house.asked == asked

    play(scene, cache_mb=1)


def test_without_memory_answers_still_have_their_tags(play: Callable[..., None]) -> None:
    async def scene(house: House) -> None:
        etag = (await house.get(SELECT)).headers["etag"]
        assert (await house.get(SELECT, if_none_match=etag)).status_code == 304
        assert house.asked == 2

    play(scene, cache_mb=0)


def test_what_names_the_host_is_kept_for_each_host(play: Callable[..., None]) -> None:
    async def scene(house: House) -> None:
        turtle = {"accept": "text/turtle"}
        for host in ("one.example", "two.example", "one.example"):
            answer = await house.client.get("/sparql", headers={**turtle, "host": host})
            assert f"<http://{host}/sparql>" in answer.text
        assert house.cache.counts["hits"] == 1

    play(scene)


def test_who_shows_a_token_is_answered_for_himself_alone(play: Callable[..., None]) -> None:
    async def scene(house: House) -> None:
        for _ in range(2):
            assert "etag" not in (await house.get(SELECT, authorization="Bearer x")).headers
        assert house.asked == 2

    play(scene)


class Counting:
    """A route of one's own: counts how often it is asked, and says what it is told to say."""

    def __init__(
        self,
        lasting: bool,
        headers: list[tuple[bytes, bytes]] | None = None,
        status: int = 200,
        release: str = "first",
    ) -> None:
        self.asked = 0
        self._release = release
        self.end = asyncio.Event()
        self._lasting = lasting
        self._start = {"type": "http.response.start", "status": status, "headers": headers or []}

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        self.asked += 1
        if self._lasting:
            rest_on(scope, self._release)
        await send(self._start)
        await send({"type": "http.response.body", "body": b"%d" % self.asked, "more_body": True})
        await self.end.wait()
        await send({"type": "http.response.body", "body": b"!", "more_body": False})


async def _answers(route: Counting, times: int) -> list[httpx.Response]:
    cache = Cache(route, lambda: "first", Settings())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(cache), base_url="http://test") as client:
        return [await client.get("/somewhere") for _ in range(times)]


@pytest.mark.parametrize(
    ("route", "asked"),
    [
        (lambda: Counting(lasting=True), 1),
        (lambda: Counting(lasting=False), 3),
        (lambda: Counting(lasting=True, status=404), 3),
        (lambda: Counting(lasting=True, headers=[(b"cache-control", b"no-store")]), 3),
        (lambda: Counting(lasting=True, headers=[(b"set-cookie", b"lang=fr")]), 3),
    ],
)
def test_only_what_its_route_says_will_last_is_kept(route: Callable[[], Counting], asked: int) -> None:
    async def scene() -> None:
        counting = route()
        counting.end.set()
        answers = await _answers(counting, 3)
        assert counting.asked == asked
        assert [answer.text for answer in answers] == [f"{min(n, asked)}!" for n in (1, 2, 3)]
        assert all(("etag" in answer.headers) == (asked == 1) for answer in answers)

    asyncio.run(scene())


def test_an_answer_of_a_release_taken_up_meanwhile_is_not_remembered_as_the_one_before() -> None:
    async def scene() -> None:
        route = Counting(lasting=True, release="second")
        route.end.set()
        answers = await _answers(route, 2)
        assert [answer.text for answer in answers] == ["1!", "2!"]

    asyncio.run(scene())


@pytest.mark.parametrize(("lasting", "cache_mb"), [(False, 64), (True, 0)])
def test_a_stream_that_cannot_be_kept_is_sent_as_it_comes_and_holds_nobody_up(lasting: bool, cache_mb: int) -> None:
    async def scene() -> None:
        route = Counting(lasting=lasting)
        cache = Cache(route, lambda: "first", Settings(cache_mb=cache_mb))
        sent: list[list[Message]] = [[], []]

        def client(number: int) -> asyncio.Task[None]:
            async def send(message: Message) -> None:
                sent[number].append(message)

            return asyncio.create_task(cache({**_scope(""), "path": "/dump"}, _leaving(10), send))

        clients = [client(0), client(1)]
        async with asyncio.timeout(1):
            while [len(messages) for messages in sent] != [2, 2]:
                await asyncio.sleep(0.01)
        assert {messages[1]["body"] for messages in sent} == {b"1", b"2"}
        route.end.set()
        await asyncio.gather(*clients)
        assert [len(messages) for messages in sent] == [3, 3]

    asyncio.run(scene())


DATED = {"urn:x:old": GraphEntry("", 1, "2026-11-20T10:00:00Z"), "urn:x:new": GraphEntry("", 1, "2026-11-24T10:00:00Z")}
OLD, BETWEEN, NEW, LATER = (f"{day} Nov 2026 10:00:00 GMT" for day in ("Fri, 20", "Sun, 22", "Tue, 24", "Wed, 25"))


async def _dated(headers: list[tuple[bytes, bytes]], asked: dict[str, str]) -> httpx.Response:
    async def route(scope: Scope, _: Receive, send: Send) -> None:
        rest_on(scope, "first", dates=Dates(DATED))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"text"})

    cache = Cache(route, lambda: "first", Settings())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(cache), base_url="http://test") as client:
        return await client.get("/somewhere", headers=asked)


def test_an_answer_without_a_date_of_its_own_has_that_of_the_last_change_of_all() -> None:
    assert asyncio.run(_dated([], {})).headers["last-modified"] == NEW
    own = [(b"last-modified", OLD.encode())]
    assert asyncio.run(_dated(own, {})).headers["last-modified"] == OLD


@pytest.mark.parametrize(
    ("since", "status"), [(OLD, 304), (BETWEEN, 200), (NEW, 200), (LATER, 200), ("yesterday", 200), ("", 200)]
)
def test_a_date_spares_the_body_only_where_it_is_the_very_one_of_the_answer(since: str, status: int) -> None:
    answer = asyncio.run(_dated([(b"last-modified", OLD.encode())], {"if-modified-since": since}))
    assert answer.status_code == status
    assert answer.headers["last-modified"] == OLD
    assert bool(answer.content) == (status == 200)


def test_a_tag_has_the_last_word_over_a_date() -> None:
    answer = asyncio.run(_dated([], {"if-modified-since": LATER, "if-none-match": '"another"'}))
    assert answer.status_code == 200
