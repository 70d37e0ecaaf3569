"""From curated files to the asserted graphs of a release: the Turtle of the folder, and its rules and questions."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from graph.fingerprint import stored_form
from graph.names import SHAPES_GRAPH
from loaders.triples import Graphs, Value, quad, triple
from loaders.workspace import Workspace
from ontology import LANGUAGES, QUESTIONS, RDFS, RULES, SH
from ontology.catalogue import Query, read_queries
from ontology.core import LABEL, TYPE
from ontology.prefixes import read_prefixes

# SHACL has terms for a query that is data (SHACL §5, Advanced Features §8).
_FORMS = {
    "SELECT": (SH + "SPARQLSelectExecutable", SH + "select"),
    "ASK": (SH + "SPARQLAskExecutable", SH + "ask"),
    "CONSTRUCT": (SH + "SPARQLConstructExecutable", SH + "construct"),
}


def read_graphs(workspace: Workspace) -> Graphs:
    """The asserted graphs by their IRIs, in the store's form. Raises SyntaxError on a file that the checks refuse."""
    quads = [*_files(workspace), *_queries(workspace.root / "ontology")]
    return stored_form(quads)


def _files(workspace: Workspace) -> Iterator[ox.Quad]:
    for file in workspace.files():
        if file.graph:
            graph = ox.NamedNode(file.graph)
            for one in ox.parse(path=str(file.path), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
                yield quad(one.triple, graph)


def _queries(folder: Path) -> Iterator[ox.Quad]:
    prefixes = read_prefixes(folder)
    for name, base in (("rules", RULES), ("questions", QUESTIONS)):
        for query in read_queries(folder / name, prefixes=prefixes):
            for one in query_triples(query, base + query.name):
                yield quad(one, ox.NamedNode(SHAPES_GRAPH))


def query_triples(query: Query, iri: str) -> Iterator[ox.Triple]:
    """A query of ours as data: its title, why it exists, its text ready to run."""
    form = next((form for form in _FORMS if form in query.body.upper().split()), "SELECT")
    kind, text = _FORMS[form]
    yield triple(iri, TYPE, ox.NamedNode(kind))
    yield triple(iri, text, ox.Literal(query.text))
    for language in LANGUAGES:
        yield triple(iri, LABEL, _said(query.title.in_language(language), language))
        if query.why:
            yield triple(iri, RDFS + "comment", _said(query.why.in_language(language), language))


def _said(text: str, language: str) -> Value:
    return ox.Literal(text, language=language)
