"""The SHACL check: pySHACL over an rdflib graph that is made of our own reader's triples, its results as plain values.

pySHACL is the arbiter, and three of its habits decide how it is called. Over a pyoxigraph store it reports false
violations; rdflib would rewrite literals on the way in, so that no result could be found again in the file; and its
option `focus_nodes` silently passes every `sh:or`, since it also filters the values that nested shapes are asked about.
"""

import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox
from pyshacl import validate
from pyshacl.errors import ReportableRuntimeError
from rdflib import SH as SHACL
from rdflib import XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node as RdfNode

from loaders.checks.aiming import aimed
from loaders.checks.captions import Captions, captions_of
from loaders.checks.violations import Violation
from loaders.findings import Level, Text
from loaders.turtle import NO_PREFIXES, Term
from ontology import SH

UNIQUE_LANG = SH + "uniqueLang"
# For readers and forms (SHACL §2.3.2), and half of all shapes; pySHACL would look at each again for every constraint.
_FOR_READERS = frozenset(SH + name for name in ("name", "description", "order", "group", "defaultValue"))
LEVELS = {"Violation": Level.ERROR, "Warning": Level.WARNING, "Info": Level.ADVICE}


class IllFormedShapes(ValueError):
    """The shapes cannot be validated with; `str()` is pySHACL's own sentence."""


@dataclass(frozen=True)
class Shapes:
    """The shapes graph, ready to validate with. Made once, used for any number of graphs."""

    graph: Graph
    spelt: Sequence[ox.Triple]

    @cached_property
    def captions(self) -> Captions:
        """Read where they are asked for: those of our own shapes are kept beside, for all classes at once."""
        return captions_of(self.spelt)


def read_shapes(triples: Iterable[ox.Triple], prefixes: Mapping[str, str] = NO_PREFIXES) -> Shapes:
    """The shapes that these triples spell. `prefixes` are those that queries in them may use beside `sh:prefixes`."""
    held = list(triples)
    graph = _graph(aimed(triple for triple in held if not _asks_nothing(triple)))
    for prefix, namespace in prefixes.items():
        graph.bind(prefix, namespace)
    return Shapes(graph, held)


def _asks_nothing(triple: ox.Triple) -> bool:
    """Also `sh:uniqueLang` with another word than `true`: pySHACL takes it for true, and `1` is not (SHACL §4.4.5)."""
    path, value = triple.predicate.value, triple.object
    return path in _FOR_READERS or (path == UNIQUE_LANG and isinstance(value, ox.Literal) and value.value != "true")


def report_of(shapes: Shapes, triples: Iterable[ox.Triple]) -> Graph:
    """The `sh:ValidationReport` on these triples, each result with its nested ones under `sh:detail`.

    Raises IllFormedShapes.
    """
    try:
        with _silenced("rdflib.term"):
            data = _graph(triples)
            for prefix, namespace in shapes.graph.namespaces():
                data.bind(prefix, namespace)
            _, report, said = validate(data, shacl_graph=shapes.graph, inplace=True)
    except ReportableRuntimeError as error:
        raise IllFormedShapes(error.message) from error
    except NotImplementedError as error:  # pySHACL lacks $shapesGraph, which an engine may (SHACL §5.3.1).
        raise IllFormedShapes(str(error)) from error
    if not isinstance(report, Graph):
        raise IllFormedShapes(said)
    return report


def violations_of(
    shapes: Shapes, asserted: Collection[ox.Triple], context: Iterable[ox.Triple] = (), *, anything: bool = False
) -> list[Violation]:
    """The results about the subjects of the asserted triples, or about anything, in a stable order.

    `context` is read and not judged: what `loaders.checks.context` gives, or nothing when all triples are asserted.
    """
    report = report_of(shapes, (*asserted, *context))
    names: dict[str, URIRef] = {}
    subjects = {_term(triple.subject, names) for triple in asserted}
    found = [
        _violation(report, result)
        for result in report.objects(None, SHACL.result)
        if anything or report.value(result, SHACL.focusNode) in subjects
    ]
    return sorted(found, key=lambda v: (v.focus, v.shape, v.path or "", v.component, str(v.value)))


def _violation(report: Graph, result: RdfNode) -> Violation:
    path = report.value(result, SHACL.resultPath)
    component = str(report.value(result, SHACL.sourceConstraintComponent))
    value = report.value(result, SHACL.value)
    return Violation(
        shape=str(report.value(result, SHACL.sourceShape)),
        component=component.removeprefix(SH).removesuffix("ConstraintComponent"),
        focus=str(report.value(result, SHACL.focusNode)),
        path=str(path) if isinstance(path, URIRef) else None,
        value=_our_term(value) if value is not None else None,
        level=LEVELS.get(str(report.value(result, SHACL.resultSeverity)).removeprefix(SH), Level.ERROR),
        message=_message(report, result),
    )


def _message(report: Graph, result: RdfNode) -> Text:
    said = {m.language: str(m) for m in report.objects(result, SHACL.resultMessage) if isinstance(m, Literal)}
    plain = next(iter(said.values()), "")
    return Text(said.get("fr", plain), said.get("en", plain))


def _graph(triples: Iterable[ox.Triple]) -> Graph:
    graph = Graph(bind_namespaces="none")
    # rdflib looks at each character of a name, and most names come again and again.
    names: dict[str, URIRef] = {}
    for triple in triples:
        graph.add((_term(triple.subject, names), _term(triple.predicate, names), _term(triple.object, names)))
    return graph


def _term(
    term: "ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple", names: dict[str, URIRef]
) -> URIRef | BNode | Literal:
    if isinstance(term, ox.NamedNode):
        return names.get(term.value) or names.setdefault(term.value, URIRef(term.value))
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    assert isinstance(term, ox.Literal), "RDF 1.1 has no triple terms"
    if term.language:
        return Literal(term.value, lang=term.language)
    datatype = None if term.datatype.value == str(XSD.string) else URIRef(term.datatype.value)
    return Literal(term.value, datatype=datatype, normalize=False)


def _our_term(node: RdfNode) -> Term:
    if isinstance(node, BNode):
        return ox.BlankNode(str(node))
    if not isinstance(node, Literal):
        return ox.NamedNode(str(node))
    if node.language:
        return ox.Literal(str(node), language=node.language)
    return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype or XSD.string)))


@contextmanager
def _silenced(name: str) -> Iterator[None]:
    """rdflib logs a stack trace for every literal that its datatype does not allow; here each becomes a finding."""
    logger = logging.getLogger(name)
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before
