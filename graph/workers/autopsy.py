"""What a question is told when its worker was stopped, or died by itself."""

from dataclasses import dataclass
from signal import SIGABRT, SIGKILL, SIGSYS

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


@dataclass(frozen=True, slots=True)
class Death:
    """The exit code is that of `subprocess`: a negative number is a signal. `peak` is the most memory, in bytes."""

    exit_code: int
    peak: int


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


def cause(death: Death | None, limits: Limits) -> EngineFailure:
    """Of a question whose worker died unasked; None where nobody saw it."""
    if death is None:
        return WorkerDied(CRASH)
    if death.exit_code == -SIGSYS:
        return NetworkTouched(NETWORK)
    # The engine aborts where it is refused memory, as it does on other faults: what it had tells them apart, since a
    # buffer that is to double is refused at half of the wall (`worker.confine`).
    starved = death.exit_code == -SIGABRT and death.peak > limits.memory / 2
    if starved or death.exit_code == -SIGKILL:  # Not by us: the system was out of memory.
        return MemoryExceeded(limits.memory // MEGABYTE)
    return WorkerDied(CRASH)
