"""A resource as RDF in the format that a client asks for: the same triples in each, in an order that repeats."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

import pyoxigraph as ox

from graph.asking import construct
from graph.engine import Engine
from graph.jsonld import Context, document_of
from ontology import ONTOLOGY, RDF

TYPE = RDF + "type"
JSON_LD = "application/ld+json"
_FORMATS: Mapping[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}

Triples: TypeAlias = list[ox.Triple]


async def triples_about(engine: Engine, iri: str) -> Triples:
    """The resource's own triples, those of its facts, then the labels of all they name. Empty where nothing is known.

    Raises what `Engine.ask` raises, and NotAnIri.
    """
    said = _parsed(await construct(engine, "resource", resource=iri))
    if not said:
        return []
    labels = _parsed(await construct(engine, "named", things=_things(said)))
    told = {triple.subject for triple in said}
    return sorted({*said, *labels}, key=lambda t: (t.subject != ox.NamedNode(iri), t.subject not in told, *_order(t)))


async def triples_of_ontology(engine: Engine) -> Triples:
    """All that the ontology says. Raises what `Engine.ask` raises."""
    said = set(_parsed(await construct(engine, "ontology")))
    return sorted(said, key=lambda t: (t.subject != ox.NamedNode(ONTOLOGY), *_order(t)))


async def triples_of_queries(engine: Engine, folder: str) -> Triples:
    """The queries that the release keeps as data: those whose IRIs start so. Raises what `Engine.ask` raises."""
    return ordered(_parsed(await construct(engine, "catalogue", folder=folder)))


def ordered(triples: Iterable[ox.Triple]) -> Triples:
    """Each triple once, in the order in which documents hold them."""
    return sorted(set(triples), key=_order)


def write(triples: Triples, media_type: str, prefixes: Mapping[str, str], context: Context) -> bytes:
    """The triples in one of our media types, with only the prefixes that they use."""
    if media_type == JSON_LD:
        return document_of(triples, context)
    written = ox.serialize(triples, format=_FORMATS[media_type], prefixes=dict(_used(triples, prefixes)))
    return _HEADS[media_type](written or b"")


def _parsed(n_triples: bytes) -> Triples:
    return [ox.Triple(q.subject, q.predicate, q.object) for q in ox.parse(n_triples, format=ox.RdfFormat.N_TRIPLES)]


def _things(triples: Triples) -> set[str]:
    terms = {term for t in triples for term in (t.subject, t.predicate, t.object)}
    return {term.value for term in terms if isinstance(term, ox.NamedNode)}


def _order(triple: ox.Triple) -> tuple[str, bool, str, str]:
    """Subjects by their names, types before all else that is said of one."""
    predicate = triple.predicate.value
    return (str(triple.subject), predicate != TYPE, predicate, str(triple.object))


def _used(triples: Triples, prefixes: Mapping[str, str]) -> Mapping[str, str]:
    """The prefixes that abbreviate something: of two that fit a name, the longer."""
    by_length = sorted(prefixes.items(), key=lambda item: -len(item[1]))
    named = {iri for t in triples for term in (t.subject, t.predicate, t.object) if (iri := _iri(term))}
    fitting = {next((prefix for prefix, space in by_length if iri.startswith(space)), "") for iri in named}
    return {prefix: space for prefix, space in prefixes.items() if prefix in fitting}


def _iri(term: object) -> str | None:
    if isinstance(term, ox.Literal):
        return term.datatype.value
    return term.value if isinstance(term, ox.NamedNode) else None


def _sorted_lines(turtle: bytes) -> bytes:
    """The writer keeps prefixes in a hash map, whose order differs from one run to the next."""
    lines = turtle.splitlines(keepends=True)
    head = [line for line in lines if line.startswith(b"@prefix ")]
    return b"".join([*sorted(head), b"\n", *lines[len(head) :]])


def _sorted_attributes(rdf_xml: bytes) -> bytes:
    """The same for the namespaces of the root element."""
    return _ROOT.sub(lambda root: root[1] + b" ".join(sorted(root[2].split())) + b">", rdf_xml, count=1)


_ROOT = re.compile(rb"(<rdf:RDF )([^>]*)>")
_HEADS: Mapping[str, Callable[[bytes], bytes]] = {
    "text/turtle": _sorted_lines,
    "application/rdf+xml": _sorted_attributes,
    "application/n-triples": bytes,
}
