"""The queries that a release keeps as data: its questions, and the rules that its files pass."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from graph.representation import Triples
from ontology import RDFS, SCHEMA, SH, SKOS

TEXTS = (SH + "select", SH + "ask", SH + "construct")
Values = Mapping[str, Sequence[ox.NamedNode | ox.Literal]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One query with what its header says, sentences by language. Only rules have a severity: that of SHACL."""

    iri: str
    text: str
    titles: Mapping[str, str]
    messages: Mapping[str, str]
    reasons: Mapping[str, str]
    mends: Mapping[str, str]
    keywords: tuple[str, ...]
    severity: str

    @property
    def name(self) -> str:
        return self.iri.rsplit("/", 1)[-1]


def entries_of(triples: Triples) -> tuple[Entry, ...]:
    """The queries that these triples describe, in the order of their names."""
    said: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    for one in triples:
        if isinstance(one.subject, ox.NamedNode) and isinstance(one.object, ox.NamedNode | ox.Literal):
            said[one.subject.value][one.predicate.value].append(one.object)
    return tuple(_entry(iri, said[iri]) for iri in sorted(said))


def about(triples: Triples, iri: str) -> Triples:
    """Those of one query."""
    return [one for one in triples if one.subject == ox.NamedNode(iri)]


def _entry(iri: str, said: Values) -> Entry:
    return Entry(
        iri=iri,
        text=next((term.value for name in TEXTS for term in said.get(name, ())), ""),
        titles=_by_language(said, RDFS + "label"),
        messages=_by_language(said, SH + "message"),
        reasons=_by_language(said, RDFS + "comment"),
        mends=_by_language(said, SKOS + "editorialNote"),
        keywords=tuple(sorted(term.value for term in said.get(SCHEMA + "keywords", ()))),
        severity=next((term.value.removeprefix(SH) for term in said.get(SH + "severity", ())), ""),
    )


def _by_language(said: Values, predicate: str) -> Mapping[str, str]:
    return {term.language or "": term.value for term in said.get(predicate, ()) if isinstance(term, ox.Literal)}
