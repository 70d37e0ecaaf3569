"""Fingerprints: the hash of a graph, whatever machine or order it was read in, and the id of a release."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import TypeVar

import pyoxigraph as ox

N_TRIPLES = ox.RdfFormat.N_TRIPLES


def stored_form(quads: Iterable[ox.Quad]) -> Mapping[str, list[ox.Triple]]:
    """The triples of each named graph as a store gives them back, its blank nodes under RDFC-1.0 labels.

    A store writes some literals otherwise than they were read (46.0 becomes 46, fr-BE fr-be), so a hash of parsed files
    is not the hash of the release. Labels carry the name of their graph, since graphs meet in the default graph.
    """
    store = ox.Store()
    store.bulk_extend(quads)
    graphs: dict[str, list[ox.Triple]] = defaultdict(list)
    for quad in store:
        if isinstance(quad.graph_name, ox.NamedNode):
            graphs[quad.graph_name.value].append(quad.triple)
    return {graph: _labelled(graph, triples) for graph, triples in sorted(graphs.items())}


def lines_of(triples: Iterable[ox.Triple]) -> list[bytes]:
    """The sorted lines of N-Triples."""
    written = ox.serialize(triples, format=N_TRIPLES)
    assert written is not None, "without an output it returns the bytes"
    return sorted(written.splitlines(keepends=True))


def graph_hash(triples: Iterable[ox.Triple]) -> str:
    """SHA-256 of the sorted N-Triples of a graph in its stored form; labels of blank nodes make no difference."""
    return sha256(b"".join(lines_of(_canonical(list(triples))))).hexdigest()


def release_id(graphs: Mapping[str, str], rests_on: Mapping[str, str]) -> str:
    """The id of what these asserted graphs (IRI → hash) and what derives from them (name → hash) make together.

    It is the first half of a SHA-256: nobody finds two releases with one id, and it still fits into a citation.
    """
    lines = [f"graph {iri} {digest}\n" for iri, digest in graphs.items()]
    lines += [f"file {name} {digest}\n" for name, digest in rests_on.items()]
    return sha256("".join(sorted(lines)).encode()).hexdigest()[:32]


def _labelled(graph: str, triples: list[ox.Triple]) -> list[ox.Triple]:
    prefix = graph.rsplit("/", 1)[-1] + "-"
    return [
        ox.Triple(_prefixed(t.subject, prefix), t.predicate, _prefixed(t.object, prefix)) for t in _canonical(triples)
    ]


_Term = TypeVar("_Term")


def _prefixed(term: _Term, prefix: str) -> _Term | ox.BlankNode:
    return ox.BlankNode(prefix + term.value) if isinstance(term, ox.BlankNode) else term


def _canonical(triples: list[ox.Triple]) -> list[ox.Triple]:
    if not any(isinstance(term, ox.BlankNode) for triple in triples for term in triple):
        return triples
    dataset = ox.Dataset(ox.Quad(*triple) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return [quad.triple for quad in dataset]
