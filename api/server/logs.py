"""How the server logs: one JSON object a line on standard error, or readable lines where a person looks at it."""

import json
import logging
import sys
from datetime import UTC, datetime

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# Made once: `json.dumps` with any option makes a new one for each line.
_ENCODER = json.JSONEncoder(ensure_ascii=False, default=repr)


def configure(level: str) -> None:
    """Once, before the server starts. `level`: info tells every request, warning what was slow or went wrong."""
    structlog.configure(
        processors=_steps_for_people() if sys.stderr.isatty() else [_line],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        # A line and its end in one call to the system; printing takes two.
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def _steps_for_people() -> list[Processor]:
    return [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        # Plain tracebacks, as in a line: a richer one prints local variables, and these hold what people asked.
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback),
    ]


def _line(logger: WrappedLogger, level: str, event: EventDict) -> str:
    """What structlog does in a chain of steps, in one: the log is written for each request."""
    event["level"] = level
    event["timestamp"] = datetime.now(UTC).isoformat()
    if "exc_info" in event:
        event = structlog.processors.format_exc_info(logger, level, event)
    return _ENCODER.encode(event)
