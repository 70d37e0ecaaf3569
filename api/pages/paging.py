"""One page of a list that is too long for one: which entries it shows, and where those beside it are."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Shown = TypeVar("Shown")


@dataclass(frozen=True, slots=True)
class Part(Generic[Shown]):
    """`number` counts pages from 1, `first` is the place of the first entry from 1; `total` and `last` are of all."""

    entries: tuple[Shown, ...]
    number: int
    first: int
    total: int
    last: int

    def previous(self, address: Callable[[int], str]) -> str:
        """The address of the page before; empty where there is none."""
        return address(self.number - 1) if self.number > 1 else ""

    def next(self, address: Callable[[int], str]) -> str:
        """The address of the page after; empty where there is none."""
        return address(self.number + 1) if self.number < self.last else ""


def part_of(entries: Sequence[Shown], number: int, size: int) -> Part[Shown]:
    """The page of this number, or the last where there are not so many; `size` entries are on each."""
    last = max(1, math.ceil(len(entries) / size))
    number = min(number, last)
    before = (number - 1) * size
    return Part(tuple(entries[before : before + size]), number, before + 1, len(entries), last)
