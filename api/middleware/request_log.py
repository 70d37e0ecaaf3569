"""The outermost layer: every request gets a number, one line in the log, and an answer whatever breaks inside, which
pages of any origin may read."""

import logging
from functools import lru_cache
from ipaddress import IPv6Address, ip_address, ip_network
from random import getrandbits
from time import perf_counter

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.headers import value
from api.meters import Meters
from api.middleware.cors import ALLOWED
from api.problems.problem import problem
from api.problems.views import tell

# What is kept of an address: enough to tell networks apart, too little to tell people apart.
PREFIX_LENGTHS = {4: 24, 6: 48}
# Characters of a slow query: enough to see what it is, whatever somebody sends.
LONGEST_LOGGED = 4096


class RequestLog:
    """Lives as long as the server. A request that takes longer than `slow_seconds` is logged with its query."""

    def __init__(self, app: ASGIApp, slow_seconds: float, meters: Meters) -> None:
        self._app = app
        self._meters = meters
        self._slow_seconds = slow_seconds
        self._log = structlog.get_logger("request")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        started = perf_counter()
        notes = scope.setdefault("state", {})
        notes["request_id"] = request_id = f"req-{getrandbits(48):012x}"
        exchange = _Exchange(send, request_id)
        try:
            await self._app(scope, receive, exchange.send)
        except Exception:
            self._log.exception("internal-error", id=request_id, path=scope["path"])
            if not exchange.status:
                await tell(problem("internal-error", {}), scope, receive, exchange.send)
        finally:
            self._write(scope, exchange, perf_counter() - started)
        return None

    def _write(self, scope: Scope, exchange: "_Exchange", seconds: float) -> None:
        self._meters.note(scope["path"], exchange.status, scope["state"].get("problem"), seconds)
        slow = seconds > self._slow_seconds
        level = logging.WARNING if slow or exchange.status >= 500 else logging.INFO
        log = self._log.bind()
        if not log.is_enabled_for(level):
            return
        notes = scope["state"]
        known = {
            "agent": value(scope, b"user-agent"),
            "cache": notes.get("cache"),
            "problem": notes.get("problem"),
            "reason": notes.get("reason"),
            "query": (notes.get("query") or "")[:LONGEST_LOGGED] if slow else None,
        }
        log.log(
            level,
            "slow" if slow else "request",
            id=exchange.request_id,
            method=scope["method"],
            path=scope["path"],
            status=exchange.status,
            bytes=exchange.bytes,
            ms=round(seconds * 1000, 1),
            network=network_of(scope),
            **{name: each for name, each in known.items() if each},
        )


class _Exchange:
    """One answer on its way out: what was sent, under which number."""

    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self._headers = (*ALLOWED, (b"x-request-id", request_id.encode()))
        self.request_id = request_id
        self.status = 0
        self.bytes = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message = {**message, "headers": [*message.get("headers", ()), *self._headers]}
        else:
            self.bytes += len(message.get("body", b""))
        await self._send(message)


def network_of(scope: Scope) -> str:
    """The network of the client: its address without the part that names a machine; empty for a local socket."""
    return _network((scope.get("client") or ("",))[0])


# Reading an address takes as long as all the rest of a line, and who asks once asks again.
@lru_cache(1024)
def _network(host: str) -> str:
    try:
        address = ip_address(host)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(ip_network((address, PREFIX_LENGTHS[address.version]), strict=False).network_address)
