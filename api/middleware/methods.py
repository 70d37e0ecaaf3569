"""HEAD and OPTIONS for every page: HEAD is GET without its body, OPTIONS says what the page answers to."""

from collections.abc import Iterable

from starlette.routing import BaseRoute, Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.headers import encoded, respond

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "QUERY")


class Methods:
    """Wraps the site, whose framework answers HEAD and OPTIONS with 405."""

    def __init__(self, site: ASGIApp, routes: Iterable[BaseRoute]) -> None:
        self._site = site
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._site(scope, receive, send)
        if scope["method"] == "HEAD":
            return await self._site({**scope, "method": "GET"}, receive, _without_body(send))
        if scope["method"] == "OPTIONS" and (allowed := allowed_methods(self._routes, scope)):
            return await respond(scope, send, 204, encoded({"allow": ", ".join(allowed)}), b"")
        return await self._site(scope, receive, send)


def allowed_methods(routes: Iterable[BaseRoute], scope: Scope) -> list[str]:
    """What the address of a request answers to; nothing when it is no address of ours."""
    candidates = tuple(routes)
    allowed = [method for method in METHODS if any(_answers(route, scope, method) for route in candidates)]
    return [*allowed, *(["HEAD"] if "GET" in allowed else []), "OPTIONS"] if allowed else []


def _answers(route: BaseRoute, scope: Scope, method: str) -> bool:
    # A mount matches any method; ours hold files, which are only read.
    if isinstance(route, Mount) and method != "GET":
        return False
    return route.matches({**scope, "method": method})[0] == Match.FULL


def _without_body(send: Send) -> Send:
    async def headers_alone(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return headers_alone
