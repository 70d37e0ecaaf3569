"""Where workers come from: the server's end of a zygote, started at the first need and again should it die."""

import asyncio
import socket
import subprocess
import sys
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

from graph.workers.autopsy import Death
from graph.workers.zygote import DEATH, OPEN, SEALED
from ontology import CHECKOUT

# Room for a usual answer, so that a worker can write it whole and take its next question.
SOCKET_BUFFER = 1 << 20
# Debian's libmimalloc2.0 and libjemalloc2; about a sixth less processor time for a small query than with glibc's own.
ALLOCATORS = ("*/libmimalloc.so.2", "*/libjemalloc.so.2")
LIBRARIES = Path("/usr/lib")
SECONDS_TO_END = 1.0
GLANCE = 0.01
REMEMBERED = 256


class Nursery:
    """Its life: one zygote at a time, until `close`; used from one event loop."""

    def __init__(self, program: Sequence[str]) -> None:
        """`program` is the module that becomes the zygote, and what it is told after its end of the socket."""
        self._program = program
        self._zygote: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None
        self._records = b""
        self._deaths: OrderedDict[int, Death] = OrderedDict()

    def bear(self, sealed: bool = True) -> socket.socket:
        """Our end of the socket to a new worker, which announces itself on it. Raises OSError.

        `sealed` workers are cut off from the network.
        """
        request = [SEALED if sealed else OPEN]
        ours, theirs = socket.socketpair()
        for end in (ours, theirs):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SOCKET_BUFFER)
        ours.setblocking(False)
        with theirs:
            try:
                socket.send_fds(self._connected(), request, [theirs.fileno()])
            except OSError:
                self._end()
                socket.send_fds(self._connected(), request, [theirs.fileno()])
        return ours

    async def death(self, pid: int, seconds: float = 1.0) -> Death | None:
        """How the worker ended; None when nobody saw it in time."""
        for _ in range(round(seconds / GLANCE)):
            if pid in self._deaths:
                return self._deaths.pop(pid)
            await asyncio.sleep(GLANCE)
        return None

    def close(self) -> None:
        self._end()

    def _connected(self) -> socket.socket:
        if self._line is None:
            self._start()
        assert self._line is not None
        return self._line

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        with theirs:
            # An environment of its own: a worker needs none of the server's secrets.
            module, *words = self._program
            self._zygote = subprocess.Popen(
                [sys.executable, "-m", module, str(theirs.fileno()), *words],
                cwd=CHECKOUT,
                env=_environment(),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )
        self._line = ours
        asyncio.get_running_loop().add_reader(ours, self._read_deaths)

    def _read_deaths(self) -> None:
        try:
            received = self._line.recv(1 << 16) if self._line else b""
        except OSError:
            received = b""
        if not received:
            return self._end()
        whole, self._records = divide(self._records + received)
        for pid, code, peak in DEATH.iter_unpack(whole):
            self._deaths[pid] = Death(code, peak)
        while len(self._deaths) > REMEMBERED:
            self._deaths.popitem(last=False)
        return None

    def _end(self) -> None:
        if self._line is not None:
            asyncio.get_running_loop().remove_reader(self._line)
            self._line.close()
        if self._zygote is not None:
            try:
                self._zygote.wait(SECONDS_TO_END)
            except subprocess.TimeoutExpired:
                self._zygote.kill()
                self._zygote.wait()
        self._line = self._zygote = None
        self._records = b""


def divide(received: bytes) -> tuple[bytes, bytes]:
    """The whole records, and what has come of the next."""
    end = len(received) - len(received) % DEATH.size
    return received[:end], received[end:]


def _environment() -> dict[str, str]:
    """All that a worker's environment holds: an allocator that serves the engine better, where the system has one."""
    found = [path for pattern in ALLOCATORS for path in LIBRARIES.glob(pattern)]
    return {"LD_PRELOAD": str(found[0])} if found else {}
