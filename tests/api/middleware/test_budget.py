import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from limits import RateLimitItemPerMinute
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.types import Receive, Scope, Send

from api.middleware.budget import Budget, Memory, client_of

OtherClient = Callable[..., httpx.Client]


class Slow:
    """A route that answers when it is let go."""

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.asked = 0

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        self.asked += 1
        await self.go.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": scope["path"].encode()})


async def _ask(app: Any, client: str = "192.0.2.1", path: str = "/sparql") -> httpx.Response:
    transport = httpx.ASGITransport(app, client=(client, 1234))
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
        return await http.get(path)


def test_one_client_may_wait_for_so_many_answers_while_others_are_served() -> None:
    async def scene() -> None:
        route = Slow()
        budget = Budget(route, rate=0, at_once=2)
        waiting = [asyncio.create_task(_ask(budget)) for _ in range(2)]
        await asyncio.sleep(0.05)
        refused = await _ask(budget)
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
        assert refused.json()["type"].endswith("/too-many-requests")
        assert refused.json()["limit"] == 2
        other = asyncio.create_task(_ask(budget, client="192.0.2.2"))
        await asyncio.sleep(0.05)
        route.go.set()
        assert [each.status_code for each in await asyncio.gather(*waiting, other)] == [200] * 3
        assert (await _ask(budget)).status_code == 200
        assert budget.counts == {"at-once": 1}

    asyncio.run(scene())


def test_a_client_that_leaves_gives_its_place_back() -> None:
    async def scene() -> None:
        route = Slow()
        budget = Budget(route, rate=0, at_once=1)
        leaving = asyncio.create_task(_ask(budget))
        await asyncio.sleep(0.05)
        leaving.cancel()
        await asyncio.gather(leaving, return_exceptions=True)
        route.go.set()
        assert (await _ask(budget)).status_code == 200

    asyncio.run(scene())


@pytest.mark.usefixtures("one_minute")
def test_one_client_may_ask_so_often_and_is_told_when_to_come_back() -> None:
    async def scene() -> None:
        route = Slow()
        route.go.set()
        budget = Budget(route, rate=5, at_once=0)
        statuses = [(await _ask(budget)).status_code for _ in range(5)]
        refused = await _ask(budget)
        assert statuses == [200] * 5
        assert refused.status_code == 429
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert route.asked == 5
        assert (await _ask(budget, client="192.0.2.2")).status_code == 200
        assert budget.counts == {"rate": 1}

    asyncio.run(scene())


def test_the_window_slides_and_forgets_who_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_000_000_020.0]
    monkeypatch.setattr("time.time", lambda: now[0])
    memory = Memory()
    window, limit = SlidingWindowCounterRateLimiter(memory), RateLimitItemPerMinute(10)
    assert [window.hit(limit, "one") for _ in range(11)] == [True] * 10 + [False]
    for number in range(100):
        window.hit(limit, str(number))
    now[0] += 90  # The middle of the next minute: half of the one before still counts.
    allowed = [window.hit(limit, "one") for _ in range(10)].count(True)
    assert allowed == 5
    now[0] += 180
    assert window.hit(limit, "one")
    assert len(memory.storage) == len(memory.expirations) == 1


@pytest.mark.parametrize("path", ["/health/ready", "/metrics", "/static/style.css"])
def test_whoever_watches_the_server_is_always_let_in(path: str) -> None:
    async def scene() -> None:
        route = Slow()
        route.go.set()
        budget = Budget(route, rate=1, at_once=1)
        assert {(await _ask(budget, path=path)).status_code for _ in range(3)} == {200}

    asyncio.run(scene())


@pytest.mark.parametrize(
    ("address", "client"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("testclient", "testclient"),
        ("no:address", "no:address"),
        (None, ""),
    ],
)
def test_a_client_is_an_address_or_the_network_that_one_household_has(address: str | None, client: str) -> None:
    assert client_of({"client": (address, 1) if address else None}) == client


@pytest.mark.usefixtures("one_minute")
def test_what_is_in_memory_costs_nothing(other_client: OtherClient) -> None:
    client = other_client(client_rate=3)
    repeated = [client.get("/sparql", params={"query": "ASK {}"}).status_code for _ in range(20)]
    new = [client.get("/sparql", params={"query": f"ASK {{}} #{n}"}).status_code for n in range(4)]
    assert repeated == [200] * 20
    assert new == [200, 200, 429, 429]


@pytest.mark.usefixtures("one_minute")
@pytest.mark.parametrize(("trusted", "statuses"), [("", [200, 429, 429]), ("127.0.0.0/8", [200, 200, 200])])
def test_a_proxy_is_believed_only_where_the_settings_say_so(
    other_client: OtherClient, trusted: str, statuses: list[int]
) -> None:
    client = other_client(client_rate=1, trusted_proxies=trusted)
    answers = [
        client.get("/sparql", params={"query": f"ASK {{}} #{n}"}, headers={"x-forwarded-for": f"192.0.2.{n}"})
        for n in range(3)
    ]
    assert [answer.status_code for answer in answers] == statuses


@pytest.mark.usefixtures("one_minute")
def test_what_a_client_writes_before_its_proxy_does_is_not_believed(other_client: OtherClient) -> None:
    client = other_client(client_rate=1, trusted_proxies="127.0.0.1")
    answers = [
        client.get(
            "/sparql", params={"query": f"ASK {{}} #{n}"}, headers={"x-forwarded-for": f"192.0.2.{n}, 192.0.2.9"}
        )
        for n in range(2)
    ]
    assert [answer.status_code for answer in answers] == [200, 429]
