"""How the server logs: one JSON object a line on standard error, or readable lines where a person looks at it."""

import json
import logging
import sys

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# Made once: `json.dumps` with any option makes a new one for each line.
_ENCODER = json.JSONEncoder(ensure_ascii=False, default=repr)


def configure(level: str) -> None:
    """Once, before the server starts. `level`: info tells every request, warning what was slow or went wrong."""
    for_people = sys.stderr.isatty()
    processors: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        # Plain tracebacks: a richer one prints local variables, and these hold what people asked.
        structlog.processors.format_exc_info,
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback) if for_people else _as_json,
    ]
    structlog.configure(
        processors=processors,
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        # A line and its end in one call to the system; printing takes two.
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def _as_json(_: WrappedLogger, __: str, event: EventDict) -> str:
    return _ENCODER.encode(event)
