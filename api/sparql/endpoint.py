"""/sparql: a plain ASGI route beside FastAPI, whose routing would cost more than a small query."""

import asyncio

from starlette.types import Receive, Scope, Send

from api.documents.self_description import service_description
from api.http.headers import Headers, encoded, respond
from api.http.lasting import rest_on
from api.http.media import CSV, TURTLE
from api.http.presence import ClientGone, body_of, unless_gone
from api.problems.problem import Refused, problem_of
from api.problems.views import tell
from api.serving import Edition, Serving
from api.sparql import page as sparql_page
from api.sparql import protocol
from api.sparql.reading import Reading, reading_of
from graph.engine import Engine, Form, Question
from graph.errors import ResultNotSerialisable
from graph.sparql.guard import Inspection

ALLOW = {"allow": ", ".join(protocol.METHODS), "accept-query": protocol.QUERY}
# What the engine cannot write for a form: asked for it, it reads the query and evaluates nothing.
UNFIT = {Form.SELECT: TURTLE, Form.ASK: TURTLE, Form.CONSTRUCT: CSV, Form.DESCRIBE: CSV}


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
        if scope["method"] == "OPTIONS":
            return await respond(scope, send, 204, encoded(ALLOW), b"")
        if scope["method"] not in protocol.METHODS:
            raise Refused("method-not-allowed", {"allowed": protocol.METHODS}, ALLOW)
        reading = reading_of(scope, await body_of(receive), self._serving.settings)
        edition = await self._serving.edition(reading.asked.release)
        if not reading.volatile:
            rest_on(scope, edition.release.id, named=reading.asked.release is not None)
        if reading.page:
            page = await unless_gone(sparql_page.answer(scope, reading.asked, edition, self._serving.settings), receive)
            if reading.volatile:
                page.headers["cache-control"] = "no-store"
            return await page(scope, receive, send)
        if reading.inspection is None:
            return await self._describe(reading, edition, scope, send)
        answer = await unless_gone(_ask(edition.pool, reading, reading.inspection), receive)
        # Whoever reads no page learns from the answer itself which release to cite.
        release = encoded({"andromede-release": edition.release.id})
        return await respond(scope, send, 200, [*_headers(reading), *release], answer)

    async def _describe(self, reading: Reading, edition: Edition, scope: Scope, send: Send) -> None:
        # With a thousand graphs it takes a second to write, once a release.
        described = await asyncio.to_thread(
            service_description, scope, edition.release, self._serving.settings, reading.asked.format
        )
        if described is None:
            raise Refused("missing-query")
        media, body = described
        await respond(scope, send, 200, _headers(Reading(reading.asked, False, media=media)), body)


async def _ask(engine: Engine, reading: Reading, inspection: Inspection) -> bytes:
    """Raises Refused where no format suits: after the engine has read the query, whose faults come first."""
    asked, query = reading.asked, reading.asked.query or ""
    if reading.media is None:
        await _read_only(engine, query, inspection)
        raise Refused("not-acceptable", {"available": [offer.type for offer in reading.offers]}, {"vary": "Accept"})
    return await engine.ask(Question(query, reading.media.type, asked.dataset, asked.seconds, inspection.federated))


async def _read_only(engine: Engine, query: str, inspection: Inspection) -> None:
    """Let the engine read a query that no format suits: a fault of the query is told before one of the format."""
    try:
        unfit = UNFIT[inspection.form or Form.SELECT].type
        await engine.ask(Question(query, unfit, federated=inspection.federated))
    except ResultNotSerialisable:
        return


def _headers(reading: Reading) -> Headers:
    media, format_ = reading.media, reading.asked.format
    headers = {"content-type": media.content_type} if media else {}
    if format_ and media:
        headers["content-disposition"] = f'inline; filename="result.{media.extension}"'
    else:
        headers["vary"] = "Accept"
    if reading.volatile:
        headers["cache-control"] = "no-store"
    return encoded(headers)
