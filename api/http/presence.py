"""Whether somebody still waits: the body of a request, and an answer that ends with the client that asked for it."""

import asyncio
from collections.abc import Awaitable
from typing import Any, TypeVar

from starlette.types import Message, Receive

# A quick answer pays nothing for being watched; a client that leaves is noticed after this.
SECONDS_BEFORE_WATCHING = 0.05
Answer = TypeVar("Answer")


class ClientGone(Exception):
    """Nobody waits for the answer any more."""


class Replayed:
    """The `receive` of a request whose body was read already: the body once more, then what the client does next."""

    def __init__(self, body: bytes, receive: Receive) -> None:
        self._body: bytes | None = body
        self._receive = receive

    async def __call__(self) -> Message:
        if self._body is None:
            return await self._receive()
        body, self._body = self._body, None
        return {"type": "http.request", "body": body, "more_body": False}


class Unwatched(Replayed):
    """The same for work that several clients wait for: somebody else watches them, and cancels it with the last."""

    def __init__(self, body: bytes) -> None:
        super().__init__(body, _nothing_more)


async def _nothing_more() -> Message:
    await asyncio.Event().wait()
    raise AssertionError("nobody sets this event")


async def body_of(receive: Receive) -> bytes:
    """The whole body of a request. Raises ClientGone when it never comes whole."""
    parts = []
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)


async def unless_gone(answer: Awaitable[Answer], receive: Receive) -> Answer:
    """The answer; cancelled, and ClientGone raised, when the client hangs up first. The body must have been read."""
    if isinstance(receive, Unwatched):
        return await answer
    work = asyncio.ensure_future(answer)
    try:
        return await while_waiting(work, receive)
    finally:
        work.cancel()


async def while_waiting(work: "asyncio.Future[Answer]", receive: Receive) -> Answer:
    """The same for work that is not this client's alone: it goes on when the client leaves."""
    await _a_moment(work)
    if not work.done():
        departure = asyncio.ensure_future(receive())
        both: set[asyncio.Future[Any]] = {work, departure}
        try:
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        finally:
            departure.cancel()
    if not work.done():
        raise ClientGone
    return work.result()


async def _a_moment(work: "asyncio.Future[Any]") -> None:
    """Until it is done, or until it pays to watch: asyncio.wait for one future, at half the price."""
    loop = asyncio.get_running_loop()
    over: asyncio.Future[None] = loop.create_future()

    def end(_: object = None) -> None:
        if not over.done():
            over.set_result(None)

    timer = loop.call_later(SECONDS_BEFORE_WATCHING, end)
    work.add_done_callback(end)
    try:
        await over
    finally:
        timer.cancel()
        work.remove_done_callback(end)
