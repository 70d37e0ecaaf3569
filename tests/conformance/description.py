"""W3C's three tests of SPARQL 1.1 Service Description, which its suite gives in words only."""

from collections.abc import Callable, Mapping

import pyoxigraph as ox

from tests.conformance.protocol import Answer, Term, request

SD = "http://www.w3.org/ns/sparql-service-description#"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
ACCEPT = {"Accept": "text/turtle, application/n-triples;q=0.9, application/rdf+xml;q=0.8"}
# https://www.w3.org/TR/sparql11-service-description/#vocab
# fmt: off
PROPERTIES = frozenset({
    "endpoint", "feature", "defaultEntailmentRegime", "entailmentRegime", "defaultSupportedEntailmentProfile",
    "supportedEntailmentProfile", "extensionFunction", "extensionAggregate", "languageExtension", "supportedLanguage",
    "propertyFeature", "defaultDataset", "availableGraphs", "resultFormat", "inputFormat", "defaultGraph",
    "namedGraph", "name", "graph",
})
CLASSES = frozenset({
    "Service", "Feature", "Language", "Function", "Aggregate", "EntailmentRegime", "EntailmentProfile",
    "GraphCollection", "Dataset", "Graph", "NamedGraph",
})
# fmt: on
Triples = frozenset[ox.Triple]


def run(name: str, endpoint: str) -> list[str]:
    """What is wrong with the description; nothing where the endpoint passes the test of this name."""
    answer = request(endpoint, "GET", "", ACCEPT, None)
    try:
        triples = _read(answer)
    except (SyntaxError, ValueError) as error:
        return [f"status {answer.status}, {answer.type or 'no content type'}: {error}"]
    return TESTS[name](triples, endpoint)


def _read(answer: Answer) -> Triples:
    format_ = ox.RdfFormat.from_media_type(answer.type)
    if answer.status != 200 or format_ is None:
        raise ValueError("no RDF")
    return frozenset(quad.triple for quad in ox.parse(answer.body, format=format_))


def _returns_rdf(triples: Triples, _: str) -> list[str]:
    return [] if triples else ["the description is empty"]


def _has_endpoint(triples: Triples, endpoint: str) -> list[str]:
    told = {_value(one.object) for one in triples if one.predicate.value == SD + "endpoint"}
    # RFC 3986 §6.2.3 makes no equivalence of a path with and without its last slash, and servers answer both.
    return [] if endpoint.rstrip("/") in {iri.rstrip("/") for iri in told} else [f"sd:endpoint is {sorted(told)}"]


def _conforms(triples: Triples, _: str) -> list[str]:
    used = [one for one in triples if one.predicate.value.startswith(SD)]
    faults = [
        f"sd:{one.predicate.value.removeprefix(SD)} is no property of the vocabulary"
        for one in used
        if one.predicate.value.removeprefix(SD) not in PROPERTIES
    ]
    faults += [f"{one.predicate} has a literal: {one.object}" for one in used if isinstance(one.object, ox.Literal)]
    types = {_value(one.object) for one in triples if one.predicate == TYPE}
    faults += [f"{type_} is no class of the vocabulary" for type_ in types if _is_unknown_class(type_)]
    services = {one.subject for one in triples if one.predicate.value == SD + "endpoint"}
    if not services:
        faults.append("nothing has an sd:endpoint")
    for part in {one.object for one in used if one.predicate.value == SD + "namedGraph"}:
        names = [one for one in used if one.subject == part and one.predicate.value == SD + "name"]
        if len(names) != 1:
            faults.append(f"{part} is a named graph with {len(names)} names")
    return faults


def _is_unknown_class(iri: str) -> bool:
    return iri.startswith(SD) and iri.removeprefix(SD) not in CLASSES


def _value(term: Term) -> str:
    return "" if isinstance(term, ox.Triple) else term.value


TESTS: Mapping[str, Callable[[Triples, str], list[str]]] = {
    "returns-rdf": _returns_rdf,
    "has-endpoint-triple": _has_endpoint,
    "conforms-to-schema": _conforms,
}
