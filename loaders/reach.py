"""What can be reached from somewhere, step by step."""

from collections.abc import Callable, Iterable
from typing import TypeVar

Thing = TypeVar("Thing")


def reached(start: Iterable[Thing], ahead: Callable[[Thing], Iterable[Thing]]) -> set[Thing]:
    """These things, all that lies ahead of them, and so on. A circle is no error."""
    found: set[Thing] = set()
    waiting = [*start]
    while waiting:
        if (thing := waiting.pop()) not in found:
            found.add(thing)
            waiting += ahead(thing)
    return found
