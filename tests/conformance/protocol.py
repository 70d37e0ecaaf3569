"""W3C's SPARQL 1.1 Protocol suite, read from its manifest and run against any endpoint.

The bytes sent are those of the manifest: no client library adds an Accept header or mends an address.
"""

import http.client
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
MANIFEST = "manifest.ttl"
SECONDS = 30
# Where the manifest has it that the endpoint is.
ROOT = "/sparql/"

Node = ox.NamedNode | ox.BlankNode
Term = Node | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and what its answer has to be: of one of these statuses ("2xx"), of a kind, and true or false."""

    method: str
    query_string: str
    headers: dict[str, str]
    body: bytes | None
    statuses: frozenset[str]
    kind: str | None
    boolean: bool | None


@dataclass(frozen=True, slots=True)
class Graph:
    """A graph that a test wants on the server, and the file that holds it."""

    iri: str
    file: Path


@dataclass(frozen=True, slots=True)
class Case:
    """One test of the suite."""

    name: str
    title: str
    graphs: tuple[Graph, ...]
    exchanges: tuple[Exchange, ...]

    @property
    def writes(self) -> bool:
        return "update" in self.name


class Suite:
    """The tests in a folder that holds the manifest and its data."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._store = ox.Store()
        self._store.load(path=folder / MANIFEST, format=ox.RdfFormat.TURTLE, base_iri="file:///")

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """In the order of the manifest."""
        entries = next(iter(self._store.quads_for_pattern(None, ox.NamedNode(MF + "entries"), None, None)))
        return tuple(self._case(node) for node in self._items(entries.object))

    @property
    def graphs(self) -> tuple[Graph, ...]:
        """All graphs that tests want on the server, each once."""
        return tuple(dict.fromkeys(graph for case in self.cases for graph in case.graphs))

    def write_data(self, folder: Path) -> None:
        """The graphs as files for `andromede serve --profile plain --data`."""
        for graph in self.graphs:
            (folder / graph.file.name).write_bytes(graph.file.read_bytes())
            (folder / f"{graph.file.name}.graph").write_text(graph.iri, encoding="utf-8")

    def _case(self, node: Node) -> Case:
        action = self._node(node, MF + "action")
        return Case(
            name=node.value.rpartition("#")[2],
            title=self._text(node, MF + "name") or "",
            graphs=tuple(self._graph(data) for data in self._nodes(node, UT + "graphData")),
            exchanges=tuple(self._exchange(each) for each in self._items(self._node(action, HT + "requests"))),
        )

    def _graph(self, data: Node) -> Graph:
        file = self._node(data, UT + "graph").value.rpartition("/")[2]
        return Graph(self._text(data, RDFS + "label") or "", self._folder / file)

    def _exchange(self, request: Node) -> Exchange:
        response = self._node(request, HT + "resp")
        headers = next(iter(self._nodes(request, HT + "headers")), None)
        body = next(iter(self._nodes(request, HT + "body")), None)
        boolean = self._text(response, MF + "expectedBoolean")
        statuses = (node.value.rpartition("StatusCode")[2] for node in self._nodes(response, MF + "expectedStatus"))
        return Exchange(
            method=self._text(request, HT + "methodName") or "",
            query_string=(self._text(request, HT + "absolutePath") or "").removeprefix(ROOT),
            headers=dict(self._header(each) for each in self._items(headers)) if headers else {},
            body=self._body(body) if body else None,
            statuses=frozenset(statuses),
            kind=self._text(response, MF + "expectedFormat"),
            boolean=None if boolean is None else boolean == "true",
        )

    def _header(self, node: Node) -> tuple[str, str]:
        return self._text(node, HT + "fieldName") or "", self._text(node, HT + "fieldValue") or ""

    def _body(self, node: Node) -> bytes:
        return (self._text(node, CNT + "chars") or "").encode(self._text(node, CNT + "characterEncoding") or "UTF-8")

    def _objects(self, node: Node, predicate: str) -> Iterator[Term]:
        return (quad.object for quad in self._store.quads_for_pattern(node, ox.NamedNode(predicate), None, None))

    def _nodes(self, node: Node, predicate: str) -> list[Node]:
        return [found for found in self._objects(node, predicate) if isinstance(found, Node)]

    def _node(self, node: Node, predicate: str) -> Node:
        return self._nodes(node, predicate)[0]

    def _text(self, node: Node, predicate: str) -> str | None:
        return next((found.value for found in self._objects(node, predicate) if isinstance(found, ox.Literal)), None)

    def _items(self, head: Term) -> Iterator[Node]:
        while isinstance(head, Node) and head.value != RDF + "nil":
            yield self._node(head, RDF + "first")
            head = self._node(head, RDF + "rest")


def run(case: Case, endpoint: str) -> list[str]:
    """What is wrong with the endpoint's answers; nothing where it passes the test."""
    return [fault for each in case.exchanges for fault in faults(each, send(each, endpoint))]


def send(exchange: Exchange, endpoint: str) -> Answer:
    query_string = exchange.query_string.removeprefix("?")
    return request(endpoint, exchange.method, query_string, exchange.headers, exchange.body)


def request(endpoint: str, method: str, query_string: str, headers: dict[str, str], body: bytes | None) -> Answer:
    """One request with just these headers; redirects are not followed."""
    address = urlsplit(endpoint)
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.netloc, timeout=SECONDS)
    try:
        path = (address.path or "/") + (f"?{query_string}" if query_string else "")
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        type_ = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Answer(response.status, type_, response.read())
    finally:
        connection.close()


def faults(exchange: Exchange, answer: Answer) -> Iterator[str]:
    if f"{answer.status // 100}xx" not in exchange.statuses:
        yield f"status {answer.status}, expected {' or '.join(sorted(exchange.statuses))}: {answer.body[:200]!r}"
    elif exchange.kind:
        try:
            found = KINDS[exchange.kind](answer)
        except (SyntaxError, ValueError) as error:
            yield f"{answer.type or 'no content type'} is no {exchange.kind} answer: {error}"
        else:
            if exchange.boolean is not None and found is not exchange.boolean:
                yield f"{found}, expected {exchange.boolean}"


def _boolean(answer: Answer) -> bool:
    result = ox.parse_query_results(answer.body, format=_results_format(answer))
    if not isinstance(result, ox.QueryBoolean):
        raise ValueError("it holds solutions")
    return bool(result)


def _tabular(answer: Answer) -> None:
    if answer.type == "text/csv":  # The one that the library writes and does not read.
        if not answer.body:
            raise ValueError("it is empty")
        return
    result = ox.parse_query_results(answer.body, format=_results_format(answer))
    if not isinstance(result, ox.QuerySolutions):
        raise ValueError("it holds no solutions")
    list(result)


def _rdf(answer: Answer) -> None:
    format_ = ox.RdfFormat.from_media_type(answer.type)
    if format_ is None:
        raise ValueError("unknown format")
    list(ox.parse(answer.body, format=format_))


def _results_format(answer: Answer) -> ox.QueryResultsFormat:
    format_ = ox.QueryResultsFormat.from_media_type(answer.type)
    if format_ is None:
        raise ValueError("unknown format")
    return format_


KINDS = {"boolean": _boolean, "tabular": _tabular, "RDF": _rdf}
