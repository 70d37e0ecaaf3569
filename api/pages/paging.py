"""One page of a list that is too long for one: what it shows, where those beside it are, how it is narrowed."""

import dataclasses
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

Shown = TypeVar("Shown")
# What an address calls a field by where that is not its name.
_PARAMETERS = {"text": "q"}


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


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What of a list is asked for: each list adds its fields, texts all but for the `number` of the page."""

    def fields(self) -> tuple[tuple[str, str], ...]:
        """The parameters of an address that asks the same, without the number of the page."""
        names = [field.name for field in dataclasses.fields(self) if field.name != "number"]
        return tuple((_PARAMETERS.get(name, name), value) for name in names if (value := getattr(self, name)))

    def address(self, **changes: str) -> str:
        """The end of an address that asks the same but for these, from the first page unless that is one of them."""
        page = changes.pop("page", "")
        asked = dataclasses.replace(self, **changes)
        return "?" + urlencode([*asked.fields(), *([("page", page)] if page else [])])

    def page(self, number: int) -> str:
        """The end of the address of another page of the same."""
        return self.address(page=str(number))


def part_of(entries: Sequence[Shown], number: int, size: int) -> Part[Shown]:
    """The page of this number, or the last where there are not so many; `size` entries are on each."""
    last = max(1, math.ceil(len(entries) / size))
    number = min(number, last)
    before = (number - 1) * size
    return Part(tuple(entries[before : before + size]), number, before + 1, len(entries), last)
