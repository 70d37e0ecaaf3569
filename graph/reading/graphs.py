"""The named graphs of a release, each as a document: read from its store, or from its dump where the store has it only
as a part of the default graph."""

import asyncio
import gzip
from pathlib import Path

import pyoxigraph as ox

from graph.asking import TRIPLES, bind, construct, select, text_of
from graph.engine import Engine, Question
from graph.names import AUTHORITIES, FACTS, INFERRED, ONTOLOGY_GRAPH, SHAPES_GRAPH, VOCABULARIES, VOID
from graph.releases.folder import DUMP
from graph.representation import TRIG

STORED = (AUTHORITIES, ONTOLOGY_GRAPH, VOCABULARIES, SHAPES_GRAPH, VOID)
DERIVED = (FACTS, INFERRED)
GRAPHS = (*STORED, *DERIVED)


async def size_of(engine: Engine, graph: str) -> int:
    """How many triples a stored graph has. Raises what `Engine.ask` raises."""
    (row,) = await select(engine, "size", graph=graph)
    return int(row["triples"].value)


async def graph_in(engine: Engine, folder: Path, graph: str, media_type: str) -> bytes:
    """A graph in this format, nothing where the release has none of the name. Raises what `Engine.ask` raises.

    The store's worker writes what it has: a large graph would hold up this process.
    """
    if graph in DERIVED:
        return await asyncio.to_thread(_dumped, folder / DUMP, graph, media_type)
    if media_type == TRIG:
        return _in_graph(await construct(engine, "graph", graph=graph), graph)
    return await engine.ask(Question(bind(text_of("graph"), graph=graph), media_type))


def is_dumped(folder: Path) -> bool:
    """Whether the derived graphs can be read."""
    return (folder / DUMP).is_file()


def _dumped(dump: Path, graph: str, media_type: str) -> bytes:
    ending = f" <{graph}> .\n".encode()
    with gzip.open(dump) as lines:
        triples = b"".join(line.removesuffix(ending) + b" .\n" for line in lines if line.endswith(ending))
    if media_type == TRIG:
        return _in_graph(triples, graph)
    if media_type == TRIPLES:
        return triples
    read = (quad.triple for quad in ox.parse(triples, format=ox.RdfFormat.N_TRIPLES))
    return ox.serialize(read, format=ox.RdfFormat.from_media_type(media_type)) or b""


def _in_graph(n_triples: bytes, graph: str) -> bytes:
    """N-Triples are TriG as they stand, but for the name of the graph around them (https://www.w3.org/TR/trig/#sec-graph)."""
    return b"<%s> {\n%s}\n" % (graph.encode(), n_triples) if n_triples else b""
