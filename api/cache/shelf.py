"""A shelf: values with a weight, as many as there is room for; what was not asked for longest leaves first."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
# One value may not push out all the others.
LARGEST_SHARE = 4


class Shelf(Generic[K, V]):
    """Lives as long as the server. Room and weights are bytes."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.bytes = 0
        self._values: OrderedDict[K, tuple[V, int]] = OrderedDict()

    @property
    def largest(self) -> int:
        """What one value may weigh."""
        return self.room // LARGEST_SHARE

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: K) -> V | None:
        found = self._values.get(key)
        if found is None:
            return None
        self._values.move_to_end(key)
        return found[0]

    def put(self, key: K, value: V, weight: int) -> bool:
        """Whether it found a place."""
        if weight > self.largest:
            return False
        self.bytes += weight - self._values.pop(key, (None, 0))[1]
        self._values[key] = value, weight
        while self.bytes > self.room:
            self.bytes -= self._values.popitem(last=False)[1][1]
        return True
