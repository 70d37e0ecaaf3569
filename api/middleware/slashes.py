"""An address that ends with a slash too many leads to the one without it, for good."""

from collections.abc import Iterable
from urllib.parse import quote

from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.headers import encoded, respond
from api.middleware.methods import allowed_methods


class Slashes:
    """Wraps the site. Its framework would name the host and the scheme that it was asked by, which behind a proxy are
    not those that the world sees; a path alone stays where the reader is."""

    def __init__(self, site: ASGIApp, routes: Iterable[BaseRoute]) -> None:
        self._site = site
        self._routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        bare = path.rstrip("/")
        if scope["type"] == "http" and bare != path and allowed_methods(self._routes, {**scope, "path": bare}):
            query = scope["query_string"].decode("latin-1")
            location = quote(bare) + (f"?{query}" if query else "")
            return await respond(scope, send, 308, encoded({"location": location}), b"")
        return await self._site(scope, receive, send)
