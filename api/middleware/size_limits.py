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
            self._check(scope)
            await self._app(scope, Counted(receive, self._body), send)
        except Refused as refused:
            await tell(refused.problem, scope, receive, send)
        return None

    def _check(self, scope: Scope) -> None:
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > self._address:
            raise Refused("address-too-long", {"limit": self._address})
        announced = value(scope, b"content-length")
        if announced is not None and announced.isdecimal() and int(announced) > self._body:
            raise _too_large(self._body)


class Counted:
    """The `receive` of one request; raises Refused when more comes than was announced or is allowed."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._limit = limit
        self._received = 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._received += len(message.get("body", b""))
        if self._received > self._limit:
            raise _too_large(self._limit)
        return message


def _too_large(limit: int) -> Refused:
    # The rest of the body would otherwise have to be read before the connection can be used again.
    return Refused("too-large", {"limit": limit}, {"connection": "close"})
