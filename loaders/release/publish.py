"""The files of a release: the store that workers open, the dump that others download, the findings of its making."""

import gzip
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox

from graph.names import DEFAULT_PARTS, FACTS, INFERRED
from graph.releases.fingerprint import lines_of
from graph.releases.manifest import FileEntry
from loaders.triples import Graphs, quad

# In the store their triples are in the default graph; elsewhere they have these names.
ONLY_IN_DUMPS = (FACTS, INFERRED)


def default_graph(graphs: Graphs) -> frozenset[ox.Triple]:
    """The default graph: the union of its parts, a triple that several hold being there once."""
    return frozenset[ox.Triple]().union(*(graphs.get(part, ()) for part in DEFAULT_PARTS))


def write_store(path: Path, graphs: Graphs) -> ox.Store:
    """A store with these named graphs and the default graph that they make. It is never written to again."""
    store = ox.Store(path)
    # Not bulk_load, which gives blank nodes new labels: those of RDFC-1.0 are the same on every machine.
    store.bulk_extend(_quads(graphs))
    store.optimize()
    store.flush()
    return store


def write_dump(path: Path, graphs: Graphs) -> FileEntry:
    """All graphs as sorted N-Quads, the same bytes on every machine."""
    lines = (line for graph in sorted(graphs) for line in _quad_lines(graph, graphs[graph]))
    with path.open("wb") as file, gzip.GzipFile("", "wb", 6, file, mtime=0) as packed:
        packed.writelines(lines)
    return _entry(path)


def write_void(path: Path, triples: Iterable[ox.Triple]) -> FileEntry:
    """The VoID description as sorted N-Triples: what every client asks for first must not need a query."""
    path.write_bytes(b"".join(lines_of(triples)))
    return _entry(path)


def _entry(path: Path) -> FileEntry:
    written = path.read_bytes()
    return FileEntry(sha256(written).hexdigest(), len(written))


def _quads(graphs: Graphs) -> Iterator[ox.Quad]:
    for one in default_graph(graphs):
        yield ox.Quad(one.subject, one.predicate, one.object)
    for graph, triples in graphs.items():
        if graph not in ONLY_IN_DUMPS:
            name = ox.NamedNode(graph)
            yield from (quad(one, name) for one in triples)


def _quad_lines(graph: str, triples: Iterable[ox.Triple]) -> Iterator[bytes]:
    end = f" <{graph}> .\n".encode()
    return (line.removesuffix(b" .\n") + end for line in lines_of(triples))
