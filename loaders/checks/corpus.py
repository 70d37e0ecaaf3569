"""All curated files as the checks see them: positions for what is judged, and the rest by a reader ten times as fast.

Our own reader takes three seconds for all files, pyoxigraph a fifth of one. So a file is read by our own only where a
finding may stand in it, and what all the others say is asked of a store.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

import pyoxigraph as ox

from graph.names import AUTHORITIES, VOCABULARIES
from loaders.checks.lexical import is_valid
from loaders.checks.positions import Positions
from loaders.turtle import Document, PositionedTriple
from loaders.words import local_name
from loaders.workspace import CuratedFile, Part, Workspace

BOM = b"\xef\xbb\xbf"
# Graphs of many files that need no names for their blank nodes: read in one go, which costs a third.
_JOINED = (AUTHORITIES, VOCABULARIES)
_END_OF_BLOCK = b"\n    .\n"  # as `andromede fmt` writes it
_SAYING = re.compile(rb"(?:\A|[\r\n])[ \t\f\v]*+[^\s#@]")
# A value is wrong where it is given a datatype, or where it is no RDF 1.1: what has no sign of either is well.
_MAY_BE_UNSOUND = re.compile(rb"\^\^|<<|\{\||~")
_DIRECTIVE = re.compile(rb"^\s*@?(?:prefix\s+(?P<prefix>\S*:)|base\b|version\b)", re.IGNORECASE | re.MULTILINE)


class Corpus:
    """The files of a workspace, each read once in each way. Raises OSError where one cannot be opened."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.files = workspace.files()
        self.texts: Mapping[CuratedFile, bytes] = {file: workspace.content(file) for file in self.files}
        self._documents: dict[CuratedFile, Document] = {}
        self._triples: dict[CuratedFile, list[ox.Triple]] = {}

    def document(self, file: CuratedFile) -> Document:
        """What a file says, with positions."""
        if file not in self._documents:
            self._documents[file] = self.workspace.read(file)
        return self._documents[file]

    def triples(self, file: CuratedFile) -> list[ox.Triple]:
        """What a file says; of one with faults, what could be read of it."""
        if file not in self._triples:
            self._triples[file] = [*self._fast(file)]
        return self._triples[file]

    def _fast(self, file: CuratedFile) -> Iterator[ox.Triple]:
        if file in self._documents:
            return (found.triple for found in self._documents[file].triples)
        try:
            return (quad.triple for quad in list(_parsed(self.texts[file])))
        except (SyntaxError, ValueError):
            return (found.triple for found in self.document(file).triples)

    def of(self, *parts: Part) -> Iterator[CuratedFile]:
        return (file for file in self.files if file.part in parts)

    def said(self, *parts: Part) -> list[ox.Triple]:
        """The triples of the files of these parts, literals as they are written."""
        return [triple for file in self.of(*parts) for triple in self.triples(file)]

    @cached_property
    def by_graph(self) -> Mapping[str, list[CuratedFile]]:
        files: dict[str, list[CuratedFile]] = defaultdict(list)
        for file in self.files:
            files[file.graph or ""].append(file)
        return files

    @cached_property
    def store(self) -> ox.Store:
        """Each graph with all that its files say; numbers are kept by value, as in a release."""
        store = ox.Store()
        for iri, files in self.by_graph.items():
            if iri and not (iri in _JOINED and self._load(store, iri, files)):
                for file in files:
                    self._load_one(store, iri, file)
        return store

    def _load(self, store: ox.Store, iri: str, files: Iterable[CuratedFile]) -> bool:
        text = b"\n".join(_without_mark(self.texts[file]) for file in files)
        try:
            store.load(text, format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(iri))
        except (SyntaxError, ValueError):
            return False
        return True

    def _load_one(self, store: ox.Store, iri: str, file: CuratedFile) -> None:
        if not self._load(store, iri, [file]):
            graph = ox.NamedNode(iri)
            found = self.document(file).triples
            store.extend(ox.Quad(one.triple.subject, one.triple.predicate, one.triple.object, graph) for one in found)

    @property
    def read(self) -> list[CuratedFile]:
        """The files that our own reader has read by now: all that may have a fault, and those that were asked for."""
        assert self.store is not None, "loading finds the files that the fast reader refuses"
        return sorted(self._documents, key=lambda file: file.relative)

    @property
    def faulty(self) -> list[CuratedFile]:
        """The files that could not be read whole, and those of the data in which there is nothing to read."""
        return sorted({*self._empty, *(file for file in self.read if self._documents[file].faults)}, key=_relative)

    @cached_property
    def _empty(self) -> list[CuratedFile]:
        return [file for file in self.files if file.part.is_data and is_bare(self.texts[file])]

    def is_doubtful(self, file: CuratedFile) -> bool:
        """Whether our own reader and its checks may find a fault here: then, and only then, it must read the file."""
        triples, text = self.triples(file), self.texts[file]
        if file in self._documents:
            return True
        prefixes = [found["prefix"] for found in _DIRECTIVE.finditer(text)]
        return (
            text.startswith(BOM)
            or not triples
            or None in prefixes
            or len(prefixes) != len(set(prefixes))
            or (_MAY_BE_UNSOUND.search(text) is not None and not all(map(_is_sound, triples)))
        )

    # --- who speaks of what ---

    def speaking_of(self, subject: str) -> list[CuratedFile]:
        """The files that say something of a subject, in their order. A blank node is known where it has a position."""
        if ":" not in subject:
            return [file for file in self.read if any(one.focus == subject for one in self.document(file).triples)]
        node = ox.NamedNode(subject)
        held = {quad.graph_name for quad in self.store.quads_for_pattern(node, None, None)}
        return self._among(held, subject, lambda triple: triple.subject == node)

    def mentioning(self, thing: str) -> list[CuratedFile]:
        """The files that say something to which this thing is the object, in their order."""
        node = ox.NamedNode(thing)
        held = {quad.graph_name for quad in self.store.quads_for_pattern(None, None, node)}
        return self._among(held, thing, lambda triple: triple.object == node)

    def _among(self, held: Iterable[object], iri: str, says: Callable[[ox.Triple], bool]) -> list[CuratedFile]:
        graphs = [graph.value for graph in held if isinstance(graph, ox.NamedNode)]
        name = local_name(iri).encode()
        # Strays go to no graph, and are data all the same.
        strays = [file for file in self.by_graph.get("", ()) if file.part.is_data]
        # A graph of one file has from it all that it holds.
        found = [file for graph in graphs for file in self.by_graph[graph] if len(self.by_graph[graph]) == 1]
        candidates = [file for graph in graphs for file in self.by_graph[graph] if len(self.by_graph[graph]) > 1]
        # Most files of a gathering graph are ruled out by their bytes alone.
        told = (one for one in (*strays, *candidates) if name in self.texts[one])
        found += [one for one in told if any(map(says, self.triples(one)))]
        return sorted(found, key=lambda file: file.relative)

    def positions(self) -> Positions:
        """Where anything is said: reads with positions what is asked for, and nothing else."""
        return _OnDemand(self)

    def read_all(self) -> Positions:
        """The positions of everything, where so much will be asked for that one pass is cheaper."""
        return Positions(self.document(file) for file in self.files if file.graph or file.part is Part.STRAY)


class _OnDemand(Positions):
    """Positions that are read as they are asked for."""

    def __init__(self, corpus: Corpus) -> None:
        super().__init__(())
        self._corpus = corpus

    def read(self, subject: str) -> Iterator[PositionedTriple]:
        for file in self._corpus.speaking_of(subject):
            yield from (one for one in self._corpus.document(file).triples if one.focus == subject)


def is_bare(text: bytes) -> bool:
    """Whether a file has no line but comments and declarations."""
    return not text.endswith(_END_OF_BLOCK) and _SAYING.search(text) is None


def _relative(file: CuratedFile) -> str:
    return file.relative


def _parsed(text: bytes) -> Iterator[ox.Quad]:
    return ox.parse(_without_mark(text), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)


def _without_mark(text: bytes) -> bytes:
    return text.removeprefix(BOM)


def _is_sound(triple: ox.Triple) -> bool:
    value = triple.object
    if isinstance(value, ox.Literal):
        return bool(value.language) or is_valid(value.value, value.datatype.value)
    return not isinstance(value, ox.Triple)
