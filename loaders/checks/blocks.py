"""Blocks: all that a file says of one subject."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from loaders.turtle import Document, PositionedTriple, Term, Token
from ontology.core import TYPE


@dataclass(frozen=True, slots=True)
class Block:
    """The triples about one named subject; `token` is the subject beside its type, or where it first stands."""

    subject: str
    token: Token
    triples: tuple[PositionedTriple, ...]

    @property
    def values(self) -> Mapping[str, list[Term]]:
        values: dict[str, list[Term]] = defaultdict(list)
        for found in self.triples:
            values[found.path].append(found.value)
        return values

    @property
    def types(self) -> list[str]:
        return [value.value for value in self.values.get(TYPE, ()) if isinstance(value, ox.NamedNode)]


def blocks_of(document: Document) -> Iterator[Block]:
    """The named subjects of a file, in the order of their first triples."""
    by_subject: dict[str, list[PositionedTriple]] = defaultdict(list)
    for found in document.triples:
        if isinstance(found.triple.subject, ox.NamedNode):
            by_subject[found.focus].append(found)
    for subject, triples in by_subject.items():
        typed = next((found for found in triples if found.path == TYPE), triples[0])
        yield Block(subject, typed.subject, tuple(triples))
