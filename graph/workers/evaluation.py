"""What one question yields over one store: the dataset it sees, the answer in the format asked for, or the error."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.parsers import expat

import pyoxigraph as ox

from graph.errors import QueryRefused, ResultNotSerialisable, ResultTooLarge
from graph.sparql.locator import locate
from graph.workers.dataset import dataset_of, merged
from graph.workers.wire import Asked
from ontology import BASE

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

RESULT_FORMATS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
GRAPH_FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/trig": ox.RdfFormat.TRIG,
    "text/n3": ox.RdfFormat.N3,
}
XML_FORMATS = frozenset({"application/sparql-results+xml", "application/rdf+xml"})


@dataclass(frozen=True, slots=True)
class Caps:
    """The largest answer in bytes, and how many triples a dataset of several graphs may copy."""

    answer: int
    merged_triples: int


class Sink(io.BytesIO):
    """Collects an answer up to a cap; ResultTooLarge is raised inside the serialiser, so that nothing grows past it."""

    def __init__(self, cap: int) -> None:
        super().__init__()
        self._cap = cap

    def write(self, data: "ReadableBuffer") -> int:
        size = super().write(data)
        if self.tell() > self._cap:
            raise ResultTooLarge(f"The complete answer is larger than {self._cap >> 20} megabytes.")
        return size


def evaluate(store: ox.Store, asked: Asked, caps: Caps, prefixes: Mapping[str, str]) -> bytes:
    """The complete answer; `prefixes` are those that an error may propose.

    Raises QueryRefused, ResultTooLarge, ResultNotSerialisable, and OSError when the disk fails.
    """
    sink = Sink(caps.answer)
    try:
        _serialise(_query(store, asked, caps), asked.format, sink)
    except SyntaxError:
        raise locate(asked.text, prefixes) from None
    except (RuntimeError, ValueError) as error:
        # What only shows while the engine runs: an unknown function, an IRI that is none.
        raise QueryRefused(str(error)) from None
    body = sink.getvalue()
    return _well_formed(body) if asked.format in XML_FORMATS else body


def _query(store: ox.Store, asked: Asked, caps: Caps) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    # A service has a base of its own (SPARQL 1.1 Query §4.1.1.2). The same on every host: an answer depends on none.
    dataset = asked.dataset or dataset_of(asked.text)
    if dataset is None:
        return store.query(asked.text, base_iri=BASE)
    if len(dataset.default_graphs) > 1:
        return merged(store, dataset, caps.merged_triples).query(
            asked.text, base_iri=BASE, default_graph=ox.DefaultGraph()
        )
    # Both sets always: with one alone the engine leaves the other at the whole store; the protocol wants it empty.
    return store.query(
        asked.text,
        base_iri=BASE,
        default_graph=[ox.NamedNode(iri) for iri in dataset.default_graphs],
        named_graphs=[ox.NamedNode(iri) for iri in dataset.named_graphs],
    )


def _serialise(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, media_type: str, sink: Sink) -> None:
    if isinstance(result, ox.QueryTriples):
        if media_type not in GRAPH_FORMATS:
            raise ResultNotSerialisable(f"This query yields a graph, and {media_type} holds tables.")
        result.serialize(sink, format=GRAPH_FORMATS[media_type])
    elif media_type not in RESULT_FORMATS:
        raise ResultNotSerialisable(f"This query yields a table, and {media_type} holds graphs.")
    else:
        result.serialize(sink, format=RESULT_FORMATS[media_type])


def _well_formed(body: bytes) -> bytes:
    """The XML, once a parser has accepted it.

    The engine writes control characters and predicates that no element can be named after as they come;
    a carriage return it writes bare, and an XML parser would read a line feed (XML 1.0 §2.11).
    """
    body = body.replace(b"\r", b"&#13;")
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(body, True)
    except expat.ExpatError as error:
        raise ResultNotSerialisable(
            "This answer holds a character or a predicate that XML cannot carry "
            f"({expat.ErrorString(error.code)}). Ask for JSON, Turtle or N-Triples instead."
        ) from None
    return body
