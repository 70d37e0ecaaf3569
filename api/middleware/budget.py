"""What one client may take: so many requests a minute, so many at a time; what the cache answers costs nothing."""

import time
from collections import Counter
from ipaddress import IPv6Address, IPv6Network
from math import ceil

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from api.problems.problem import Problem, problem
from api.problems.views import tell
from ontology.text import Text

# Whoever watches the server must get through to it when clients do not.
FREE = ("/health/", "/metrics", "/static/")
# An IPv6 client has this much of the address space for himself.
IPV6_PREFIX = 64
SECONDS_UNTIL_ONE_ENDS = 1
SECONDS_BETWEEN_CLEARINGS = 60


class Memory(MemoryStorage):
    """Who asked how often, for one event loop. The library's own forgets in a thread, started anew a hundred times a
    second; here whoever comes first in a minute clears away what is over."""

    def __init__(self) -> None:
        super().__init__()
        self._next_clearing = 0.0

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        now = time.time()
        if now > self._next_clearing:
            self._next_clearing = now + SECONDS_BETWEEN_CLEARINGS
            for over in [known for known, end in self.expirations.items() if end <= now]:
                del self.storage[over], self.expirations[over]
        self.expirations.setdefault(key, now + expiry)
        self.storage[key] += amount
        return self.storage[key]


class Budget:
    """Lives as long as the server. `rate` is requests a minute, `at_once` those under way; 0 is without limit.

    `counts` has those refused for their rate and for how many they were at a time.
    """

    def __init__(self, app: ASGIApp, rate: int, at_once: int) -> None:
        self._app = app
        self._rate = RateLimitItemPerMinute(rate) if rate else None
        self._at_once = at_once
        # A sliding window: with a fixed one, a client could ask twice as much around the full minute.
        self._window = SlidingWindowCounterRateLimiter(Memory())
        self._under_way: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(FREE):
            return await self._app(scope, receive, send)
        client = client_of(scope)
        if self._at_once and self._under_way[client] >= self._at_once:
            return await tell(self._refusal("at-once", self._at_once, SECONDS_UNTIL_ONE_ENDS), scope, receive, send)
        if self._rate and not self._window.hit(self._rate, client):
            return await tell(self._refusal("rate", self._rate.amount, self._wait(client)), scope, receive, send)
        self._under_way[client] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._under_way[client] -= 1
            if not self._under_way[client]:
                del self._under_way[client]

    def _wait(self, client: str) -> int:
        """Seconds until the client may ask again."""
        if self._rate is None:
            return SECONDS_UNTIL_ONE_ENDS
        reset = self._window.get_window_stats(self._rate, client).reset_time
        return max(1, ceil(reset - time.time()))

    def _refusal(self, which: str, limit: int, seconds: int) -> Problem:
        self.counts[which] += 1
        members = {"detail": SENTENCES[which].filled({"limit": limit}), "limit": limit, "seconds": seconds}
        return problem("too-many-requests", members, {"retry-after": str(seconds)})


SENTENCES = {
    "rate": Text(
        "Une même adresse peut demander {limit} réponses par minute ; celles déjà en mémoire ne comptent pas.",
        "One address may ask for {limit} answers a minute; those in memory already do not count.",
    ),
    "at-once": Text(
        "Une même adresse peut attendre {limit} réponses à la fois.",
        "One address may wait for {limit} answers at a time.",
    ),
}


def client_of(scope: Scope) -> str:
    """Who asks, as far as an address tells; a local socket has none, and all behind it are one."""
    host: str = (scope.get("client") or ("",))[0]
    if ":" not in host:
        return host
    try:
        address = IPv6Address(host)
    except ValueError:
        return host
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(IPv6Network((address, IPV6_PREFIX), strict=False).network_address)
