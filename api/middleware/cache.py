"""The exact cache: what rests on a release and the request alone is worked out once, and never for another release."""

import asyncio
from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.cache.flights import Flights, Tell
from api.cache.identity import ENDPOINT, Identity, identity_of, raw_identity
from api.cache.shelf import Shelf
from api.cache.variants import Variant, variant_of
from api.http.codings import IDENTITY
from api.http.dates import http_date
from api.http.headers import Headers, as_lists
from api.http.lasting import Basis, basis_of
from api.http.presence import ClientGone, Replayed, Unwatched, body_of
from api.settings import Settings
from graph.workers.limits import KILOBYTE, MEGABYTE

# Whoever keeps a copy asks each time whether it still holds, so that a new release is seen at once; an answer about a
# named release may be kept for a day, but not for ever: releases do not change, how we write them may.
REVALIDATE = "public, no-cache"
KEEP = "public, max-age=86400"
# Spellings of a request are small beside the answers that they lead to.
SPELLINGS_SHARE = 8
# Coding this much holds up other requests by about a millisecond; a thread costs less than that above it.
CODED_AT_ONCE = 64 * KILOBYTE


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a flight. `variant` lasts; otherwise `start` and `body` are a refusal for all who asked alike;
    with neither, the answer went to the one who asked first, and the others have to ask for themselves."""

    variant: Variant | None = None
    start: Message | None = None
    body: bytes = b""
    problem: str | None = None


PASSED = Outcome()


class Visit(NamedTuple):
    """One request that may be answered from memory; `release` is that in service as it came. Only of QUERY the body has
    been read: no answer of ours to GET or HEAD looks at one."""

    scope: Scope
    receive: Receive
    send: Send
    headers: dict[bytes, bytes]
    release: str
    body: bytes

    @property
    def bodyless(self) -> bool:
        return bool(self.scope["method"] == "HEAD")


class Cache:
    """Lives as long as the server. `release` gives the id of the release in service, None while there is none.

    `counts` has hits (from memory, no work), joined (waited for another's answer), misses, passed (what cannot be
    kept), and not_modified (304, whichever way it was found).
    """

    def __init__(self, app: ASGIApp, release: Callable[[], str | None], settings: Settings) -> None:
        room = settings.cache_mb * MEGABYTE
        self._app = app
        self._release = release
        self._settings = settings
        self._answers: Shelf[Hashable, Variant] = Shelf(room - room // SPELLINGS_SHARE)
        self._spellings: Shelf[Hashable, Hashable] = Shelf(room // SPELLINGS_SHARE)
        self._flights: Flights[Outcome] = Flights()
        self.counts: Counter[str] = Counter()

    @property
    def load(self) -> dict[str, int]:
        """What is kept now, and what is being worked out."""
        return {
            "answers": len(self._answers),
            "room": self._answers.room + self._spellings.room,
            "bytes": self._answers.bytes + self._spellings.bytes,
            "under_way": len(self._flights),
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = as_lists(scope) if scope["type"] == "http" else {}
        release = self._release() if _may_last(scope, headers) else None
        if release is None:
            return await self._pass(scope, receive, send)
        try:
            body = await body_of(receive) if scope["method"] == "QUERY" else b""
            return await self._answer(Visit(scope, receive, send, headers, release, body))
        except ClientGone:
            return None

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            self.counts["passed"] += 1
        await self._app(scope, receive, send)

    async def _answer(self, visit: Visit) -> None:
        """From memory where these very bytes were asked before; else they have to be read."""
        spelling = (visit.release, raw_identity(visit.scope, visit.body))
        key = self._spellings.get(spelling)
        variant = self._answers.get(key) if key is not None else None
        if variant is not None:
            return await self._send(variant, "hits", visit)
        if visit.scope["method"] != "QUERY":
            await body_of(visit.receive)  # Whole, or its rest would be taken for the client's leaving.
        identity = identity_of(visit.scope, visit.body, self._settings)
        if identity is None:
            return await self._pass(visit.scope, Replayed(visit.body, visit.receive), visit.send)
        return await self._find(visit, identity, spelling)

    async def _find(self, visit: Visit, identity: Identity, spelling: Hashable) -> None:
        """The same was asked in other words before, or is being worked out, or is worked out now."""
        key = (visit.release, identity.key)
        variant, how = self._answers.get((key, IDENTITY)), "hits"
        if variant is None:
            flight = (key, identity.manner)
            how = "joined" if self._flights.has(flight) else "misses"
            outcome = await self._flights.share(flight, partial(self._work, visit, key), visit.receive)
            if outcome.variant is None:
                return await self._hand_on(outcome, how, visit)
            variant = outcome.variant
        accepted = visit.headers.get(b"accept-encoding")
        coding = variant.coding(accepted.decode("latin-1") if accepted is not None else None)
        self._spellings.put(spelling, (key, coding), _weight(visit))
        return await self._send(await self._coded(key, variant, coding), how, visit)

    async def _work(self, visit: Visit, key: Hashable, tell: Tell[Outcome]) -> Outcome:
        """Ask inside. What does not last goes out as it comes."""
        scope = {**visit.scope, "method": "GET"} if visit.bodyless else visit.scope
        collected = _Collected(visit, scope, tell, self._answers.largest)
        await self._app(scope, Unwatched(visit.body), collected.send)
        if collected.start is None or collected.basis is None:
            return PASSED
        headers: Headers = collected.start["headers"]
        if not _lasts(collected.start["status"], headers):
            return Outcome(None, collected.start, collected.body, scope["state"].get("problem"))
        basis = collected.basis
        variant = variant_of(_with_manners(headers, basis), collected.body)
        # A release that was taken up meanwhile must not be remembered as the one before.
        if basis.named or basis.release == visit.release:
            self._answers.put((key, IDENTITY), variant, variant.weight)
        return Outcome(variant)

    async def _coded(self, key: Hashable, plain: Variant, coding: str) -> Variant:
        if coding == IDENTITY:
            return plain
        found = self._answers.get((key, coding))
        if found is None:
            if len(plain.body) > CODED_AT_ONCE:
                found = await asyncio.to_thread(variant_of, plain.plain, plain.body, coding)
            else:
                found = variant_of(plain.plain, plain.body, coding)
            if self._answers.get((key, IDENTITY)) is plain:
                self._answers.put((key, coding), found, found.weight)
        return found

    async def _send(self, variant: Variant, how: str, visit: Visit) -> None:
        self.counts[how] += 1
        visit.scope.setdefault("state", {})["cache"] = how
        tags, since = visit.headers.get(b"if-none-match"), visit.headers.get(b"if-modified-since")
        if await variant.send(visit.send, visit.bodyless, tags, since) == 304:
            self.counts["not_modified"] += 1

    async def _hand_on(self, outcome: Outcome, how: str, visit: Visit) -> None:
        """A refusal that holds for all who asked alike; or nothing that could be shared."""
        if outcome.start is not None:
            self.counts[how] += 1
            visit.scope["state"]["problem"] = outcome.problem
            await visit.send(outcome.start)
            await visit.send({"type": "http.response.body", "body": b"" if visit.bodyless else outcome.body})
        elif how == "joined":
            await self._pass(visit.scope, Replayed(visit.body, visit.receive), visit.send)
        else:
            self.counts["passed"] += 1


class _Collected:
    """An answer on its way out of the routes: kept whole where they say that it lasts, handed on where they do not, and
    where it turns out to be a stream of more than could be kept."""

    def __init__(self, visit: Visit, scope: Scope, tell: Tell[Outcome], most: int) -> None:
        self._visit = visit
        self._scope = scope
        self._tell = tell
        self._most = most
        self._parts: list[bytes] = []
        self.start: Message | None = None
        self.basis: Basis | None = None

    @property
    def body(self) -> bytes:
        return b"".join(self._parts)

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start, self.basis = message, basis_of(self._scope)
            if self.basis is None:
                await self._hand_on(message)
            return None
        if self.basis is None:
            return await self._hand_on(message)
        self._parts.append(message.get("body", b""))
        if message.get("more_body", False) and sum(map(len, self._parts)) > self._most:
            self.basis = None
            await self._hand_on(self.start or {})
            await self._hand_on({**message, "body": self.body})
        return None

    async def _hand_on(self, message: Message) -> None:
        self._tell(PASSED)
        bodyless = self._visit.bodyless and "body" in message
        await self._visit.send({**message, "body": b""} if bodyless else message)


def _may_last(scope: Scope, headers: dict[bytes, bytes]) -> bool:
    """Requests that a cache may answer; who shows a token is answered for himself alone."""
    if scope["type"] != "http" or b"authorization" in headers:
        return False
    return scope["method"] in ("GET", "HEAD") or (scope["method"] == "QUERY" and scope["path"] in ENDPOINT)


def _lasts(status: int, headers: Headers) -> bool:
    given = dict(headers)
    return status == 200 and b"set-cookie" not in given and b"no-store" not in given.get(b"cache-control", b"")


def _with_manners(headers: Headers, basis: Basis) -> Headers:
    """Vary names the coding too; Cache-Control and the date are ours unless the route has its own."""
    vary = [text for name, text in headers if name == b"vary" and text]
    others = [pair for pair in headers if pair[0] != b"vary"]
    date = http_date(basis.dates.of_all())
    if date and not any(name == b"last-modified" for name, _ in others):
        others.append((b"last-modified", date.encode()))
    if not any(name == b"cache-control" for name, _ in others):
        others.append((b"cache-control", (KEEP if basis.named else REVALIDATE).encode()))
    return [*others, (b"vary", b", ".join((*vary, b"Accept-Encoding")))]


def _weight(visit: Visit) -> int:
    """Of a spelling: what Python keeps of it, and its longest parts."""
    headers = visit.scope["headers"]
    return 1024 + len(visit.scope["query_string"]) + sum(len(text) for _, text in headers)
