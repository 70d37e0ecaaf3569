import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest
from starlette.types import Message

from api.cache.flights import Flights, Tell
from api.http.presence import ClientGone


async def staying() -> Message:
    await asyncio.Event().wait()
    raise AssertionError


async def leaving() -> Message:
    return {"type": "http.disconnect"}


class Kitchen:
    """Work that ends when it is told to; counts how often it was begun and broken off."""

    def __init__(self) -> None:
        self.begun = 0
        self.broken_off = 0
        self.ready = asyncio.Event()

    async def work(self, _: Tell[str]) -> str:
        self.begun += 1
        try:
            await self.ready.wait()
        except asyncio.CancelledError:
            self.broken_off += 1
            raise
        return f"dish {self.begun}"


async def _soon(*work: Coroutine[Any, Any, str]) -> list[asyncio.Task[str]]:
    tasks = [asyncio.create_task(each) for each in work]
    await asyncio.sleep(0.1)  # Longer than it takes before a client is watched.
    return tasks


def test_those_who_ask_at_the_same_time_share_one_work_and_the_next_begins_anew() -> None:
    async def scene() -> None:
        flights, kitchen = Flights[str](), Kitchen()
        tasks = await _soon(*(flights.share("soup", kitchen.work, staying) for _ in range(5)))
        assert len(flights) == 1
        kitchen.ready.set()
        assert await asyncio.gather(*tasks) == ["dish 1"] * 5
        assert len(flights) == 0
        assert await flights.share("soup", kitchen.work, staying) == "dish 2"

    asyncio.run(scene())


def test_when_the_first_client_leaves_the_others_still_get_their_answer() -> None:
    async def scene() -> None:
        flights, kitchen = Flights[str](), Kitchen()
        first, *others = await _soon(
            flights.share("soup", kitchen.work, leaving), flights.share("soup", kitchen.work, staying)
        )
        with pytest.raises(ClientGone):
            await first
        kitchen.ready.set()
        assert await asyncio.gather(*others) == ["dish 1"]
        assert (kitchen.begun, kitchen.broken_off) == (1, 0)

    asyncio.run(scene())


def test_when_the_last_client_leaves_the_work_is_broken_off_and_nobody_joins_it() -> None:
    async def scene() -> None:
        flights, kitchen = Flights[str](), Kitchen()
        tasks = await _soon(*(flights.share("soup", kitchen.work, leaving) for _ in range(3)))
        assert {type(error) for error in await asyncio.gather(*tasks, return_exceptions=True)} == {ClientGone}
        assert not flights.has("soup")
        await asyncio.sleep(0)
        assert kitchen.broken_off == 1
        kitchen.ready.set()
        assert await flights.share("soup", kitchen.work, staying) == "dish 2"

    asyncio.run(scene())


def test_work_that_fails_fails_for_all_who_wait_and_is_not_remembered() -> None:
    async def scene() -> None:
        flights = Flights[str]()

        async def burn(_: Tell[str]) -> str:
            await asyncio.sleep(0.01)
            raise ValueError("burnt")

        tasks = [asyncio.create_task(flights.share("soup", burn, staying)) for _ in range(3)]
        assert [str(error) for error in await asyncio.gather(*tasks, return_exceptions=True)] == ["burnt"] * 3
        assert len(flights) == 0

    asyncio.run(scene())


def test_what_the_work_tells_early_reaches_those_who_joined_while_it_goes_on() -> None:
    async def scene() -> None:
        flights, go_on, end = Flights[str](), asyncio.Event(), asyncio.Event()

        async def work(tell: Tell[str]) -> str:
            await go_on.wait()
            tell("ask for yourself")
            await end.wait()
            return "whole"

        first, second = await _soon(*(flights.share("soup", work, staying) for _ in range(2)))
        go_on.set()
        assert await second == "ask for yourself"
        assert not first.done()
        assert not flights.has("soup")
        end.set()
        assert await first == "whole"

    asyncio.run(scene())
