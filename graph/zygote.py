"""The zygote: a process that has loaded the engine but opened no store, so that a worker is born by a quick fork.

A process with a store open has four threads and must never be forked; this one has a single thread for ever.
Its first argument is its end of a socket: each byte that comes with a file descriptor asks for one worker,
and each death of a worker is reported as one DEATH record.
"""

import gc
import os
import signal
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from struct import Struct

from graph.worker import Orders, work
from ontology.prefixes import read_prefixes

DEATH = Struct("<ii")


def main() -> None:
    server, orders = socket.socket(fileno=int(sys.argv[1])), Orders.from_json(sys.argv[2])
    prefixes = read_prefixes()
    # Ctrl-C and a service manager's stop reach the whole group; we end when the server hangs up, after its last answer.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, lambda *_: _report_deaths(server))
    gc.freeze()  # So that no collection in a worker touches, and thereby copies, the pages they share.
    while True:
        request, descriptors, _, _ = socket.recv_fds(server, 1, 1)
        if not request:
            return
        _fork(server, socket.socket(fileno=descriptors[0]), orders, prefixes)


def _fork(server: socket.socket, seat: socket.socket, orders: Orders, prefixes: Mapping[str, str]) -> None:
    if os.fork():
        seat.close()
        return
    status = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        server.close()
        work(seat, orders, prefixes)
        status = 0
    finally:
        os._exit(status)


def _report_deaths(server: socket.socket) -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        with suppress(OSError):  # The server is gone: the main loop ends by itself.
            server.sendall(DEATH.pack(pid, os.waitstatus_to_exitcode(status)))


if __name__ == "__main__":
    main()
