"""What one query, and all queries together, may use; the values come from the settings of the server."""

from dataclasses import dataclass

KILOBYTE = 1 << 10
MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Times are seconds, sizes bytes. The defaults suit two cores and a graph that fits in memory."""

    seconds: float = 30.0
    memory: int = 512 * MEGABYTE
    answer: int = 64 * MEGABYTE
    merged_triples: int = 200_000
    fast_workers: int = 2
    slow_workers: int = 8
    slice: float = 0.05
    waiting: int = 1000
    slow_queue: int = 64
    slow_queue_seconds: float = 10.0

    @property
    def depth(self) -> int:
        """How many frames may lie at one fast worker: enough to hide the hop, few enough to be sent again elsewhere."""
        return 8 if self.fast_workers == 1 else 4
