"""How a term is spelt: with which prefix, in which form of literal, with which escapes."""

import re
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from loaders.turtle import Node, Term
from loaders.turtle.tokens import NAME, NAME_START
from ontology import RDF, XSD

_SAFE_LOCAL = re.compile(
    rf"(?:[{NAME_START}:0-9]|%[0-9A-Fa-f]{{2}})(?:(?:[{NAME}.:]|%[0-9A-Fa-f]{{2}})*(?:[{NAME}:]|%[0-9A-Fa-f]{{2}}))?"
)
# Only where the short form says exactly the same: "TRUE"^^xsd:boolean stays long.
_SHORT_FORMS = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "double": re.compile(r"[+-]?(?:[0-9]+\.[0-9]*[eE][+-]?[0-9]+|\.?[0-9]+[eE][+-]?[0-9]+)"),
    XSD + "boolean": re.compile("true|false"),
}
# What would not show in an editor is written as a code point. U+00A0 stays: French typography needs it.
_ESCAPED = re.compile('[\x00-\x1f\x7f-\x9f\\\\"\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]')
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_DIGITS = re.compile(r"(?<![0-9])([0-9]{1,9})(?![0-9])")

SortKey = tuple[int, list[str | int], str, str]


def natural(text: str) -> list[str | int]:
    """A key that sorts `--2` before `--10`; words and numbers alternate, so that like is compared with like."""
    return [int(part) if index % 2 else part for index, part in enumerate(_DIGITS.split(text))]


def quoted(text: str) -> str:
    return '"' + _ESCAPED.sub(lambda match: _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}", text) + '"'


class Spelling:
    """One file's way to spell terms; remembers which prefixes it used."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = prefixes
        self.used: set[str] = set()
        # The longest namespace that fits wins; among equals, the prefix that was given first.
        self._by_length = sorted(prefixes.items(), key=lambda item: -len(item[1]))
        self._known: dict[str, str] = {RDF + "type": ""}

    def iri(self, iri: str) -> str:
        known = self._known.get(iri)
        if not known:
            known = self._known[iri] = self._spelt(iri)
        return known

    def verb(self, iri: str) -> str:
        return "a" if iri == RDF + "type" else self.iri(iri)

    def literal(self, literal: ox.Literal) -> str:
        if literal.language:
            return f"{quoted(literal.value)}@{literal.language}"
        datatype = literal.datatype.value
        if datatype == XSD + "string":
            return quoted(literal.value)
        short = _SHORT_FORMS.get(datatype)
        if short and short.fullmatch(literal.value):
            return literal.value
        return f"{quoted(literal.value)}^^{self.iri(datatype)}"

    def _spelt(self, iri: str) -> str:
        for prefix, namespace in self._by_length:
            local = iri[len(namespace) :]
            if iri.startswith(namespace) and (not local or _SAFE_LOCAL.fullmatch(local)):
                self.used.add(prefix)
                return f"{prefix}:{local}"
        return f"<{iri}>"


def merged(preferred: Mapping[str, str], others: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The preferred prefixes, then those of the others whose name is free."""
    prefixes = dict(preferred)
    for prefix, namespace in others:
        if namespace:
            prefixes.setdefault(prefix, namespace)
    return prefixes


def sort_key(term: Term, place: Mapping[Node, int]) -> SortKey:
    """IRIs in natural order, then literals by language and datatype, then blank nodes as the author placed them."""
    if isinstance(term, ox.NamedNode):
        return 0, natural(term.value), "", ""
    if isinstance(term, ox.Literal):
        return 1, [term.language or ""], term.datatype.value, term.value
    return 2, ["", place.get(term, 0)], "", ""
