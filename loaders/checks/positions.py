"""Where a finding points: the tokens of a subject, property or value in the curated files."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cached_property

import pyoxigraph as ox

from loaders.findings import Place
from loaders.turtle import Document, PositionedTriple, Term
from ontology import XSD
from ontology.core import TYPE

_NUMBERS = frozenset(XSD + name for name in ("decimal", "integer", "double", "float"))


class Positions:
    """The triples of some documents, found again by what they say; a subject may have thousands."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._by_subject: dict[str, list[PositionedTriple]] = defaultdict(list)
        for document in documents:
            for found in document.triples:
                self._by_subject[found.focus].append(found)
        self._asked: dict[str, _Said] = {}

    def subjects(self) -> frozenset[str]:
        """All that the documents speak of."""
        return frozenset(self._by_subject)

    def read(self, subject: str) -> Iterable[PositionedTriple]:
        """The triples of a subject, in the order of the files; each is asked for once."""
        return self._by_subject.get(subject, ())

    def of(self, subject: str, path: str | None = None) -> tuple[PositionedTriple, ...]:
        """The triples of a subject, or those with one property, in the order of the files."""
        said = self._said(subject)
        return said.triples if path is None else said.by_path.get(path, ())

    def triple(self, subject: str, path: str, value: Term) -> PositionedTriple | None:
        """The triple that says this, its value compared as a value: a store knows 46.0 as 46."""
        by_value = self._said(subject).by_value(path)
        return by_value.get(value) or by_value.get(_kept(value))

    def _said(self, subject: str) -> "_Said":
        if subject not in self._asked:
            self._asked[subject] = _Said(tuple(self.read(subject)))
        return self._asked[subject]

    def subject(self, subject: str) -> Place:
        """Where the subject stands: in the block that gives its type, if one does."""
        written = self.of(subject, TYPE) or self.of(subject)
        return written[0].subject.place if written else Place(subject, 1, 1, 1, 1)

    def closest(self, subject: str, path: str | None, value: Term | None) -> Place:
        """The value, else the property, else the subject: as near as the files come to what is asked for.

        What no document speaks of is placed in line 1 of a file of its own name: seen, rather than lost.
        """
        if path is not None and value is not None and (found := self.triple(subject, path, value)):
            return found.object.place
        if path is not None and (with_path := self.of(subject, path)):
            return with_path[0].predicate.place
        return self.subject(subject)


class _Said:
    """What is said of one subject."""

    def __init__(self, triples: tuple[PositionedTriple, ...]) -> None:
        self.triples = triples
        self._by_value: dict[str, dict[object, PositionedTriple]] = {}

    @cached_property
    def by_path(self) -> Mapping[str, tuple[PositionedTriple, ...]]:
        found: dict[str, list[PositionedTriple]] = defaultdict(list)
        for triple in self.triples:
            found[triple.path].append(triple)
        return {path: tuple(triples) for path, triples in found.items()}

    def by_value(self, path: str) -> Mapping[object, PositionedTriple]:
        """The first triple with each value of a property, as it is written and as a store keeps it."""
        if path not in self._by_value:
            triples = self.by_path.get(path, ())[::-1]
            kept: dict[object, PositionedTriple] = {_kept(triple.value): triple for triple in triples}
            self._by_value[path] = kept | {triple.value: triple for triple in triples}
        return self._by_value[path]


def _kept(term: Term) -> tuple[object, ...]:
    """What a store keeps of a term: numbers by value, language tags in lower case."""
    if not isinstance(term, ox.Literal):
        return (term,)
    if term.datatype.value in _NUMBERS:
        try:
            return (Decimal(term.value),)
        except InvalidOperation:
            return (term,)
    return (term.value, (term.language or "").lower(), term.datatype.value)
