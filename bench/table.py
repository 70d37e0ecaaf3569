"""What was measured, as a table in Markdown, with all that it takes to measure it again."""

import os
import platform
from collections.abc import Sequence
from statistics import median

from bench.measures import CONNECTIONS, Burst, Comparison

HEAD = (
    "| workload | turns | speed, median | lowest to highest | wanted | CPU ratio | our CPU | their CPU |\n"
    "|---|--:|--:|--:|--:|--:|--:|--:|"
)


def table(comparisons: Sequence[Comparison], facts: Sequence[tuple[str, str]]) -> str:
    """`facts` come before the figures: what was measured, with which versions, when."""
    lines = [f"- {name}: {fact}" for name, fact in (*facts, ("machine", machine()))]
    rows = [_row(comparison) for comparison in comparisons]
    return "\n".join((TITLE, "", *lines, "", HEAD, *rows, "", EXPLANATION, ""))


def machine() -> str:
    """Its processors, and how many processes wanted one: where these are far more, the speeds say little."""
    kind = f"{os.cpu_count()} processors, {platform.machine()}, Linux {platform.release().partition('-')[0]}"
    return f"{kind}; load {os.getloadavg()[1]:.1f}"


def _row(comparison: Comparison) -> str:
    speeds, workload = comparison.speeds, comparison.workload
    cells = (
        workload.name,
        str(len(speeds)),
        f"**{median(speeds):.2f}**",
        f"{speeds[0]:.2f} to {speeds[-1]:.2f}",
        f"{workload.target:.2f}",
        f"{comparison.frugality:.2f}",
        _cost(comparison.ours),
        _cost(comparison.theirs),
    )
    return f"| {' | '.join(cells)} |"


def _cost(bursts: Sequence[Burst]) -> str:
    microseconds = median(burst.cost for burst in bursts) * 1e6
    return f"{microseconds:.0f} µs" if microseconds < 10_000 else f"{microseconds / 1000:.0f} ms"


TITLE = "# Beside Oxigraph’s own server\n\nWritten by `make bench`; [README.md](README.md) says what the figures mean."
EXPLANATION = (
    "Speed: our answers a second over those of `oxigraph serve-read-only` in the same turn; above 1 we are faster. "
    f"Bursts come from wrk with {CONNECTIONS} connections; analytic queries are asked one at a time. CPU: processor "
    "time an answer, all processes of a server together, medians; its ratio is theirs over ours."
)
