"""The pool against real worker processes: each test opens its own, and every process it started is gone at its end."""

import asyncio
import os
import signal
import socket
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from time import monotonic

import pyoxigraph as ox
import pytest

from graph.engine import Question
from graph.errors import (
    AndromedeError,
    DeadlineExceeded,
    EngineFailure,
    MalformedQuery,
    MemoryExceeded,
    NetworkTouched,
    Overloaded,
    WorkerDied,
)
from graph.workers.limits import MEGABYTE, Limits
from graph.workers.pool import Pool
from graph.workers.seat import Seat

JSON = "application/sparql-results+json"
QUICK = Question("ASK {}", JSON)
TRUE = b'{"head":{},"boolean":true}'
ENDLESS = Question(
    "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a ?b ?c . ?d ?e ?f . ?h ?i ?j . ?k ?l ?m FILTER(?c + ?f + ?j = ?m) } }", JSON
)
HUNGRY = Question("SELECT * { GRAPH ?g { ?a ?b ?c . ?d ?e ?f . ?h ?i ?j } } ORDER BY ?c ?f", JSON)
NESTED = Question("SELECT * {" + "{" * 50_000 + "}" * 50_000 + "}", JSON)


@asynccontextmanager
async def pool_over(store: Path, limits: Limits | None = None) -> AsyncIterator[Pool]:
    pool = Pool(store, limits)
    await pool.start()
    try:
        yield pool
    finally:
        await pool.close()


def run(store: Path, scenario: Callable[[Pool], Awaitable[None]], limits: Limits | None = None) -> None:
    async def whole() -> None:
        async with pool_over(store, limits) as pool:
            await asyncio.wait_for(scenario(pool), 30)

    asyncio.run(whole())


async def outcome(pool: Pool, question: Question) -> type[AndromedeError] | bytes:
    try:
        return await pool.ask(question)
    except AndromedeError as error:
        return type(error)


async def until(true: Callable[[], bool], seconds: float = 5.0) -> None:
    end = monotonic() + seconds
    while not true():
        assert monotonic() < end, "it did not happen in time"
        await asyncio.sleep(0.01)


QUERIES = [
    ("SELECT * { ?s ?p ?o }", JSON),
    ("SELECT ?s ?v { GRAPH ?g { ?s <http://example.org/value> ?v } } ORDER BY ?v", "application/sparql-results+xml"),
    ("SELECT (SUM(?v) AS ?sum) { GRAPH ?g { ?s <http://example.org/value> ?v } }", "text/csv"),
    ("SELECT * { GRAPH <http://example.org/many> { ?s ?p ?o } }", "text/tab-separated-values"),
    ("ASK { ?s ?p 'default' }", "text/csv"),
    ("CONSTRUCT WHERE { ?s ?p ?o }", "text/turtle"),
    ("DESCRIBE <http://example.org/s>", "application/ld+json"),
]


@pytest.mark.parametrize(("query", "media_type"), QUERIES)
def test_an_answer_is_byte_for_byte_the_one_of_the_engine(
    store: Path, opened: ox.Store, query: str, media_type: str
) -> None:
    result = opened.query(query)
    if isinstance(result, ox.QueryTriples):
        expected = result.serialize(format=ox.RdfFormat.from_media_type(media_type))
    else:
        expected = result.serialize(format=ox.QueryResultsFormat.from_media_type(media_type))

    async def scenario(pool: Pool) -> None:
        assert await pool.ask(Question(query, media_type)) == expected

    run(store, scenario)


def test_many_questions_at_once_each_get_their_own_answer(store: Path) -> None:
    async def scenario(pool: Pool) -> None:
        questions = [Question(f"SELECT ({number} AS ?x) {{}}", "text/csv") for number in range(500)]
        answers = await asyncio.gather(*(pool.ask(question) for question in questions))
        assert answers == [f"x\r\n{number}\r\n".encode() for number in range(500)]

    run(store, scenario)


def test_a_query_past_its_time_is_stopped_while_others_go_on(store: Path) -> None:
    async def scenario(pool: Pool) -> None:
        started = monotonic()
        endless = asyncio.create_task(outcome(pool, ENDLESS))
        while not endless.done():
            assert await pool.ask(QUICK) == TRUE
            await asyncio.sleep(0.05)
        assert await endless is DeadlineExceeded
        assert 0.9 < monotonic() - started < 3

    run(store, scenario, Limits(seconds=1))


