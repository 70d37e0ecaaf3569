"""How the server logs: one JSON object a line on standard error, or readable lines where a person looks at it."""

import asyncio
import json
import logging
import sys
from datetime import UTC, datetime
from typing import BinaryIO

import structlog
from pydantic_core import PydanticSerializationError, to_json
from structlog.typing import EventDict, Processor, WrappedLogger


def configure(level: str) -> None:
    """Once, before the server starts. `level`: info tells every request, warning what was slow or went wrong."""
    to_people, lines = sys.stderr.isatty(), Lines(sys.stderr.buffer)
    structlog.configure(
        processors=_steps_for_people() if to_people else [_line],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr) if to_people else lambda *_: lines,
        cache_logger_on_first_use=True,
    )


class Lines:
    """Lives as long as the server. What one turn of the event loop tells leaves in one call to the system."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._lines: list[bytes] = []

    def info(self, line: bytes) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # Before the loop runs, after it, in a thread: there is nobody to write later.
            return self._write([line])
        if not self._lines:
            loop.call_soon(self._empty)
        return self._lines.append(line)

    # The names by which structlog calls it.
    debug = warning = error = critical = info

    def _empty(self) -> None:
        lines, self._lines = self._lines, []
        self._write(lines)

    def _write(self, lines: list[bytes]) -> None:
        self._stream.write(b"".join(line + b"\n" for line in lines))
        self._stream.flush()


def _steps_for_people() -> list[Processor]:
    return [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        # Plain tracebacks, as in a line: a richer one prints local variables, and these hold what people asked.
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback),
    ]


def _line(logger: WrappedLogger, level: str, event: EventDict) -> bytes:
    """What structlog does in a chain of steps, in one: the log is written for each request."""
    event["level"] = level
    event["timestamp"] = datetime.now(UTC)
    if "exc_info" in event:
        event = structlog.processors.format_exc_info(logger, level, event)
    try:
        return to_json(event, fallback=repr)
    except PydanticSerializationError:  # Half a character, in the words of an exception for example.
        return json.dumps(event, default=str).encode()
