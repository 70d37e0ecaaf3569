"""Positions in a text that was read without any: RDF/XML and JSON-LD, where names are looked for as they are written.

A guess, made at the level of lines: the subject where its name first stands, the property after it, the value after
that. Whatever is not found stands where the thing before it does.
"""

import json
import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

import pyoxigraph as ox

from loaders.checks.positions import Positions
from loaders.turtle import PositionedTriple, Source, Token


class SoughtPositions(Positions):
    """The triples of a text, each sought once somebody asks for its subject."""

    def __init__(self, source: Source, triples: Iterable[ox.Triple]) -> None:
        super().__init__(())
        self._source = source
        self._triples: dict[str, list[ox.Triple]] = {}
        for triple in triples:
            self._triples.setdefault(_text(triple.subject), []).append(triple)

    def subjects(self) -> frozenset[str]:
        return frozenset(self._triples)

    def read(self, subject: str) -> Iterator[PositionedTriple]:
        return map(self._sought, self._triples.get(subject, ()))

    def _sought(self, triple: ox.Triple) -> PositionedTriple:
        start = Token("name", 0, min(1, len(self._source.text)), self._source)
        subject = self._token(_names(triple.subject), start)
        predicate = self._token(_properties(triple.predicate.value), subject)
        value = self._token(_names(triple.object), predicate)
        datatype = value if isinstance(triple.object, ox.Literal) and not triple.object.language else None
        return PositionedTriple(triple, subject, predicate, value, datatype)

    def _token(self, spellings: Iterator[tuple[str, str, str]], after: Token) -> Token:
        """The first of the spellings that stands in the text, best after this token; else the token itself."""
        ways = [way for way in spellings if way[1]]
        for start in dict.fromkeys((after.end if after.end > 1 else 0, 0)):
            for before, spelling, behind in ways:
                at = self._source.text.find(before + spelling + behind, start)
                if at >= 0:
                    return Token("name", at + len(before), at + len(before) + len(spelling), self._source)
        return after


def _names(term: "ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple") -> Iterator[tuple[str, str, str]]:
    """How a subject or value may be written, the surest first: what stands before it, itself, what stands after."""
    text = _text(term)
    if isinstance(term, ox.BlankNode):
        return
    if isinstance(term, ox.Literal):
        for spelling in dict.fromkeys((json.dumps(text, ensure_ascii=False)[1:-1], json.dumps(text)[1:-1])):
            yield '"', spelling, '"'
        yield ">", escape(text), "<"
        yield "", text, ""
        return
    name = _last(text)
    for spelling in (text, escape(text), text.partition("://")[2]):
        yield '"', spelling, '"'
    for mark in ("#", ":", "/", '"'):
        yield mark, name, '"'
    yield ":", name, ">"


def _properties(iri: str) -> Iterator[tuple[str, str, str]]:
    name = _last(iri)
    yield '"', iri, '"'
    for before in (":", '"', "<"):
        for behind in ('"', ">", " ", "=", "/"):
            yield before, name, behind
    if name == "type":
        yield '"', "@type", '"'


def _last(iri: str) -> str:
    """What is left of an address where a prefix or a context stands for the rest."""
    return re.split("[/#:]", iri)[-1]


def _text(term: "ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple") -> str:
    assert not isinstance(term, ox.Triple), "RDF 1.1 has no triple terms"
    return term.value


def positioned(positions: SoughtPositions) -> tuple[PositionedTriple, ...]:
    """All triples, sought."""
    return tuple(found for subject in sorted(positions.subjects()) for found in positions.of(subject))
