"""Nothing of a request may be larger than the settings say: its address, its body, however it is sent."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.headers import value
from api.problems.problem import Refused
from api.problems.views import tell


class SizeLimits:
    """Lives as long as the server. Limits are bytes."""

    def __init__(self, app: ASGIApp, address: int, body: int) -> None:
        self._app = app
        self._address = address
        self._body = body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        try:
            if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > self._address:
                raise Refused("address-too-long", {"limit": self._address})
            await self._app(scope, limited_body(scope, receive, self._body), send)
        except Refused as refused:
            await tell(refused.problem, scope, receive, send)
        return None


def limited_body(scope: Scope, receive: Receive, limit: int) -> Receive:
    """The `receive` of a request whose body may have so many bytes. Raises Refused where more are announced, and when
    more come."""
    announced = value(scope, b"content-length")
    if announced is not None and announced.isdecimal() and int(announced) > limit:
        raise _too_large(limit)
    received = 0

    async def counted() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > limit:
            raise _too_large(limit)
        return message

    return counted


def _too_large(limit: int) -> Refused:
    # The rest of the body would otherwise have to be read before the connection can be used again.
    return Refused("too-large", {"limit": limit}, {"connection": "close"})