def test_a_request_may_ask_for_less_time_but_not_for_more(store: Path) -> None:
    async def scenario(pool: Pool) -> None:
        with pytest.raises(DeadlineExceeded) as less:
            await pool.ask(Question(ENDLESS.text, JSON, seconds=0.2))
        with pytest.raises(DeadlineExceeded) as more:
            await pool.ask(Question(ENDLESS.text, JSON, seconds=60))
        assert less.value.seconds == pytest.approx(0.2)
        assert more.value.seconds == pytest.approx(0.5)

    run(store, scenario, Limits(seconds=0.5))


def test_a_query_that_eats_memory_kills_its_worker_only(store: Path) -> None:
    async def scenario(pool: Pool) -> None:
        hungry = asyncio.create_task(outcome(pool, HUNGRY))
        while not hungry.done():
            assert await pool.ask(QUICK) == TRUE
            await asyncio.sleep(0.05)
        assert await hungry is MemoryExceeded

    run(store, scenario, Limits(memory=128 * MEGABYTE))


def test_a_query_that_crashes_the_engine_costs_one_worker_and_is_never_sent_again(store: Path) -> None:
    async def scenario(pool: Pool) -> None:
        nested = asyncio.create_task(outcome(pool, NESTED))
        others = await asyncio.gather(*(pool.ask(QUICK) for _ in range(20)))
        assert others == [TRUE] * 20
        assert await nested is WorkerDied
        assert pool.counts["crashed"] == 1

    run(store, scenario)


def test_sorting_numbers_and_texts_together_crashes_the_engine_and_costs_one_worker(
    make_store: Callable[[str], Path],
) -> None:
    values = [*(f'"{n * 37 % 1000}"' for n in range(1000)), *(str(n * 53 % 1000) for n in range(1000))]
    mixed = "".join(f"<http://a/{n}> <http://a/p> {value} .\n" for n, value in enumerate(values))

    async def scenario(pool: Pool) -> None:
        # The day that this is answered, the advice on it can go.
        assert await outcome(pool, Question("SELECT ?o { ?s ?p ?o } ORDER BY ?o", JSON)) is WorkerDied
        sorted_ = await pool.ask(Question("SELECT ?o { ?s ?p ?o } ORDER BY STR(?o)", "text/csv"))
        assert len(sorted_.splitlines()) == 2001

    run(make_store(mixed), scenario)


def test_the_sandbox_kills_what_slips_past_the_guard(store: Path) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.1)
        port = listener.getsockname()[1]

        async def scenario(pool: Pool) -> None:
            if pool.announcement["sandbox"] != "on":
                pytest.skip(pool.announcement["sandbox"])
            for call in (f"SERVICE <http://127.0.0.1:{port}/>", f"SERVICE SILENT <http://localhost:{port}/>"):
                assert await outcome(pool, Question(f"SELECT * {{ {call} {{ ?s ?p ?o }} }}", JSON)) is NetworkTouched
            assert await pool.ask(QUICK) == TRUE

        run(store, scenario)
        with pytest.raises(TimeoutError):
            listener.accept()


def test_an_allowed_endpoint_is_called_by_a_worker_of_its_own(store: Path) -> None:
    with endpoint(b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"there"}}]}}') as port:
        text = f"SELECT ?x {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?x }} }}"

        async def scenario(pool: Pool) -> None:
            assert await pool.ask(Question(text, "text/csv", federated=True)) == b"x\r\nthere\r\n"
            await until(lambda: pool.load["slow"] == 0)
            assert pool.announcement["sandbox"] != "open"

        run(store, scenario)


