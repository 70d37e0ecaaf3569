"""Servers under measurement: started in sessions of their own, known by their processor time, ended by their id."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

SECONDS_TO_START = 60.0
SECONDS_TO_END = 15.0
LAST_WORDS = 2000
TICKS = os.sysconf("SC_CLK_TCK")
# Fields of /proc/PID/stat after the name of the program, which may hold spaces (man 5 proc_pid_stat).
SESSION = 3
# utime, stime, cutime, cstime: its own, and that of its children that have ended.
TIMES = slice(11, 15)


class ServerFailed(Exception):
    """A server did not start, or ended while it was measured."""


class Server:
    """Its life: started, ready, asked, stopped. Linux only: processor time is read from /proc."""

    def __init__(
        self, name: str, command: Sequence[str], endpoint: str, log: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        self.name = name
        self.endpoint = endpoint
        self._log = log
        with log.open("wb") as file:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
                start_new_session=True,
                env={**os.environ, **(environment or {})},
            )

    def wait(self) -> None:
        """Until it answers. Raises ServerFailed."""
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                break
            with suppress(OSError), urlopen(f"{self.endpoint}?query=ASK%20%7B%7D", timeout=2):
                return
            time.sleep(0.1)
        last = self._log.read_text(encoding="utf-8", errors="replace")[-LAST_WORDS:]
        raise ServerFailed(f"{self.name} does not answer at {self.endpoint}. Its last words:\n{last}")

    @property
    def seconds(self) -> float:
        """Processor time of the server and of all that it started, workers that ended included."""
        return _of_session(self._process.pid) / TICKS

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()


def _of_session(session: int) -> int:
    """Ticks of all processes of a session, and of those that ended there and were waited for."""
    ticks = 0
    for process in os.scandir("/proc"):
        if not process.name.isdecimal():
            continue
        with suppress(OSError):  # It ended meanwhile.
            fields = Path(process.path, "stat").read_bytes().rpartition(b") ")[2].split()
            if int(fields[SESSION]) == session:
                ticks += sum(map(int, fields[TIMES]))
    return ticks


def demand_free(port: int) -> None:
    """Raises ServerFailed where somebody listens already: it is his server that would be measured."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as error:
        raise ServerFailed(f"Port {port} is taken ({error.strerror}); choose others with --port.") from None
