"""/sparql: a plain ASGI route beside FastAPI, whose routing would cost more than a small query."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from starlette.types import Receive, Scope, Send

from api import protocol
from api.headers import encoded, respond, value, values
from api.media import Media, media_of, named
from api.negotiation import negotiate
from api.problem_views import tell
from api.problems import Refused, problem_of
from api.serving import Serving
from graph.engine import Form, Question
from graph.guard import Inspection, inspect

# A quick answer pays nothing for being watched; a client that leaves is noticed after this.
SECONDS_BEFORE_WATCHING = 0.05
Answer = TypeVar("Answer")


class SparqlEndpoint:
    """Answers for the life of the server; reads the release in service anew for each request."""

    def __init__(self, serving: Serving) -> None:
        self._serving = serving

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._answer(scope, receive, send)
        except ClientGone:
            return
        except Exception as error:
            if (problem := problem_of(error)).kind.status == 500:
                raise
            await tell(problem, scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope["method"]
        if method not in protocol.METHODS:
            raise Refused("method-not-allowed", {"allowed": protocol.METHODS}, {"allow": ", ".join(protocol.METHODS)})
        if method == "OPTIONS":
            return await respond(scope, send, 204, encoded({"allow": ", ".join(protocol.METHODS)}), b"")
        asked = protocol.read(method, scope["query_string"], value(scope, b"content-type"), await body_of(receive))
        if asked.query is None:
            raise Refused("missing-query")
        inspection = inspect(asked.query)
        media = _media(inspection, asked.format, values(scope, b"accept"))
        question = Question(asked.query, media.type, asked.dataset, asked.seconds)
        body = await unless_gone(self._serving.engine.ask(question), receive)
        return await respond(scope, send, 200, _headers(media, asked.format), body)


class ClientGone(Exception):
    """Nobody waits for the answer any more."""


def _media(inspection: Inspection, format_: str | None, accept: list[str]) -> Media:
    """Raises Refused. What is no query gets a format all the same: the engine will say where its fault is."""
    offers = media_of(inspection.form or Form.SELECT)
    media = named(format_, offers) if format_ else negotiate(offers, accept)
    if media is None and inspection.form is None:
        return offers[0]
    if media is None:
        raise Refused("not-acceptable", {"available": [offer.type for offer in offers]}, {"vary": "Accept"})
    return media


def _headers(media: Media, format_: str | None) -> list[tuple[bytes, bytes]]:
    headers = {"content-type": media.content_type, "vary": "Accept"}
    if format_:
        headers["content-disposition"] = f'inline; filename="result.{media.extension}"'
    return encoded(headers)


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
    work = asyncio.ensure_future(answer)
    await asyncio.wait({work}, timeout=SECONDS_BEFORE_WATCHING)
    if not work.done():
        departure = asyncio.ensure_future(receive())
        await asyncio.wait({work, departure}, return_when=asyncio.FIRST_COMPLETED)
        departure.cancel()
    if work.done():
        return work.result()
    work.cancel()
    raise ClientGone
