"""The zygote: a process that has loaded the engine but opened no store, so that a worker is born by a quick fork.

A process with a store open has four threads and must never be forked; this one has a single thread for ever.
Its first argument is its end of a socket: each byte that comes with a file descriptor asks for one worker, sealed off
from the network or open; each death of a worker is reported as one DEATH record: its pid, its exit code, and the most
memory that it had, in bytes.
"""

import gc
import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from struct import Struct

from graph.workers.worker import Orders, work
from ontology.prefixes import read_prefixes

DEATH = Struct("<iiq")
# `ru_maxrss` is in kilobytes, on a Mac in bytes.
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024
SEALED, OPEN = b"s", b"o"


class Zygote:
    """Its life: bears workers until the server hangs up, then takes the last ones with it."""

    def __init__(self, server: socket.socket, work: Callable[[socket.socket, bool], None]) -> None:
        """`work` serves on a seat, sealed off or not, until the server hangs up."""
        self._server = server
        self._work = work
        self._children: set[int] = set()

    def live(self) -> None:
        # Ctrl-C and a service manager's stop reach the whole group; we end when the server hangs up.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGCHLD, lambda *_: self._report_deaths())
        gc.freeze()  # So that no collection in a worker touches, and thereby copies, the pages they share.
        with suppress(ConnectionError):  # A server that was killed resets the connection.
            while (request := socket.recv_fds(self._server, 1, 1))[0]:
                wish, descriptors, _, _ = request
                self._bear(socket.socket(fileno=descriptors[0]), wish == SEALED)
        self._end()

    def _bear(self, seat: socket.socket, sealed: bool) -> None:
        child = os.fork()
        if child:
            self._children.add(child)
            seat.close()
            return
        status = 1
        try:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self._server.close()
            self._work(seat, sealed)
            status = 0
        except ConnectionError:
            status = 0  # The server is gone.
        except Exception:
            traceback.print_exc()
        finally:
            os._exit(status)

    def _report_deaths(self) -> None:
        with suppress(ChildProcessError):
            while (death := os.wait4(-1, os.WNOHANG))[0]:
                pid, status, usage = death
                self._children.discard(pid)
                record = DEATH.pack(pid, os.waitstatus_to_exitcode(status), usage.ru_maxrss * PEAK_UNIT)
                with suppress(OSError):  # The server is gone: there is nobody to tell.
                    self._server.sendall(record)

    def _end(self) -> None:
        for child in tuple(self._children):
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        with suppress(ChildProcessError):
            while True:
                os.waitpid(-1, 0)


if __name__ == "__main__":
    orders, prefixes = Orders.from_json(sys.argv[2]), read_prefixes()
    Zygote(socket.socket(fileno=int(sys.argv[1])), lambda seat, sealed: work(seat, orders, prefixes, sealed)).live()
