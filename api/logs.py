"""How the server logs: one JSON object a line on standard error, or readable lines where a person looks at it."""

import logging
import sys

import structlog
from structlog.typing import Processor


def configure(level: str) -> None:
    """Once, before the server starts. `level`: info tells every request, warning what was slow or went wrong."""
    for_people = sys.stderr.isatty()
    processors: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        # Plain tracebacks: a richer one prints local variables, and these hold what people asked.
        structlog.processors.format_exc_info,
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        if for_people
        else structlog.processors.JSONRenderer(ensure_ascii=False),
    ]
    structlog.configure(
        processors=processors,
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
