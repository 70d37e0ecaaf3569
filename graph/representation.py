"""A resource as RDF in the format that a client asks for: the same triples in each, in an order that repeats. TriG has
besides them what each named graph says, so that who says what is kept."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

import pyoxigraph as ox

from graph.asking import construct, select
from graph.engine import Engine
from graph.jsonld import Context, document_of
from graph.names import VOCABULARIES
from graph.terms import Blank, Iri, Term
from ontology import ONTOLOGY
from ontology.core import TYPE

JSON_LD = "application/ld+json"
TRIG = "application/trig"
_FORMATS: Mapping[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    TRIG: ox.RdfFormat.TRIG,
}

Triples: TypeAlias = list[ox.Triple]
Quads: TypeAlias = list[ox.Quad]
# A triple before the store's library sees it: what the layers above can make.
Statement: TypeAlias = tuple[str, str, Term]


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


async def quads_about(engine: Engine, iri: str, triples: Triples) -> Quads:
    """These triples of the default graph, and what the named graphs say of the resource and of the facts that name it.

    Raises what `Engine.ask` raises, and NotAnIri.
    """
    rows = await select(engine, "quads", resource=iri)
    said = {
        ox.Quad(_node(row["subject"]), ox.NamedNode(row["property"].value), _term(row["value"]), _node(row["graph"]))
        for row in rows
    }
    return [*placed(triples), *sorted(said, key=lambda quad: (str(quad.graph_name), *_order(quad)))]


async def triples_of_ontology(engine: Engine) -> Triples:
    """All that the ontology says. Raises what `Engine.ask` raises."""
    said = set(_parsed(await construct(engine, "ontology")))
    return sorted(said, key=lambda t: (t.subject != ox.NamedNode(ONTOLOGY), *_order(t)))


async def triples_of_shapes(engine: Engine) -> Triples:
    """The shapes of curated files. Raises what `Engine.ask` raises."""
    return ordered(_parsed(await construct(engine, "shapes")))


async def triples_of_vocabularies(engine: Engine) -> Triples:
    """All vocabularies with their concepts, as they were written. Raises what `Engine.ask` raises."""
    return ordered(_parsed(await construct(engine, "graph", graph=VOCABULARIES)))


async def triples_of_queries(engine: Engine, folder: str) -> Triples:
    """The queries that the release keeps as data: those whose IRIs start so. Raises what `Engine.ask` raises."""
    return ordered(_parsed(await construct(engine, "catalogue", folder=folder)))


def described(triples: Triples, iri: str) -> Triples:
    """Those of one subject, with the blank nodes that it leads to."""
    wanted: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(iri)]
    found = set[object]()
    about: dict[object, Triples] = {}
    for triple in triples:
        about.setdefault(triple.subject, []).append(triple)
    while wanted:
        subject = wanted.pop()
        found.add(subject)
        wanted += [
            t.object for t in about.get(subject, ()) if isinstance(t.object, ox.BlankNode) and t.object not in found
        ]
    return [triple for triple in triples if triple.subject in found]


def ordered(triples: Iterable[ox.Triple]) -> Triples:
    """Each triple once, in the order in which documents hold them."""
    return sorted(set(triples), key=_order)


def placed(triples: Triples, graph: str = "") -> Quads:
    """The triples in a named graph, by default in the default graph."""
    name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    return [ox.Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples]


def triples_of(statements: Iterable[Statement]) -> Triples:
    """Statements that no store holds, each once and in order."""
    return ordered(ox.Triple(_node(Iri(s)), ox.NamedNode(p), _term(o)) for s, p, o in statements)


def triples_in(turtle: str) -> Triples:
    """Those of a text of our own."""
    return ordered(one.triple for one in ox.parse(turtle, format=ox.RdfFormat.TURTLE))


def triples_in_json_ld(text: str) -> Triples:
    """The same, of one whose context stands in it."""
    return ordered(one.triple for one in ox.parse(text, format=ox.RdfFormat.JSON_LD))


def write(triples: Triples, media_type: str, prefixes: Mapping[str, str], context: Context) -> bytes:
    """The triples in one of our media types, with only the prefixes that they use."""
    if media_type == JSON_LD:
        return document_of(triples, context)
    written = ox.serialize(triples, format=_FORMATS[media_type], prefixes=dict(_used(triples, prefixes)))
    return _HEADS[media_type](written or b"")


def write_quads(quads: Quads, prefixes: Mapping[str, str]) -> bytes:
    """The quads as TriG, in the order in which they come."""
    written = ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=dict(_used(quads, prefixes)))
    return _HEADS[TRIG](written or b"")


def _parsed(n_triples: bytes) -> Triples:
    return [ox.Triple(q.subject, q.predicate, q.object) for q in ox.parse(n_triples, format=ox.RdfFormat.N_TRIPLES)]


def _things(triples: Triples) -> set[str]:
    terms = {term for t in triples for term in (t.subject, t.predicate, t.object)}
    return {term.value for term in terms if isinstance(term, ox.NamedNode)}


def _node(term: Term) -> ox.NamedNode | ox.BlankNode:
    return ox.BlankNode(term.value) if isinstance(term, Blank) else ox.NamedNode(term.value)


def _term(term: Term) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if isinstance(term, Iri | Blank):
        return _node(term)
    if term.language:
        return ox.Literal(term.value, language=term.language)
    return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype))


def _order(triple: ox.Triple | ox.Quad) -> tuple[str, bool, str, str]:
    """Subjects by their names, types before all else that is said of one."""
    predicate = triple.predicate.value
    return (str(triple.subject), predicate != TYPE, predicate, str(triple.object))


def _used(said: Sequence[ox.Triple] | Sequence[ox.Quad], prefixes: Mapping[str, str]) -> Mapping[str, str]:
    """The prefixes that abbreviate something: of two that fit a name, the longer."""
    by_length = sorted(prefixes.items(), key=lambda item: -len(item[1]))
    named = {iri for one in said for term in one if (iri := _iri(term))}
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
    TRIG: _sorted_lines,
    "application/rdf+xml": _sorted_attributes,
    "application/n-triples": bytes,
}
