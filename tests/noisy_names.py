"""The names of two files in tests/graph/search: written before a ranking was looked at, never changed to suit one."""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "graph" / "search"
NOISY, LISTED = FOLDER / "noisy_names.tsv", FOLDER / "listed_names.tsv"


@dataclass(frozen=True, slots=True)
class NoisyName:
    """`type` is the local name of a class, or empty; `slug` is empty where nothing in the graph is meant."""

    name: str
    type: str
    slug: str


def read_noisy_names(file: Path = NOISY) -> tuple[NoisyName, ...]:
    """All of them, in the order of the file."""
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    return tuple(NoisyName(*line.split("\t")) for line in lines[1:])
