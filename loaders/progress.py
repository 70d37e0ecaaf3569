"""How a long command tells its reader where it is: stages with their times on standard error."""

import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from types import MappingProxyType
from typing import Protocol, TextIO

NO_NAMES: Mapping[str, str] = MappingProxyType({})


class Progress(Protocol):
    """Told of each stage as it begins and ends."""

    def stage(self, name: str) -> AbstractContextManager[None]:
        """Entered when the stage begins, left when it ends."""

    def say(self, text: str) -> None:
        """Something that the reader should know besides."""


class Silent:
    """Says nothing."""

    def stage(self, name: str) -> AbstractContextManager[None]:  # noqa: ARG002 - the protocol's name
        return nullcontext()

    def say(self, text: str) -> None:
        pass


SILENT = Silent()


class Lines:
    """A line a stage, with the seconds that it took: for logs and pipes. `names`: in the reader's language, by ours."""

    def __init__(self, out: TextIO, names: Mapping[str, str] = NO_NAMES) -> None:
        self.out, self.names = out, names

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.say(f"{self.names.get(name, name):<24}{time.perf_counter() - start:7.2f} s")

    def say(self, text: str) -> None:
        print(self.names.get(text, text), file=self.out, flush=True)


class Spinner(Lines):
    """The same lines on a terminal, with the stage at work shown while it lasts."""

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        from rich.console import Console  # noqa: PLC0415 - a tenth of a second that logs need not pay

        with Console(file=self.out).status(self.names.get(name, name)), super().stage(name):
            yield


class Patient(Lines):
    """Says nothing of what takes less than a second; of what takes longer, what it is, and then its time."""

    def __init__(self, out: TextIO, names: Mapping[str, str], seconds: float = 1.0) -> None:
        super().__init__(out, names)
        self.seconds = seconds

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        name, start = self.names.get(name, name), time.perf_counter()
        waiting = threading.Timer(self.seconds, lambda: self.say(f"{name}…"))
        waiting.daemon = True
        waiting.start()
        try:
            yield
        finally:
            waiting.cancel()
        if time.perf_counter() - start > self.seconds:
            self.say(f"{name:<24}{time.perf_counter() - start:7.2f} s")


def reporting(out: TextIO | None = None, names: Mapping[str, str] = NO_NAMES) -> Progress:
    """The progress that suits where it is written to: standard error by default."""
    out = out or sys.stderr
    return Spinner(out, names) if out.isatty() else Lines(out, names)
