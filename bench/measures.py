"""Measuring: both servers by turns, so that what else the machine does meets both, and one ratio from each turn."""

import json
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import NamedTemporaryFile
from urllib.parse import urlsplit

from bench.processes import Server
from bench.workloads import ACCEPT, FIRST_NUMBER, Workload, ask, rows_of

SCRIPT = Path(__file__).with_name("requests.lua")
CONNECTIONS = 8
# Numbers of two bursts never meet, or the second would ask what the first asked before.
NUMBERS_OF_A_BURST = 10_000_000


class UnfairMeasurement(Exception):
    """The servers did not do the same work: answers differ, or some failed."""


@dataclass(frozen=True, slots=True)
class Burst:
    """What one server did in a while: `speed` is answers a second, `cost` seconds of processor time an answer."""

    speed: float
    cost: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Of one workload: a burst of ours and one of theirs from each turn."""

    workload: Workload
    ours: tuple[Burst, ...]
    theirs: tuple[Burst, ...]

    @property
    def speeds(self) -> list[float]:
        """Our speed over theirs, turn by turn, in rising order."""
        return sorted(our.speed / their.speed for our, their in zip(self.ours, self.theirs, strict=True))

    @property
    def frugality(self) -> float:
        """Their processor time over ours: the speed that we would have on a machine that is short of nothing else."""
        return median(their.cost for their in self.theirs) / median(our.cost for our in self.ours)


def check(workload: Workload, ours: Server, theirs: Server) -> None:
    """Raises UnfairMeasurement unless both give the same solutions."""
    for one, other in zip(workload.addresses(ours.endpoint), workload.addresses(theirs.endpoint), strict=True):
        number = str(FIRST_NUMBER) if workload.fresh else ""
        if rows_of(ask(one + number)) != rows_of(ask(other + number)):
            raise UnfairMeasurement(f"The servers answer differently: {one}{number}")


def compare(workload: Workload, ours: Server, theirs: Server, turns: int, seconds: int) -> Comparison:
    """Bursts of many clients, after one of each that does not count. Raises UnfairMeasurement."""
    numbers = iter(range(2 * FIRST_NUMBER, 2**52, NUMBERS_OF_A_BURST))
    return _by_turns(workload, ours, theirs, turns, lambda server: burst(workload, server, next(numbers), seconds))


def compare_singly(workload: Workload, ours: Server, theirs: Server, pairs: int) -> Comparison:
    """One request at a time, in pairs."""
    numbers = iter(range(2 * FIRST_NUMBER, 2**52))
    return _by_turns(workload, ours, theirs, pairs, lambda server: single(workload, server, next(numbers)))


def _by_turns(
    workload: Workload, ours: Server, theirs: Server, turns: int, measure: Callable[[Server], Burst]
) -> Comparison:
    bursts: dict[Server, list[Burst]] = {ours: [], theirs: []}
    for turn in range(turns + 1):
        # Who goes first changes, so that it is nobody's advantage.
        for server in (ours, theirs) if turn % 2 else (theirs, ours):
            bursts[server].append(measure(server))
    return Comparison(workload, tuple(bursts[ours][1:]), tuple(bursts[theirs][1:]))


def single(workload: Workload, server: Server, number: int) -> Burst:
    address = workload.addresses(server.endpoint)[0]
    used, started = server.seconds, time.perf_counter()
    ask(f"{address}{number}")
    elapsed = time.perf_counter() - started
    return Burst(1 / elapsed, server.seconds - used)


def burst(workload: Workload, server: Server, number: int, seconds: int) -> Burst:
    """So many seconds of load by wrk. Raises UnfairMeasurement when a request failed."""
    with NamedTemporaryFile("w", suffix=".txt") as file:
        # wrk asks for paths at the host that it was given.
        path = urlsplit(server.endpoint).path
        file.writelines(f"{address}\n" for address in workload.addresses(path))
        file.flush()
        used = server.seconds
        told = _wrk(server.endpoint, [file.name, str(number if workload.fresh else 0)], seconds)
        used = server.seconds - used
    if told["failed"] or not told["requests"]:
        raise UnfairMeasurement(
            f"{workload.name}: {told['failed']} of {told['requests']} requests of {server.name} failed"
        )
    return Burst(told["requests"] / told["seconds"], used / told["requests"])


def _wrk(endpoint: str, arguments: Sequence[str], seconds: int) -> dict[str, float]:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", "-H", f"Accept: {ACCEPT}"]
    run = subprocess.run(
        [*command, "-s", str(SCRIPT), endpoint, "--", *arguments],
        capture_output=True, text=True, check=True, timeout=seconds + 60,
    )  # fmt: skip
    told: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    return told
