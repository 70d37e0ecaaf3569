import asyncio
import io
import json
import logging
import threading
from pathlib import Path
from typing import Any

import pytest
import structlog

from api.server import logs


class Stream(io.BytesIO):
    """Standard error that remembers each call and is no terminal."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[bytes] = []

    @property
    def buffer(self) -> "Stream":
        return self

    def write(self, data: Any) -> int:
        self.calls.append(bytes(data))
        return len(data)


@pytest.fixture
def stream(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What is written to standard error by a server that logs everything."""
    stream = Stream()
    monkeypatch.setattr("sys.stderr", stream)
    before = structlog.get_config()
    logs.configure("info")
    yield stream
    structlog.configure(**before)


def told(stream: Stream) -> list[dict[str, Any]]:
    return [json.loads(line) for line in b"".join(stream.calls).splitlines()]


def test_what_one_turn_of_the_loop_tells_leaves_in_one_call_and_before_anything_that_comes_later(
    stream: Stream,
) -> None:
    log = structlog.get_logger("test")

    async def turns() -> None:
        log.info("one")
        log.warning("two", number=2)
        assert stream.calls == []
        await asyncio.sleep(0)
        log.error("three")
        await asyncio.sleep(0)

    asyncio.run(turns())
    assert [len(call.splitlines()) for call in stream.calls] == [2, 1]
    assert [(line["event"], line["level"]) for line in told(stream)] == [
        ("one", "info"),
        ("two", "warning"),
        ("three", "error"),
    ]


def test_where_no_loop_runs_a_line_leaves_at_once(stream: Stream) -> None:
    structlog.get_logger("test").info("before")

    async def turn() -> None:
        structlog.get_logger("test").info("in the loop")
        thread = threading.Thread(target=structlog.get_logger("test").info, args=["in a thread"])
        thread.start()
        thread.join()

    asyncio.run(turn())
    assert [line["event"] for line in told(stream)] == ["before", "in a thread", "in the loop"]


def test_a_line_is_json_whatever_it_tells(stream: Stream) -> None:
    half = "\udcff"
    try:
        raise ValueError(half)
    except ValueError:
        structlog.get_logger("test").exception("broken", what=object, path="/é")
    (line,) = told(stream)
    assert "ValueError" in line["exception"]
    assert (line["what"], line["path"]) == ("<class 'object'>", "/é")
    assert line["timestamp"].startswith("20")


def test_a_server_that_tells_of_trouble_alone_passes_over_the_rest(stream: Stream) -> None:
    logs.configure("warning")
    structlog.get_logger("test").info("all is well")
    assert not structlog.get_logger("test").is_enabled_for(logging.INFO)
    assert stream.calls == []


def test_a_line_does_not_wait_for_others_in_the_buffer_of_its_file(tmp_path: Path) -> None:
    with (tmp_path / "log").open("wb") as stream:
        logs.Lines(stream).info(b"line")
        assert (tmp_path / "log").read_bytes() == b"line\n"
