"""Pages of any origin may read, without credentials: errors and 304 included, or a browser hides them."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.headers import Headers, encoded, respond, value

ALLOWED: Headers = encoded(
    {
        "access-control-allow-origin": "*",
        "access-control-expose-headers": "Content-Disposition, Content-Location, ETag, Link, Retry-After, "
        "X-Request-Id, Memento-Datetime, Accept-Query, Allow, Andromede-Release, Andromede-Findings, Andromede-Errors, "
        "Andromede-Checked-As",
    }
)
PREFLIGHT: Headers = [
    *ALLOWED,
    *encoded(
        {
            "access-control-allow-methods": "GET, HEAD, POST, QUERY, OPTIONS",
            "access-control-allow-headers": "Accept, Accept-Language, Content-Type, If-None-Match, Prefer",
            "access-control-max-age": "86400",
            "vary": "Access-Control-Request-Method, Access-Control-Request-Headers",
        }
    ),
]


class Cors:
    """Lives as long as the server."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        if scope["method"] == "OPTIONS" and value(scope, b"access-control-request-method") is not None:
            return await respond(scope, send, 204, PREFLIGHT, b"")

        async def send_allowed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *ALLOWED]}
            await send(message)

        return await self._app(scope, receive, send_allowed)
