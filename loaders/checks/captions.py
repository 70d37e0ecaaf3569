"""What shapes are called, and what they allow: the words of a finding, read from the triples that spell the shapes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from ontology import SH
from ontology.text import Text


@dataclass(frozen=True, slots=True)
class Captions:
    """What shapes are called, the datatype that each asks for, and which properties each node shape allows."""

    names: Mapping[str, Text]
    datatypes: Mapping[str, str]
    allowed: Mapping[str, Mapping[str, str]]


def captions_of(triples: Iterable[ox.Triple]) -> Captions:
    """What the triples of shapes say of their names and their parts."""
    names: dict[str, dict[str, str]] = defaultdict(dict)
    paths: dict[str, str] = {}
    datatypes: dict[str, str] = {}
    parts: dict[str, list[str]] = defaultdict(list)
    for triple in triples:
        subject, path, value = triple.subject, triple.predicate.value, triple.object
        if isinstance(subject, ox.Triple) or isinstance(value, ox.Triple):
            continue
        if path == SH + "name" and isinstance(value, ox.Literal):
            names[subject.value][value.language or ""] = value.value
        elif path == SH + "path":
            paths[subject.value] = value.value
        elif path == SH + "datatype":
            datatypes[subject.value] = value.value
        elif path == SH + "property":
            parts[subject.value].append(value.value)
    return Captions(
        names={shape: Text(said.get("fr", ""), said.get("en", "")) for shape, said in names.items()},
        datatypes=datatypes,
        allowed={node: {paths[part]: part for part in held if part in paths} for node, held in parts.items()},
    )
