"""A seat: the server's end of one worker, with the jobs that lie there and the reason if the worker had to die."""

import asyncio
import json
import os
import signal
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from time import monotonic
from typing import cast

from graph.errors import WorkerDied
from graph.workers.wire import AnswerReader, Verdict, error_of

PAGE = os.sysconf("SC_PAGE_SIZE")
LOWEST = 19


class Reason(StrEnum):
    """Why the server killed a worker; decided before the kill, so that it is never a guess."""

    DEADLINE = "deadline"
    MEMORY = "memory"
    GONE = "gone"
    SET_ASIDE = "set aside"
    FULL = "full"
    DONE = "done"
    CLOSED = "closed"


class Job:
    """One question on its way: its frame, its deadline, and the future that its asker awaits."""

    __slots__ = ("arrived", "aside_since", "deadline", "frame", "outcome")

    def __init__(self, frame: bytes, seconds: float) -> None:
        self.frame = frame
        self.arrived = monotonic()
        self.deadline = self.arrived + seconds
        self.aside_since = 0.0
        self.outcome: asyncio.Future[tuple[int, bytes]] = asyncio.get_running_loop().create_future()

    @property
    def abandoned(self) -> bool:
        return self.outcome.cancelled()

    def succeed(self, verdict: int, body: bytes) -> None:
        if not self.outcome.done():
            self.outcome.set_result((verdict, body))

    def fail(self, error: Exception) -> None:
        if not self.outcome.done():
            self.outcome.set_exception(error)


class Seat(asyncio.Protocol):
    """Its life is its worker's: announced, fed with jobs, lost. The first of `jobs` is the one being evaluated."""

    def __init__(self, answered: Callable[["Seat"], None], lost: Callable[["Seat"], None]) -> None:
        self._answered = answered
        self._lost = lost
        self._reader = AnswerReader()
        self._transport: asyncio.Transport | None = None
        self._outbox: list[bytes] = []
        self.announced: asyncio.Future[tuple[int, bytes]] = asyncio.get_running_loop().create_future()
        self.jobs: deque[Job] = deque()
        self.head_since = 0.0
        self.pid = 0
        self.slow = False
        self.reason: Reason | None = None

    async def announcement(self) -> dict[str, str]:
        """Wait for the worker to be ready. Raises EngineFailure with its reason when it cannot be."""
        verdict, body = await self.announced
        if verdict != Verdict.READY:
            raise error_of(verdict, body)
        words: dict[str, str] = json.loads(body)
        self.pid = int(words["pid"])
        return words

    def give(self, job: Job) -> None:
        if not self.jobs:
            self.head_since = monotonic()
        self.jobs.append(job)
        # What comes in the same turn of the loop goes out together: each call to the system also wakes the worker.
        if not self._outbox:
            asyncio.get_running_loop().call_soon(self._send)
        self._outbox.append(job.frame)

    def _send(self) -> None:
        frames, self._outbox = self._outbox, []
        if self._transport is not None:
            self._transport.write(b"".join(frames))

    def take_back(self) -> list[Job]:
        """The jobs behind the head, which have not begun, last first."""
        return [self.jobs.pop() for _ in range(len(self.jobs) - 1)]

    def kill(self, reason: Reason) -> None:
        self.reason = self.reason or reason
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def close(self) -> None:
        """Let go of the connection without waiting for the worker's end."""
        if self._transport is not None:
            self._transport.abort()

    def lower(self) -> None:
        """Let every other process go first, for good: raising a priority again takes privileges."""
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, LOWEST)

    def memory(self) -> int:
        """Bytes that this worker alone holds; 0 where the system does not tell (no /proc)."""
        try:
            _, resident, shared, *_ = Path(f"/proc/{self.pid}/statm").read_text().split()
        except OSError:
            return 0
        return (int(resident) - int(shared)) * PAGE

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's own class is no subclass of it.

    def data_received(self, data: bytes) -> None:
        for verdict, body in self._reader.feed(data):
            if not self.announced.done():
                self.announced.set_result((verdict, body))
            elif self.jobs:
                self.jobs.popleft().succeed(verdict, body)
                self.head_since = monotonic()
        if self.pid:
            self._answered(self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 (asyncio calls it so)
        if not self.announced.done():
            self.announced.set_exception(WorkerDied("A worker ended before it was ready."))
            self.announced.exception()  # Seen: nobody may be waiting any more.
        self._lost(self)
