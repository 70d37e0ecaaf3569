"""What the server did since it started, counted request by request: cheap to write, read when somebody asks."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable

# Upper bounds in seconds: a repeated query takes a fraction of the first, a query may take as long as the last.
BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
OTHER = "other"
# What became of a request that no problem tells of, by its status or the first digit of it.
OUTCOMES = {0: "client-left", 304: "not-modified", 2: "answered", 3: "redirected"}
FAILED = "failed"


class Meters:
    """Lives as long as the server. An area is the first part of an address; what is none of ours is `other`, so that
    nobody can make up new ones."""

    def __init__(self, addresses: Iterable[str]) -> None:
        self._areas = frozenset(_area(address) for address in addresses)
        self.requests: Counter[tuple[str, str, str]] = Counter()
        self.seconds: dict[str, float] = defaultdict(float)
        self.buckets: dict[str, list[int]] = {}

    def note(self, path: str, status: int, problem: str | None, seconds: float) -> None:
        """One request. `problem` is the name of the refusal, where it was one."""
        area = _area(path)
        if area not in self._areas:
            area = OTHER
        outcome = problem or OUTCOMES.get(status) or OUTCOMES.get(status // 100, FAILED)
        self.requests[area, str(status), outcome] += 1
        self.seconds[area] += seconds
        self.buckets.setdefault(area, [0] * (len(BOUNDS) + 1))[bisect_left(BOUNDS, seconds)] += 1


def _area(path: str) -> str:
    first = path.removeprefix("/").partition("/")[0]
    return first.partition(".")[0] or first or "home"
