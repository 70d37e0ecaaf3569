"""Where a finding points: the tokens of a subject, property or value in the curated files."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from loaders.findings import Place
from loaders.turtle import Document, PositionedTriple, Term
from ontology import XSD
from ontology.core import TYPE

_NUMBERS = frozenset(XSD + name for name in ("decimal", "integer", "double", "float"))


class Positions:
    """The triples of some documents, found again by what they say."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._by_subject: dict[str, list[PositionedTriple]] = defaultdict(list)
        for document in documents:
            for found in document.triples:
                self._by_subject[found.focus].append(found)

    def subjects(self) -> frozenset[str]:
        """All that the documents speak of."""
        return frozenset(self._by_subject)

    def of(self, subject: str, path: str | None = None) -> tuple[PositionedTriple, ...]:
        """The triples of a subject, or those with one property, in the order of the files."""
        return tuple(found for found in self._by_subject.get(subject, ()) if path is None or found.path == path)

    def triple(self, subject: str, path: str, value: Term) -> PositionedTriple | None:
        """The triple that says this, its value compared as a value: a store knows 46.0 as 46."""
        found = self.of(subject, path)
        exact = next((triple for triple in found if triple.value == value), None)
        return exact or next((triple for triple in found if _by_value(triple.value) == _by_value(value)), None)

    def subject(self, subject: str) -> Place:
        """Where the subject stands: in the block that gives its type, if one does."""
        written = self.of(subject)
        first = next((found for found in written if found.path == TYPE), written[0] if written else None)
        return first.subject.place if first else Place(subject, 1, 1, 1, 1)

    def closest(self, subject: str, path: str | None, value: Term | None) -> Place:
        """The value, else the property, else the subject: as near as the files come to what is asked for.

        What no document speaks of is placed in line 1 of a file of its own name: seen, rather than lost.
        """
        if path is not None and value is not None and (found := self.triple(subject, path, value)):
            return found.object.place
        if path is not None and (with_path := self.of(subject, path)):
            return with_path[0].predicate.place
        return self.subject(subject)


def _by_value(term: Term) -> object:
    """What a store keeps of a term: numbers by value, language tags in lower case."""
    if not isinstance(term, ox.Literal):
        return term
    if term.datatype.value in _NUMBERS:
        try:
            return Decimal(term.value)
        except InvalidOperation:
            return term
    return (term.value, (term.language or "").lower(), term.datatype.value)
