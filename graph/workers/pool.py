"""The pool: which worker evaluates a question, and when it must stop.

A question starts in the fast lane. One that is still being evaluated after a slice is demoted with its worker (lowest
priority, one answer, then death) and a fresh worker takes the place; when too many are demoted already it is set
aside and starts again when one of them ends. Nothing of an answer leaves before all of it is here.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic

from graph.engine import Question
from graph.errors import AndromedeError, EngineFailure
from graph.workers.autopsy import CLOSED, cause, failure
from graph.workers.evaluation import Caps
from graph.workers.limits import Limits
from graph.workers.nursery import Nursery
from graph.workers.seat import Job, Reason, Seat
from graph.workers.wire import Verdict, error_of, question_frame
from graph.workers.worker import Orders

TICK = 0.02
SPARES = 1
SECONDS_FOR_A_BIRTH = 10.0
SECONDS_BEFORE_RETIRING = 1.0
PATIENCE_AFTER_A_FAILED_BIRTH = 1.0


class Pool:
    """An Engine over one release. Its life: `start`, any number of `ask`, `close`; used from one event loop."""

    def __init__(
        self,
        store: Path,
        limits: Limits | None = None,
        counts: Counter[str] | None = None,
        program: Sequence[str] = (),
    ) -> None:
        """`counts` is added to; whoever keeps it across releases has sums that only grow.

        `program` is the zygote of workers of another trade, which take `deliver` and no `ask`.
        """
        self.limits = limits or Limits()
        orders = Orders(str(store), self.limits.memory, Caps(self.limits.answer, self.limits.merged_triples))
        self._nursery = Nursery(program or ("graph.workers.zygote", orders.to_json()))
        self._fast: list[Seat] = []
        self._slow: list[Seat] = []
        self._spare: list[Seat] = []
        self._waiting: deque[Job] = deque()
        self._aside: deque[Job] = deque()
        self._births = 0
        self._asked = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False
        self.announcement: dict[str, str] = {}
        self.trouble: str | None = None
        self.counts: Counter[str] = Counter() if counts is None else counts

    async def start(self) -> None:
        """Raises EngineFailure when no worker can open the store."""
        try:
            await self._bear()
        except BaseException:
            await self.close()
            raise
        self._staff()
        self._spawn(self._watch())

    async def ask(self, question: Question) -> bytes:
        """As the Engine says; whoever cancels the wait ends the query."""
        return await self.deliver(question_frame(question), question.seconds, federated=question.federated)

    async def deliver(self, frame: bytes, seconds: float | None = None, *, federated: bool = False) -> bytes:
        """The same for a frame as the workers of the pool read it."""
        if self._closed:
            raise EngineFailure(CLOSED)
        job = Job(frame, min(seconds or self.limits.seconds, self.limits.seconds))
        self._asked += 1
        self.counts["asked"] += 1
        try:
            if federated:
                self._spawn(self._answer_outside(job))
            else:
                self._admit(job)
            verdict, body = await job.outcome
        finally:
            self._asked -= 1
        if verdict == Verdict.ANSWER:
            return body
        raise error_of(verdict, body)

    async def retire(self) -> None:
        """Close once nobody waits for an answer any more; who is about to ask has a moment to do so."""
        try:
            await asyncio.sleep(SECONDS_BEFORE_RETIRING)
            while self._asked:
                await asyncio.sleep(TICK)
        finally:
            await self.close()

    async def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        # All that holds a process or a socket is let go before the first wait, in which we could be cancelled.
        for task in tuple(self._tasks):
            task.cancel()
        for seat in (*self._fast, *self._slow, *self._spare):
            seat.kill(Reason.CLOSED)
            seat.close()
        for job in (*self._waiting, *self._aside):
            job.fail(EngineFailure(CLOSED))
        self._nursery.close()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.sleep(0)  # So that the loop tells every seat that its connection is lost.

    @property
    def sees_memory(self) -> bool:
        """Whether a query can be stopped for its memory before its worker dies of it."""
        return any(seat.memory() for seat in self._fast)

    @property
    def load(self) -> dict[str, int]:
        """How many workers and questions are where, for metrics and readiness."""
        return {
            "fast": len(self._fast),
            "slow": len(self._slow),
            "spare": len(self._spare),
            "waiting": len(self._waiting),
            "aside": len(self._aside),
            "asked": self._asked,
        }

    def _admit(self, job: Job) -> None:
        seat = min(self._fast, key=lambda seat: len(seat.jobs), default=None)
        if seat is not None and len(seat.jobs) < self.limits.depth:
            seat.give(job)
        elif len(self._waiting) < self.limits.waiting:
            self._waiting.append(job)
        else:
            job.fail(failure(Reason.FULL, job, self.limits))

    def _feed(self, seat: Seat) -> None:
        while self._waiting and len(seat.jobs) < self.limits.depth:
            job = self._waiting.popleft()
            if not job.abandoned:
                seat.give(job)

    def _answered(self, seat: Seat) -> None:
        if not seat.slow:
            self._feed(seat)
        elif not seat.jobs:
            self._stop(seat, Reason.DONE)

    # The watch: each tick looks at what every worker is doing.

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(TICK)
            now = monotonic()
            self._expire(now)
            for seat in (*self._fast, *self._slow):
                self._inspect(seat, now)
            self._staff()

    def _expire(self, now: float) -> None:
        for job in [job for job in self._waiting if now > job.deadline]:
            self._waiting.remove(job)
            job.fail(failure(Reason.FULL, job, self.limits))
        patience = self.limits.slow_queue_seconds
        for job in [job for job in self._aside if now > min(job.deadline, job.aside_since + patience)]:
            self._aside.remove(job)
            job.fail(failure(Reason.FULL, job, self.limits))

    def _inspect(self, seat: Seat, now: float) -> None:
        memory, age = seat.memory(), now - seat.head_since
        if not seat.jobs:
            # What an allocator keeps after a large answer is better given back to the system.
            if memory > self.limits.memory / 2:
                self._stop(seat, Reason.DONE)
        elif now > seat.jobs[0].deadline:
            self._stop(seat, Reason.DEADLINE)
        elif memory > self.limits.memory:
            self._stop(seat, Reason.MEMORY)
        elif seat.jobs[0].abandoned and age > TICK:
            self._stop(seat, Reason.GONE)
        elif not seat.slow and age > self.limits.slice:
            self._demote(seat)

    def _demote(self, seat: Seat) -> None:
        if len(self._slow) >= self.limits.slow_workers:
            return self._stop(seat, Reason.SET_ASIDE if len(self._aside) < self.limits.slow_queue else Reason.FULL)
        self._leave(seat)
        self.counts["demoted"] += 1
        return self._run_slowly(seat)

    # Staff: births, places, ends.

    def _staff(self) -> None:
        """Start as many births as places are empty."""
        if self._closed:
            return
        slow = min(len(self._aside), self.limits.slow_workers - len(self._slow))
        empty = self.limits.fast_workers - len(self._fast) + SPARES - len(self._spare) + max(slow, 0)
        for _ in range(empty - self._births):
            self._births += 1
            self._spawn(self._birth())

    async def _birth(self) -> None:
        try:
            await self._bear()
            self.trouble = None
        except (AndromedeError, OSError, TimeoutError) as error:
            self.trouble = str(error)
            await asyncio.sleep(PATIENCE_AFTER_A_FAILED_BIRTH)
        finally:
            self._births -= 1

    async def _bear(self) -> None:
        seat, self.announcement = await self._born(sealed=True)
        self._place(seat)

    async def _born(self, sealed: bool) -> tuple[Seat, dict[str, str]]:
        """A worker that is ready, with what it says of itself. Raises EngineFailure, OSError, TimeoutError."""
        seat = Seat(self._answered, self._lost)
        try:
            await asyncio.get_running_loop().create_connection(lambda: seat, sock=self._nursery.bear(sealed))
            return seat, await asyncio.wait_for(seat.announcement(), SECONDS_FOR_A_BIRTH)
        except BaseException:
            seat.close()
            raise

    async def _answer_outside(self, job: Job) -> None:
        """A query that calls allowed endpoints gets a worker of its own, the only kind that may reach the network."""
        if len(self._slow) >= self.limits.slow_workers:
            return job.fail(failure(Reason.FULL, job, self.limits))
        try:
            seat, _ = await self._born(sealed=False)
        except (AndromedeError, OSError, TimeoutError) as error:
            return job.fail(EngineFailure(str(error)))
        return self._run_slowly(seat, job)

    def _place(self, seat: Seat) -> None:
        if len(self._fast) < self.limits.fast_workers:
            self._fast.append(seat)
            self._feed(seat)
        elif (job := self._next_aside()) is not None:
            self._run_slowly(seat, job)
        elif len(self._spare) < SPARES and not self._closed:
            self._spare.append(seat)
        else:
            seat.kill(Reason.DONE)

    def _run_slowly(self, seat: Seat, job: Job | None = None) -> None:
        seat.slow = True
        seat.lower()
        self._slow.append(seat)
        if job is not None:
            seat.give(job)

    def _next_aside(self) -> Job | None:
        while self._aside and len(self._slow) < self.limits.slow_workers:
            if not (job := self._aside.popleft()).abandoned:
                return job
        return None

    def _stop(self, seat: Seat, reason: Reason) -> None:
        self.counts[reason] += 1
        self._leave(seat)
        seat.kill(reason)

    def _leave(self, seat: Seat) -> None:
        """Take a worker from its place; what lies behind its head is sent again, the spare worker sits down."""
        was_fast = seat in self._fast
        for row in (self._fast, self._slow, self._spare):
            with suppress(ValueError):
                row.remove(seat)
        self._waiting.extendleft(seat.take_back())
        if was_fast and self._spare:
            self._place(self._spare.pop())
        for other in self._fast:
            self._feed(other)

    def _lost(self, seat: Seat) -> None:
        self._leave(seat)
        head = seat.jobs.popleft() if seat.jobs else None
        if head is None or head.outcome.done():
            return
        if seat.reason is None:
            self._spawn(self._autopsy(seat.pid, head))
        elif seat.reason == Reason.SET_ASIDE:
            head.aside_since = monotonic()
            self._aside.append(head)
        else:
            head.fail(failure(seat.reason, head, self.limits))

    async def _autopsy(self, pid: int, head: Job) -> None:
        """Say what the worker died of. Its question is never sent again: the next worker would die of it too."""
        death = await self._nursery.death(pid)
        self.counts["crashed"] += 1
        head.fail(cause(death, self.limits))

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
