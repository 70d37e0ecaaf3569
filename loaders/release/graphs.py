"""From curated files to the asserted graphs of a release: the Turtle of the folder, and its rules and questions."""

from collections.abc import Collection, Iterator
from pathlib import Path

import pyoxigraph as ox

from graph.engine import Form
from graph.names import ONTOLOGY_GRAPH, SHAPES_GRAPH
from graph.releases.fingerprint import stored_form
from graph.sparql.guard import form_of
from loaders.triples import Graphs, quad, triple
from loaders.workspace import Workspace
from ontology import LANGUAGES, ONTOLOGY, QUESTIONS, RDFS, RULES, SCHEMA, SH, SKOS
from ontology.catalogue import Query, read_queries
from ontology.core import LABEL, TYPE
from ontology.prefixes import read_prefixes

MODEL = (ONTOLOGY_GRAPH, SHAPES_GRAPH)
# SHACL has terms for a query that is data (SHACL §5, Advanced Features §8).
_FORMS = {
    Form.SELECT: (SH + "SPARQLSelectExecutable", SH + "select"),
    Form.ASK: (SH + "SPARQLAskExecutable", SH + "ask"),
    Form.CONSTRUCT: (SH + "SPARQLConstructExecutable", SH + "construct"),
}
_SEVERITIES = {"error": SH + "Violation", "warning": SH + "Warning", "advice": SH + "Info"}
# What a header says in both languages → the property that says it of the query. SHACL has none for how to mend: a note
# to editors is what it is.
_SAID = (
    ("title", LABEL),
    ("message", SH + "message"),
    ("why", RDFS + "comment"),
    ("mend", SKOS + "editorialNote"),
)


def read_graphs(workspace: Workspace) -> Graphs:
    """The asserted graphs by their IRIs, in the store's form. Raises SyntaxError on a file that the checks refuse."""
    quads = [*_files(workspace), *_queries(workspace.root / "ontology")]
    return stored_form(quads)


def read_model(workspace: Workspace) -> Graphs:
    """Of these graphs those that all data is checked by: the ontology, the shapes with the rules."""
    quads = [*_files(workspace, MODEL), *_queries(workspace.root / "ontology")]
    return stored_form(quads)


def _files(workspace: Workspace, graphs: Collection[str] = ()) -> Iterator[ox.Quad]:
    for file in workspace.files():
        if file.graph and (not graphs or file.graph in graphs):
            graph = ox.NamedNode(file.graph)
            for one in ox.parse(path=str(file.path), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
                yield quad(one.triple, graph)


def _queries(folder: Path) -> Iterator[ox.Quad]:
    prefixes = read_prefixes(folder)
    graph = ox.NamedNode(SHAPES_GRAPH)
    for one in ox.parse(path=str(folder / "prefixes.ttl"), format=ox.RdfFormat.TURTLE):
        yield quad(one.triple, graph)
    for rule in read_queries(folder / "rules", prefixes=prefixes):
        yield from (quad(one, graph) for one in query_triples(rule, RULES + rule.name))
    for question in read_queries(folder / "questions", prefixes=prefixes):
        yield from (quad(one, graph) for one in question_triples(question, QUESTIONS + question.name))


def question_triples(question: Query, iri: str) -> Iterator[ox.Triple]:
    """A question for readers: of the general type too, by which editors of others find the examples of an endpoint."""
    yield triple(iri, TYPE, ox.NamedNode(SH + "SPARQLExecutable"))
    yield from query_triples(question, iri)


def query_triples(query: Query, iri: str) -> Iterator[ox.Triple]:
    """A query of ours as data: what its header says, and its text ready to run."""
    kind, text = _FORMS[form_of(query.text) or Form.SELECT]
    yield triple(iri, TYPE, ox.NamedNode(kind))
    yield triple(iri, text, ox.Literal(query.text))
    yield triple(iri, SH + "prefixes", ox.NamedNode(ONTOLOGY))
    yield from (triple(iri, SCHEMA + "keywords", ox.Literal(word)) for word in query.keywords)
    if query.level:
        yield triple(iri, SH + "severity", ox.NamedNode(_SEVERITIES[query.level]))
    for header, predicate in _SAID:
        if said := getattr(query, header):
            for language in LANGUAGES:
                yield triple(iri, predicate, ox.Literal(said.in_language(language), language=language))
