"""The names of tests/graph/noisy_names.tsv: written before there was any ranking, and never changed to suit one."""

from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).resolve().parent / "graph" / "search" / "noisy_names.tsv"


@dataclass(frozen=True, slots=True)
class NoisyName:
    """`type` is the local name of a class, or empty; `slug` is empty where nothing in the graph is meant."""

    name: str
    type: str
    slug: str


def read_noisy_names() -> tuple[NoisyName, ...]:
    """All of them, in the order of the file."""
    lines = [line for line in FILE.read_text("utf-8").splitlines() if not line.startswith("#")]
    return tuple(NoisyName(*line.split("\t")) for line in lines[1:])
