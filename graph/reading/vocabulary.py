"""The words of queries: classes, properties and concepts, with their names, and how often facts use them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from graph.asking import select
from graph.engine import Engine
from graph.names import DATASET
from graph.releases.folder import VOID_FILE
from graph.terms import Literal
from ontology import OWL, SKOS, VOID

CLASS, PROPERTY, CONCEPT = "class", "property", "concept"
_KINDS = {OWL + "Class": CLASS, SKOS + "Concept": CONCEPT}
# Of a partition: what it counts, and the count.
_COUNTED = {VOID + "class": CLASS, VOID + "property": PROPERTY}
_COUNTS = (VOID + "entities", VOID + "triples")
_RELEASES_IN_MEMORY = 4


@dataclass(frozen=True, slots=True)
class Word:
    """`uses` is how many things of the default graph are of this class, or how many triples have this property."""

    iri: str
    kind: str
    labels: Mapping[str, str]
    uses: int


async def vocabulary_of(engine: Engine, folder: Path) -> tuple[Word, ...]:
    """What the model declares and what else the facts use, in the order of the IRIs. Raises what `Engine.ask` raises.

    `folder` is that of the release; without a description in it nothing is counted, and nothing else is found.
    """
    kinds: dict[str, str] = {}
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    for row in await select(engine, "vocabulary"):
        label = row["label"]
        kinds[row["term"].value] = _KINDS.get(row["type"].value, PROPERTY)
        if isinstance(label, Literal):
            labels[row["term"].value][label.language] = label.value
    used = _used(folder)
    found = {iri: kind for iri, (kind, _) in used.items()} | kinds
    return tuple(Word(iri, found[iri], labels.get(iri, {}), used.get(iri, ("", 0))[1]) for iri in sorted(found))


@lru_cache(_RELEASES_IN_MEMORY)
def _used(folder: Path) -> Mapping[str, tuple[str, int]]:
    """Kind and count of what the default graph's partitions of the release's VoID name."""
    path = folder / VOID_FILE
    if not path.is_file():
        return {}
    counted: dict[str, tuple[str, str]] = {}
    counts: dict[str, int] = {}
    for one in ox.parse(_default_partitions(path), format=ox.RdfFormat.N_TRIPLES):
        subject, predicate, value = str(one.subject), one.predicate.value, getattr(one.object, "value", "")
        if predicate in _COUNTED:
            counted[subject] = (value, _COUNTED[predicate])
        elif predicate in _COUNTS:
            counts[subject] = int(value)
    return {iri: (kind, counts.get(subject, 0)) for subject, (iri, kind) in counted.items()}


def _default_partitions(path: Path) -> str:
    """The few lines on them: to parse those on a thousand other graphs would take seconds."""
    start = f"<{DATASET}#default/"
    with path.open(encoding="utf-8") as lines:
        return "".join(line for line in lines if line.startswith(start))
