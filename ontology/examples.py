"""Good and bad examples of rules and shapes, for the pages that explain them: the file examples.json.

They are the golden pairs of tests/rules and tests/shapes, gathered by `make examples`, so that a server which was
installed without the tests has them. A test fails where the two differ.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from ontology.text import Text

FILE = Path(__file__).resolve().parent / "examples.json"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines of Turtle without their prefixes, and which of them matter, counted from 1."""

    text: str
    marked: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """`name` is that of a rule, or the local name of a shape. Without `bad` it shows what a thing of the shape looks
    like; `said` is what a curator is told, with how to mend it."""

    name: str
    good: Excerpt
    bad: Excerpt | None = None
    said: Text | None = None


@cache
def read_examples(file: Path = FILE) -> Mapping[str, tuple[Example, ...]]:
    """All examples by the name of their rule or shape."""
    by_name: dict[str, list[Example]] = defaultdict(list)
    for values in json.loads(file.read_text("utf-8")):
        by_name[values["name"]].append(_example(**values))
    return {name: tuple(examples) for name, examples in by_name.items()}


def written(examples: Iterable[Example]) -> str:
    """The content of the file: the same for the same examples."""
    return json.dumps([asdict(one) for one in examples], ensure_ascii=False, indent=1) + "\n"


def _example(
    name: str, good: Mapping[str, object], bad: Mapping[str, object] | None, said: Mapping[str, str] | None
) -> Example:
    return Example(name, _excerpt(good), _excerpt(bad) if bad else None, Text(**said) if said else None)


def _excerpt(values: Mapping[str, object]) -> Excerpt:
    marked = values["marked"]
    assert isinstance(marked, list)
    return Excerpt(str(values["text"]), tuple(marked))
