"""Single flight: what several clients ask at the same time is worked out once, and goes on while one of them waits."""

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from typing import Any, Generic, TypeAlias, TypeVar

from starlette.types import Receive

from api.http.presence import while_waiting

Result = TypeVar("Result")
# Called by the work before it ends: those who joined need not wait for the rest.
Tell: TypeAlias = Callable[[Result], None]
Work: TypeAlias = Callable[[Tell[Result]], Coroutine[Any, Any, Result]]


class Flight(Generic[Result]):
    """`waiting` is how many clients do; `over` says that the result is known, and that nobody can join any more."""

    def __init__(self, work: Work[Result]) -> None:
        self.task = asyncio.ensure_future(work(self.tell))
        self.waiting = 0
        self._told: asyncio.Future[Result] | None = None
        self._early = False

    @property
    def over(self) -> bool:
        return self._early or self.task.done()

    def tell(self, result: Result) -> None:
        self._early = True
        if self._told is not None and not self._told.done():
            self._told.set_result(result)

    def joined(self) -> "asyncio.Future[Result]":
        """What those who joined wait for; made for the first of them, since most flights carry one client."""
        if self._told is None:
            self._told = asyncio.get_running_loop().create_future()
            self.task.add_done_callback(self._end)
        return self._told

    def _end(self, task: asyncio.Task[Result]) -> None:
        if self._told is None or self._told.done():
            return
        if task.cancelled():
            self._told.cancel()
        elif error := task.exception():
            self._told.set_exception(error)
            self._told.exception()  # Looked at, or asyncio complains where every client has left.
        else:
            self._told.set_result(task.result())


class Flights(Generic[Result]):
    """Lives as long as the server, on one event loop."""

    def __init__(self) -> None:
        self._aloft: dict[Hashable, Flight[Result]] = {}

    def __len__(self) -> int:
        return len(self._aloft)

    def has(self, key: Hashable) -> bool:
        """Whether somebody works on this already, and can still be joined."""
        flight = self._aloft.get(key)
        return flight is not None and not flight.over

    async def share(self, key: Hashable, work: Work[Result], receive: Receive) -> Result:
        """The result of the work under this key, begun now unless it is under way. Raises what the work raises, and
        ClientGone when this client leaves; with the last one the work is cancelled."""
        if self.has(key):
            flight = self._aloft[key]
            result = flight.joined()
        else:
            flight = self._aloft[key] = Flight(work)
            result = flight.task
        flight.waiting += 1
        try:
            return await while_waiting(result, receive)
        finally:
            flight.waiting -= 1
            if not flight.waiting:
                flight.task.cancel()
            if (not flight.waiting or flight.over) and self._aloft.get(key) is flight:
                del self._aloft[key]
