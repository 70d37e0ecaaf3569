import asyncio
from typing import Any

import httpx
import pytest
from starlette.types import ASGIApp, Receive, Scope, Send
from structlog.testing import capture_logs

from api.meters import Meters
from api.middleware.request_log import LONGEST_LOGGED, RequestLog, network_of
from api.problems.problem import problem, problem_of
from api.problems.views import tell
from graph.errors import BrokenRelease


class Route:
    """Answers after a while, as the routes do: what was asked is noted, what was refused as well."""

    def __init__(self, seconds: float = 0.0, query: str = "ASK {}", fails: bool = False) -> None:
        self._seconds = seconds
        self._query = query
        self._fails = fails

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["state"]["query"] = self._query
        await asyncio.sleep(self._seconds)
        if self._fails:
            raise RuntimeError("something private")
        await tell(problem("missing-query", {}), scope, receive, send)


def logged(route: ASGIApp, client: str = "192.0.2.77") -> tuple[httpx.Response, list[dict[str, Any]]]:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(RequestLog(route, 0.05, Meters(["/sparql"])), client=(client, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as http:
            return await http.get("/sparql", params={"query": "in the address"}, headers={"user-agent": "curl"})

    with capture_logs() as lines:
        return asyncio.run(ask()), [dict(line) for line in lines]


def test_a_request_is_one_line_with_its_number_and_without_what_it_asked() -> None:
    response, (line,) = logged(Route())
    assert line["id"] == response.headers["x-request-id"] == response.json()["instance"]
    assert (line["event"], line["status"], line["problem"]) == ("request", 400, "missing-query")
    assert (line["method"], line["path"], line["agent"]) == ("GET", "/sparql", "curl")
    assert "query" not in line
    assert "in the address" not in str(line)


def test_why_a_request_failed_stands_in_its_line_and_not_in_the_answer() -> None:
    async def damaged(scope: Scope, receive: Receive, send: Send) -> None:
        await tell(problem_of(BrokenRelease("/srv/a is no census.")), scope, receive, send)

    response, (line,) = logged(damaged)
    assert line["reason"] == "/srv/a is no census."
    assert "/srv/a" not in response.text
    assert "reason" not in logged(Route())[1][0]


def test_a_slow_request_is_logged_with_its_query() -> None:
    _, (line,) = logged(Route(seconds=0.06, query="ASK { ?s ?p ?o }"))
    assert (line["event"], line["log_level"], line["query"]) == ("slow", "warning", "ASK { ?s ?p ?o }")
    _, (line,) = logged(Route(seconds=0.06, query="x" * 100_000))
    assert len(line["query"]) == LONGEST_LOGGED


def test_what_breaks_is_logged_and_answered_under_the_same_number() -> None:
    response, lines = logged(Route(fails=True))
    assert response.status_code == 500
    assert response.headers["access-control-allow-origin"] == "*"
    assert "private" not in response.text
    assert {line["id"] for line in lines} == {response.headers["x-request-id"]}
    assert [line["event"] for line in lines] == ["internal-error", "request"]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0"),
        ("2001:db8:1234:5678::9", "2001:db8:1234::"),
        ("::ffff:192.0.2.77", "192.0.2.0"),
        ("testclient", ""),
    ],
)
def test_an_address_is_logged_without_the_part_that_names_a_machine(address: str, network: str) -> None:
    assert network_of({"client": (address, 1)}) == network
    assert address not in str(logged(Route(), client=address)[1])
