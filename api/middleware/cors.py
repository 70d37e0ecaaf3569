"""Pages of any origin may read, without credentials: errors and 304 included, or a browser hides them."""

from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.headers import Headers, encoded, respond, value

ALLOWED: Headers = encoded(
    {
        "access-control-allow-origin": "*",
        "access-control-expose-headers": "Content-Disposition, Content-Location, ETag, Link, Retry-After, "
        "X-Request-Id, Memento-Datetime, Accept-Query, Allow, Andromede-Release, Andromede-Findings, Andromede-Errors, "
        "Andromede-Checked-As",
    }
)
PREFLIGHT: Headers = encoded(
    {
        "access-control-allow-methods": "GET, HEAD, POST, QUERY, OPTIONS",
        "access-control-allow-headers": "Accept, Accept-Language, Content-Type, If-None-Match, Prefer",
        "access-control-max-age": "86400",
        "vary": "Access-Control-Request-Method, Access-Control-Request-Headers",
    }
)


class Cors:
    """Lives as long as the server; answers browsers that ask first. What lets them read, RequestLog adds everywhere."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asks_first = scope["type"] == "http" and scope["method"] == "OPTIONS"
        if asks_first and value(scope, b"access-control-request-method") is not None:
            return await respond(scope, send, 204, PREFLIGHT, b"")
        return await self._app(scope, receive, send)
