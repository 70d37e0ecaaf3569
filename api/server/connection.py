"""One connection: uvicorn's own, but head and body of an answer leave in one call to the system."""

import asyncio
from typing import cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
# Joining copies; above this a second call is cheaper.
LARGEST_JOINED = 64 << 10


class Connection(HttpToolsProtocol):
    """Its life is the client's connection; each request on it gets a way out of its own."""

    def on_headers_complete(self) -> None:
        before = self.cycle
        super().on_headers_complete()
        # To HEAD there is a head alone, and an upgrade leaves the cycle as it was.
        if self.cycle is not before and self.scope["method"] != "HEAD":
            self.cycle.transport = cast(asyncio.Transport, WayOut(self.transport))


class WayOut:
    """All that uvicorn asks of a transport for one answer. It holds the head back until there is some body, which ASGI
    demands of a server anyway (https://asgi.readthedocs.io/en/stable/specs/www.html, “Response Start”)."""

    __slots__ = ("_head", "_started", "_transport")

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._head = b""
        self._started = False

    def write(self, data: bytes) -> None:
        if self._head:
            head, self._head = self._head, b""
            self._join(head, data)
        elif self._started or data == CONTINUE:
            self._transport.write(data)
        else:
            self._head, self._started = data, True

    def _join(self, head: bytes, data: bytes) -> None:
        if len(data) > LARGEST_JOINED:
            self._transport.write(head)
            self._transport.write(data)
        else:
            self._transport.write(head + data)

    def close(self) -> None:
        self._transport.close()

    def is_closing(self) -> bool:
        return self._transport.is_closing()
