"""Data extension: what things have, as values that a table can hold, for both versions of the Reconciliation API."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.reconciliation.requests import Extension, entity_of, identifier_of, slug_of, term_of
from api.reconciliation.wording import names_in_words
from graph.engine import Engine
from graph.names import slug_of as slug_in
from graph.reading.description import Names
from graph.reading.traits import Held, values_held
from graph.search.index import SearchIndex
from graph.terms import Iri, Literal, Term
from ontology import XSD

_INTEGERS = frozenset(XSD + name for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger"))
_NUMBERS = frozenset(XSD + name for name in ("decimal", "double", "float"))
Value = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A property of the answer under the identifier that the client gave it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` are in the order asked for: the identifier of a thing, and its values for each column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[tuple[Value, ...], ...]], ...]


async def table_of(asked: Extension, index: SearchIndex, engine: Engine, language: str) -> Table:
    """Raises what `Engine.ask` raises, and NotAnIri."""
    properties = [term_of(id_) for id_, _ in asked.properties]
    known = {id_: entity_of(id_) for id_ in asked.ids if slug_in(entity_of(id_)) is not None}
    held = await values_held(engine, set(known.values()), properties)
    names = await names_in_words(engine, {*properties, *_concepts(held, index)})
    writing = _Writing(index, names, language)
    columns = tuple(Column(id_, writing.name(iri)) for (id_, _), iri in zip(asked.properties, properties, strict=True))
    limits = [limit for _, limit in asked.properties]
    rows = tuple((id_, _row(held.get(known.get(id_, ""), {}), properties, limits, writing)) for id_ in asked.ids)
    return Table(columns, rows)


def _row(
    values: Mapping[str, Sequence[Term]], properties: Sequence[str], limits: Sequence[int], writing: "_Writing"
) -> tuple[tuple[Value, ...], ...]:
    return tuple(
        writing.values(values.get(property_, ()))[: limit or None]
        for property_, limit in zip(properties, limits, strict=True)
    )


def _concepts(held: Held, index: SearchIndex) -> set[str]:
    """Things that the index has no names of."""
    terms = (term for values in held.values() for several in values.values() for term in several)
    return {term.value for term in terms if isinstance(term, Iri) and term.value not in index.by_iri}


@dataclass(frozen=True, slots=True)
class _Writing:
    index: SearchIndex
    names: Names
    language: str

    def name(self, iri: str) -> str:
        known = self.names.get(iri, {})
        return known.get(self.language) or next((known[each] for each in sorted(known)), identifier_of(iri))

    def values(self, terms: Iterable[Term]) -> tuple[Value, ...]:
        """Texts in the language of the client, in the other where that is all there is; each once."""
        several = list(terms)
        own = [term for term in several if not isinstance(term, Literal) or term.language in ("", self.language)]
        written = [self._value(term) for term in own or several]
        return tuple({str(value): value for value in written}.values())

    def _value(self, term: Term) -> Value:
        if isinstance(term, Iri):
            entry = self.index.by_iri.get(term.value)
            return (
                {"id": slug_of(term.value), "name": entry.label(self.language)} if entry else {"str": self._named(term)}
            )
        datatype = getattr(term, "datatype", "")
        if datatype in _INTEGERS:
            return {"int": int(term.value)}
        if datatype in _NUMBERS:
            return {"float": float(term.value)}
        if datatype == XSD + "date" and len(term.value) == 10:
            return {"date": f"{term.value}T00:00:00Z"}
        return {"str": term.value}

    def _named(self, term: Iri) -> str:
        return self.name(term.value) if term.value in self.names else term.value
