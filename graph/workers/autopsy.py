"""What a question is told when its worker was stopped, or died by itself."""

from signal import SIGKILL, SIGSYS

from graph.errors import DeadlineExceeded, EngineFailure, MemoryExceeded, NetworkTouched, Overloaded, WorkerDied
from graph.workers.limits import MEGABYTE, Limits
from graph.workers.seat import Job, Reason

CLOSED = "The engine was closed before it answered."
FULL = "Too many long queries are being answered at this moment."
NETWORK = "The query reached for the network and was stopped; no answer was made."
# Sorting: where "5" stands between 10 and 9, pyoxigraph 0.5.13 finds its own order to be none, and aborts.
CRASH = (
    "The engine crashed on this query; very deep nesting does that, and sorting numbers and texts together. "
    "Other queries go on."
)


def failure(reason: Reason, job: Job, limits: Limits) -> EngineFailure:
    """Of a question whose worker we stopped."""
    match reason:
        case Reason.DEADLINE:
            return DeadlineExceeded(job.deadline - job.arrived)
        case Reason.MEMORY:
            return MemoryExceeded(limits.memory // MEGABYTE)
        case Reason.CLOSED:
            return EngineFailure(CLOSED)
        case _:
            return Overloaded(FULL)


def death(exit_code: int | None, limits: Limits) -> EngineFailure:
    """Of a question whose worker died unasked; the exit code is that of `subprocess`, None where nobody saw it."""
    if exit_code == -SIGSYS:
        return NetworkTouched(NETWORK)
    if exit_code == -SIGKILL:  # Not by us: the system was out of memory.
        return MemoryExceeded(limits.memory // MEGABYTE)
    return WorkerDied(CRASH)
