import asyncio
from typing import cast

import pytest

from api.server.connection import CONTINUE, LARGEST_JOINED, WayOut

HEAD = b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\n"


class Wire:
    """A transport that remembers each call."""

    def __init__(self) -> None:
        self.calls: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.calls.append(data)


def written(*parts: bytes) -> list[bytes]:
    wire = Wire()
    way_out = WayOut(cast(asyncio.Transport, wire))
    for part in parts:
        way_out.write(part)
    return wire.calls


def test_head_and_body_leave_in_one_call() -> None:
    assert written(HEAD, b"body") == [HEAD + b"body"]


def test_a_head_without_a_body_leaves_with_its_empty_end() -> None:
    assert written(HEAD, b"") == [HEAD]


def test_parts_of_a_stream_leave_as_they_come_even_where_one_looks_like_a_head() -> None:
    assert written(HEAD, b"one", HEAD, b"two") == [HEAD + b"one", HEAD, b"two"]


def test_a_large_body_is_not_copied() -> None:
    body = bytes(LARGEST_JOINED + 1)
    calls = written(HEAD, body)
    assert calls == [HEAD, body]
    assert calls[1] is body


@pytest.mark.parametrize("body", [b"", b"body"])
def test_leave_to_send_the_body_is_given_at_once(body: bytes) -> None:
    assert written(CONTINUE) == [CONTINUE]
    assert written(CONTINUE, HEAD, body) == [CONTINUE, HEAD + body]
