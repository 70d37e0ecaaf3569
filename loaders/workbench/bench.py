"""The server's end of the workbench: a pool of workers that begins with the first text and ends with the server."""

import asyncio
import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path

from graph.workers.limits import Limits
from graph.workers.pool import Pool
from loaders.workbench.submission import Caps, Submission, Verdict, verdict_of

# Edits go to the first while it is free, and find what it remembers; the second is there while a text keeps it busy.
WORKERS = 2
WAITING = 16
# A text that takes longer goes on beside the edits of others, and waits for a place where two do so already. A worker
# that is set aside takes its memory along: not for a text that is new to it on a busy machine.
SLICE = 2.0
SLOW_WORKERS = 2
SLOW_QUEUE = 8
PROGRAM = "loaders.workbench.worker"


class Bench:
    """Its life: any number of `judge`, `close`; used from one event loop."""

    def __init__(self, root: Path, caps: Caps, counts: Counter[str] | None = None) -> None:
        """`root` is the checkout whose shapes, terms and files texts are held against."""
        self.caps = caps
        self.limits = Limits(
            seconds=caps.seconds,
            memory=caps.memory,
            fast_workers=WORKERS,
            waiting=WAITING,
            slice=SLICE,
            slow_workers=SLOW_WORKERS,
            slow_queue=SLOW_QUEUE,
        )
        self._program = (PROGRAM, str(root), json.dumps(asdict(caps)))
        self._counts = counts
        self._pool: Pool | None = None
        self._edition = ""
        self._starting = asyncio.Lock()
        self._retiring: asyncio.Task[None] | None = None

    async def judge(self, submission: Submission, edition: str = "") -> Verdict:
        """The report on a text. Raises Unreadable where it is refused, EngineFailure where it could not be judged."""
        pool = await self.open(edition)
        return verdict_of(await pool.deliver(submission.frame))

    async def open(self, edition: str = "") -> Pool:
        """Start the workers if they are not there; reading our own files takes them a second or two.

        Another `edition` means that our files have changed: workers who have read the old ones end with their answers.
        """
        async with self._starting:
            if self._pool is None or edition != self._edition:
                pool = Pool(Path(), self.limits, self._counts, self._program)
                await pool.start()
                old, self._pool, self._edition = self._pool, pool, edition
                if old is not None:
                    self._retiring = asyncio.create_task(old.retire())
        return self._pool

    async def close(self) -> None:
        if self._retiring is not None:
            self._retiring.cancel()
            await asyncio.gather(self._retiring, return_exceptions=True)
        if self._pool is not None:
            await self._pool.close()
            self._pool = None
