"""What a Turtle file says: values only, as the reader makes them and the writer and the checks take them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import pyoxigraph as ox

from loaders.findings import Finding
from loaders.turtle.tokens import Source, Token

Node = ox.NamedNode | ox.BlankNode
Term = ox.NamedNode | ox.BlankNode | ox.Literal

# What cannot be read is still a term, so that the rest of its block is; later checks pass over it.
UNREADABLE = "urn:unreadable:"


class PositionedTriple(NamedTuple):
    """A triple and where its parts stand.

    The token of a literal spans its datatype or language; that of a list or an anonymous node is its opening bracket.
    """

    triple: ox.Triple
    subject: Token
    predicate: Token
    object: Token
    datatype: Token | None = None

    @property
    def focus(self) -> str:
        """The subject's IRI, or the label of a blank node."""
        subject = self.triple.subject
        assert not isinstance(subject, ox.Triple), "RDF 1.1 has no triple terms"
        return subject.value

    @property
    def path(self) -> str:
        """The predicate's IRI."""
        return self.triple.predicate.value

    @property
    def value(self) -> Term:
        """The object."""
        value = self.triple.object
        assert not isinstance(value, ox.Triple), "RDF 1.1 has no triple terms"
        return value


class Directive(NamedTuple):
    """`@prefix` (with the name that it gives) or `@base` (name None). `token` is the name, `address` the IRI."""

    name: str | None
    iri: str
    token: Token
    address: Token


class Statement(NamedTuple):
    """A directive or a block of triples that was read whole; `triples` is the slice of the document's triples."""

    start: int
    end: int
    directive: Directive | None
    triples: slice


@dataclass(frozen=True)
class Document:
    """What a file says. `broken` holds the IRIs of subjects whose block could not be read whole."""

    file: str
    source: Source
    prefixes: Mapping[str, str]
    triples: tuple[PositionedTriple, ...]
    statements: tuple[Statement, ...]
    comments: tuple[Token, ...]
    faults: tuple[Finding, ...]
    broken: frozenset[str]

    @property
    def text(self) -> str:
        return self.source.text
