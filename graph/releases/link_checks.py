"""What the addresses of the sources answered when a curator last asked them: the file graph/links.tsv.

One line an address, sorted: address, day of the last check, what it answered, and where it led. It is committed like
the data, so that everybody sees the same; a server never asks an address of others.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from graph.errors import AndromedeError
from graph.releases.durable import write_file

FILE = "graph/links.tsv"
COLUMNS = ("address", "checked", "answer", "led to")
_GONE = frozenset((404, 410))
_GUARDED = frozenset((401, 402, 403, 405, 406, 407, 429, 451))
_OK = range(200, 400)


class Health(StrEnum):
    """What an answer says of a document."""

    ALIVE = "alive"
    GUARDED = "guarded"  # it answers, though not to a machine
    GONE = "gone"
    FAILING = "failing"  # no answer, or an error of its server: it may come back


class WrongLinks(AndromedeError):
    """The file of link checks is not one; `str()` says which line."""


@dataclass(frozen=True, slots=True)
class LinkCheck:
    """One address. `answer` is an HTTP status, or a word for why there was none; `led_to` is empty without redirect."""

    address: str
    checked: str
    answer: str
    led_to: str = ""

    @property
    def health(self) -> Health:
        status = int(self.answer) if self.answer.isdecimal() else 0
        if status in _OK:
            return Health.ALIVE
        if status in _GONE:
            return Health.GONE
        return Health.GUARDED if status in _GUARDED else Health.FAILING


def read_link_checks(path: Path) -> Mapping[str, LinkCheck]:
    """The checks by address; none where none was ever run. Raises WrongLinks."""
    if not path.exists():
        return {}
    header, *lines = path.read_text("utf-8").splitlines() or [""]
    if header.split("\t") != list(COLUMNS):
        raise WrongLinks(f"{path}:1: the columns are {', '.join(COLUMNS)}. Run andromede doctor --links.")
    found: dict[str, LinkCheck] = {}
    for number, line in enumerate(lines, 2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            raise WrongLinks(f"{path}:{number}: {len(COLUMNS)} columns are expected, not {len(cells)}.")
        found[cells[0]] = LinkCheck(*cells)
    return found


def write_link_checks(path: Path, checks: Iterable[LinkCheck]) -> None:
    """The whole file, in one step: whoever reads meanwhile sees the one before."""
    lines = sorted((one.address, one.checked, one.answer, one.led_to) for one in checks)
    temporary = path.with_name(f".tmp-{path.name}")
    write_file(temporary, "".join("\t".join(cells) + "\n" for cells in (COLUMNS, *lines)))
    temporary.replace(path)
