"""/sparql: a plain ASGI route beside FastAPI, whose routing would cost more than a small query."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from starlette.types import Receive, Scope, Send

from api import protocol, sparql_page
from api.headers import Headers, encoded, respond, value, values
from api.media import CSV, TURTLE, Media, media_of, named
from api.negotiation import negotiate
from api.problem_views import tell
from api.problems import Refused, problem_of
from api.self_description import service_description
from api.serving import Serving
from graph.engine import Engine, Form, Question
from graph.errors import ResultNotSerialisable
from graph.guard import Inspection, inspect
from graph.limits import KILOBYTE
from graph.manifest import Profile

ALLOW = {"allow": ", ".join(protocol.METHODS), "accept-query": protocol.QUERY}
# A quick answer pays nothing for being watched; a client that leaves is noticed after this.
SECONDS_BEFORE_WATCHING = 0.05
# What the engine cannot write for a form: asked for it, it reads the query and evaluates nothing.
UNFIT = {Form.SELECT: TURTLE, Form.ASK: TURTLE, Form.CONSTRUCT: CSV, Form.DESCRIBE: CSV}
Answer = TypeVar("Answer")


class SparqlEndpoint:
    """Answers for the life of the server; reads the release in service anew for each request."""

    def __init__(self, serving: Serving) -> None:
        self._serving = serving
        self._endpoints = serving.settings.endpoints
        self._has_pages = serving.settings.profile is Profile.CURATED

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
        if scope["method"] == "OPTIONS":
            return await respond(scope, send, 204, encoded(ALLOW), b"")
        if scope["method"] not in protocol.METHODS:
            raise Refused("method-not-allowed", {"allowed": protocol.METHODS}, ALLOW)
        body = await body_of(receive)
        asked = protocol.read(scope["method"], scope["query_string"], value(scope, b"content-type"), body)
        if self._has_pages and sparql_page.wants_page(scope, asked.format):
            page = await unless_gone(sparql_page.answer(scope, asked, self._serving), receive)
            return await page(scope, receive, send)
        if asked.query is None and scope["method"] in ("GET", "HEAD"):
            release = (await self._serving.edition(asked.release)).release
            if described := service_description(scope, release, self._serving.settings, asked.format):
                return await respond(scope, send, 200, _headers(described[0], asked.format), described[1])
        query = protocol.demand(asked.query, self._serving.settings.query_kb * KILOBYTE)
        scope.setdefault("state", {})["query"] = query
        inspection = inspect(query, self._endpoints)
        form = inspection.form or Form.SELECT
        offers = media_of(form)
        media = named(asked.format, offers) if asked.format else negotiate(offers, values(scope, b"accept"))
        edition = await self._serving.edition(asked.release)
        if media is None:
            await unless_gone(_read_only(edition.pool, query, inspection), receive)
            raise Refused("not-acceptable", {"available": [offer.type for offer in offers]}, {"vary": "Accept"})
        question = Question(query, media.type, asked.dataset, asked.seconds, inspection.federated)
        answer = await unless_gone(edition.pool.ask(question), receive)
        return await respond(scope, send, 200, _headers(media, asked.format), answer)


async def _read_only(engine: Engine, query: str, inspection: Inspection) -> None:
    """Let the engine read a query that no format suits: a fault of the query is told before one of the format."""
    try:
        unfit = UNFIT[inspection.form or Form.SELECT].type
        await engine.ask(Question(query, unfit, federated=inspection.federated))
    except ResultNotSerialisable:
        return


class ClientGone(Exception):
    """Nobody waits for the answer any more."""


def _headers(media: Media, format_: str | None) -> Headers:
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
