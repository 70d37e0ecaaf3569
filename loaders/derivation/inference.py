"""What follows from the ontology: wider classes, wider properties, parts of parts. OWL RL, by `reasonable`."""

from collections.abc import Collection, Iterable, Iterator

import pyoxigraph as ox
from rdflib import URIRef
from reasonable import PyReasoner

from loaders.triples import Value, node_of, triple, value_of
from ontology import ANDRO, OWL, RDFS
from ontology.core import TYPE

_HIERARCHY = frozenset({RDFS + "subClassOf", RDFS + "subPropertyOf"})
_TRAITS = frozenset({OWL + "TransitiveProperty", OWL + "SymmetricProperty"})
# Literals pass the reasoner under these names: it may neither read them nor write them otherwise.
_STAND_IN = "urn:literal:"


def infer(triples: Iterable[ox.Triple], ontology: Collection[ox.Triple]) -> set[ox.Triple]:
    """What follows from these triples and is not among them.

    The reasoner sees types and hierarchies alone, no domains or ranges: a misused property would class its subject.
    What it says of the ontology itself, of owl:Thing, and of the classes of others is left out.
    """
    triples = set(triples)
    schema = [t for t in ontology if _is_hierarchy(t) or _is_trait(t)]
    moving = {t.subject for t in schema if t.predicate.value != RDFS + "subClassOf"}
    schematic = {t.subject for t in ontology}
    relevant = [t for t in triples - set(ontology) if t.predicate.value == TYPE or t.predicate in moving]
    return {t for t in _reason(relevant + schema) if t.subject not in schematic and _is_wanted(t)} - triples


def _is_hierarchy(triple: ox.Triple) -> bool:
    named = isinstance(triple.subject, ox.NamedNode) and isinstance(triple.object, ox.NamedNode)
    return named and triple.predicate.value in _HIERARCHY


def _is_trait(triple: ox.Triple) -> bool:
    return isinstance(triple.object, ox.NamedNode) and triple.object.value in _TRAITS


def _is_wanted(triple: ox.Triple) -> bool:
    subject, value = node_of(triple).value, value_of(triple).value
    if triple.predicate.value == TYPE:
        return value.startswith(ANDRO)
    return not triple.predicate.value.startswith(OWL) and subject != value


def _reason(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    literals: dict[str, ox.Literal] = {}
    names: dict[ox.Literal, str] = {}

    def outgoing(term: Value) -> URIRef:
        if not isinstance(term, ox.Literal):
            return URIRef(term.value)
        name = names.setdefault(term, f"{_STAND_IN}{len(names)}")
        literals[name] = term
        return URIRef(name)

    reasoner = PyReasoner()
    reasoner.from_graph([(outgoing(node_of(t)), outgoing(t.predicate), outgoing(value_of(t))) for t in triples])
    for subject, predicate, value in reasoner.reason():
        if not subject.startswith(_STAND_IN):
            yield triple(subject, predicate, literals.get(str(value)) or ox.NamedNode(value))
