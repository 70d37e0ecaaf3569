"""Checking again at every save, until somebody ends it."""

import logging
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from watchfiles import Change, watch

from loaders.workspace import FOLDERS

# Editors write a file in several steps: one save is one round.
DEBOUNCE = 200
PATIENCE = 200
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"


def rounds(root: Path) -> Iterator[None]:
    """Now, and then after each change of a Turtle file or a rule; ends with Ctrl-C."""
    folders = [root / folder for folder in FOLDERS if (root / folder).is_dir()]
    watched = watch(
        *folders,
        watch_filter=_is_curated,
        debounce=DEBOUNCE,
        rust_timeout=PATIENCE,
        yield_on_timeout=True,
        raise_interrupt=False,
    )
    # The first answer is that nothing happened yet: from then on no save is missed, even one made during a check.
    for number, changes in enumerate(watched):
        if changes or number == 0:
            yield


def _is_curated(change: Change, path: str) -> bool:  # noqa: ARG001 - what watchfiles calls
    return path.endswith((".ttl", ".rq")) and not Path(path).name.startswith(".")


def keep_checking(root: Path, check: Callable[[], str], out: TextIO) -> None:
    """Print what the check says, on a screen of its own where there is one, at every save."""
    # A shell starts what it puts in the background deaf to Ctrl-C; whoever sends it all the same means it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # Its word about Ctrl-C is meant for programmers.
    logging.getLogger("watchfiles").setLevel(logging.ERROR)
    with suppress(KeyboardInterrupt):
        for _ in rounds(root):
            start = time.perf_counter()
            said = check()
            clear = _CLEAR if out.isatty() else ""
            print(
                f"{clear}{said}{time.strftime('%H:%M:%S')}  {time.perf_counter() - start:.1f} s", file=out, flush=True
            )