@contextmanager
def endpoint(answer: bytes) -> Iterator[int]:
    """The port of a SPARQL endpoint that gives this answer to everything."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(200)
            self.send_header("content-type", JSON)
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def test_eight_runaways_and_none_of_the_others_fails_or_waits_long(store: Path) -> None:
    async def scenario(pool: Pool) -> None:
        runaways = [asyncio.create_task(outcome(pool, ENDLESS)) for _ in range(8)]
        waits = []
        for _ in range(30):
            started = monotonic()
            assert await pool.ask(QUICK) == TRUE
            waits.append(monotonic() - started)
            await asyncio.sleep(0.02)
        assert sorted(waits)[15] < 0.1
        assert pool.counts["demoted"] == 8
        assert set(await asyncio.gather(*runaways)) == {DeadlineExceeded}

    run(store, scenario, Limits(seconds=3))


def test_long_queries_beyond_the_places_wait_and_are_told_when_there_is_no_place(store: Path) -> None:
    async def scenario(pool: Pool) -> None:
        outcomes = await asyncio.gather(*(outcome(pool, ENDLESS) for _ in range(5)))
        # One is evaluated at a time: those that waited longer than half a second never were.
        assert sorted(found.__name__ for found in outcomes if isinstance(found, type)) == [
            "DeadlineExceeded",
            *["Overloaded"] * 4,
        ]

    run(store, scenario, Limits(seconds=2, slow_workers=1, slow_queue=2, slow_queue_seconds=0.5))


def test_a_query_that_was_set_aside_is_answered_when_a_place_is_free(store: Path) -> None:
    # Long enough to be demoted, short enough to end.
    text = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a ?b ?c . ?d ?e ?f FILTER(?c + ?f > 1) } }"

    async def scenario(pool: Pool) -> None:
        answers = await asyncio.gather(*(pool.ask(Question(text, "text/csv")) for _ in range(3)))
        assert len(set(answers)) == 1
        assert pool.counts["set aside"] >= 1

    run(store, scenario, Limits(slow_workers=1, slice=0.02, slow_queue_seconds=25))


def test_a_query_that_nobody_waits_for_is_killed(store: Path) -> None:
    async def scenario(pool: Pool) -> None:
        abandoned = asyncio.create_task(pool.ask(ENDLESS))
        await until(lambda: pool.load["slow"] == 1)
        abandoned.cancel()
        await until(lambda: pool.load["slow"] == 0, seconds=3)
        assert pool.counts["gone"] == 1

    run(store, scenario)


def test_a_malformed_query_is_told_with_its_place_through_the_worker(store: Path) -> None:
    async def scenario(pool: Pool) -> None:
        with pytest.raises(MalformedQuery) as malformed:
            await pool.ask(Question("SELECT * {\n ?s rdfs:label ?o }", JSON))
        assert (malformed.value.line, malformed.value.column) == (2, 5)
        assert malformed.value.paste == "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"

    run(store, scenario)


def test_the_pool_outlives_its_zygote_and_its_idle_workers(store: Path) -> None:
    async def scenario(pool: Pool) -> None:
        await until(lambda: pool.load["fast"] == 2 and pool.load["spare"] == 1)
        worker = int(pool.announcement["pid"])
        zygote = int(Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()[1])
        os.kill(zygote, signal.SIGKILL)
        await asyncio.sleep(0.1)
        await until(lambda: pool.load["fast"] == 2)
        assert await pool.ask(QUICK) == TRUE

    run(store, scenario)


def test_a_query_that_eats_memory_unseen_is_told_what_its_worker_died_of(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Seat, "memory", lambda _: 0)

    async def scenario(pool: Pool) -> None:
        assert await outcome(pool, HUNGRY) is MemoryExceeded
        assert await outcome(pool, QUICK) == TRUE

    run(store, scenario, Limits(memory=128 * MEGABYTE))


def test_a_store_that_is_none_stops_the_start_with_the_reason(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with pool_over(tmp_path / "nothing"):
            pass

    with pytest.raises(EngineFailure, match="does not open"):
        asyncio.run(scenario())


def test_nothing_is_left_running_after_the_close(store: Path) -> None:
    pids: list[int] = []

    async def scenario(pool: Pool) -> None:
        await until(lambda: pool.load["spare"] == 1)
        pids.append(int(pool.announcement["pid"]))
        endless = asyncio.create_task(outcome(pool, ENDLESS))
        await until(lambda: pool.load["slow"] == 1)
        assert not endless.done()

    run(store, scenario)
    end = monotonic() + 2
    while any(Path(f"/proc/{pid}").exists() for pid in pids) and monotonic() < end:
        pass
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_a_closed_pool_answers_nothing(store: Path) -> None:
    async def scenario() -> None:
        async with pool_over(store) as pool:
            pass
        assert await outcome(pool, QUICK) is EngineFailure

    asyncio.run(scenario())


def test_too_many_waiting_questions_are_told_to_come_back(store: Path) -> None:
    async def scenario(pool: Pool) -> None:
        outcomes = await asyncio.gather(*(outcome(pool, QUICK) for _ in range(50)))
        assert Overloaded in outcomes
        assert TRUE in outcomes

    run(store, scenario, Limits(fast_workers=1, waiting=5))
