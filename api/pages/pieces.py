"""The smallest parts of a page: a piece of text with its link, day or language, and names of things as such pieces."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from api.pages.typography import date, typeset
from api.pages.words import Words
from graph.names import href_of
from graph.reading.description import Names
from graph.terms import Iri, Literal, Term
from ontology import VOCABULARY, core
from ontology.locators import passages


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text. `language` is empty where it is that of the page, `when` is the machine's form of a day."""

    text: str
    href: str = ""
    when: str = ""
    language: str = ""
    style: str = ""


Pieces: TypeAlias = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Namer:
    """Names, texts and days in the language of the reader, in the other one where that is all there is."""

    words: Words
    names: Names

    @property
    def language(self) -> str:
        return self.words.language

    def name(self, iri: str) -> Piece:
        """The name of a thing, without a link."""
        known = self.names.get(iri, {})
        for language in (self.language, "", *sorted(known)):
            if language in known:
                return self._written(known[language], language)
        return Piece(key_of(iri))

    def link(self, iri: str) -> Piece:
        """The name of a thing, leading to its page."""
        return replace(self.name(iri), href=href_of(iri))

    def value(self, term: Term) -> Piece:
        """Any value: entities as links, concepts as words, days as people write them."""
        if isinstance(term, Iri):
            return self.name(term.value) if term.value.startswith(VOCABULARY) else self.link(term.value)
        if not isinstance(term, Literal):
            return Piece("–")
        if term.datatype in core.DATES:
            return Piece(date(term.value, self.words.months, self.language), when=term.value)
        return self._written(term.value, term.language)

    def passages(self, terms: Iterable[Term]) -> Pieces:
        """Where in its document a claim stands, from its locators."""
        told = passages((term.value for term in terms if isinstance(term, Literal)), self.language)
        return (Piece(typeset(told, self.language)),) if told else ()

    def texts(self, terms: Iterable[Term]) -> tuple[Literal, ...]:
        """Of texts in several languages those in the reader's; all, where none is."""
        literals = tuple(term for term in terms if isinstance(term, Literal))
        return tuple(term for term in literals if term.language in (self.language, "")) or literals

    def _written(self, text: str, language: str) -> Piece:
        foreign = language if language not in ("", self.language) else ""
        return Piece(typeset(text, language or self.language), language=foreign)


def key_of(iri: str) -> str:
    """The last part of an IRI, which an address or a table of words can hold."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def plain(text: str) -> Pieces:
    return (Piece(text),)


def joined(parts: Sequence[Pieces], between: str) -> Pieces:
    """Parts one after the other with a text between them."""
    pieces: list[Piece] = []
    for part in parts:
        pieces += [Piece(between), *part] if pieces and part else part
    return tuple(pieces)


def text_of(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def capitalised(pieces: Pieces) -> Pieces:
    """With a capital at the start, as a heading or a cell wants it."""
    if not pieces or not pieces[0].text:
        return pieces
    first = pieces[0]
    return (replace(first, text=first.text[0].upper() + first.text[1:]), *pieces[1:])
