"""How a server describes itself to programs: its dataset by VoID, its endpoint by SPARQL 1.1 Service Description."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from graph.names import DATASET
from graph.releases.folder import VOID_FILE
from graph.representation import Triples, ordered
from ontology import DCAT, FOAF, RDFS, SD, VOID
from ontology.core import TYPE

# The names of formats that W3C keeps (https://www.w3.org/ns/formats/).
FORMATS = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/ld+json": "JSON-LD",
    "application/rdf+xml": "RDF_XML",
    "application/n-quads": "N-Quads",
    "application/trig": "TriG",
    "text/n3": "N3",
}
QUERY_LANGUAGES = ("SPARQL10Query", "SPARQL11Query")
_PARTITIONS = (VOID + "classPartition", VOID + "propertyPartition")
_RELEASES_IN_MEMORY = 4


@dataclass(frozen=True, slots=True)
class Host:
    """What depends on the server, not on the release: its addresses, and what its endpoint can do.

    `results` are media types, `federated` says whether any endpoint may be called by SERVICE; `home` and `void` are
    empty where the host has no pages. `dataset` is the IRI of what it serves.
    """

    home: str
    endpoint: str
    void: str
    results: tuple[str, ...]
    federated: bool
    dataset: str = DATASET


def dataset_triples(folder: Path, host: Host) -> Triples:
    """The VoID description of the release in a folder as this host serves it."""
    return ordered([*_void(folder), *_document(host), *_served(folder, host)])


def service_triples(folder: Path, host: Host) -> Triples:
    """The description of the endpoint: languages, formats, graphs with their sizes; for more it points to VoID."""
    structure = _void(folder)
    partitions = {one.object for one in structure if one.predicate.value in _PARTITIONS}
    graphs = [one for one in structure if one.object not in partitions and one.subject not in partitions]
    return ordered([*_service(host), *graphs, *_served(folder, host)])


def _service(host: Host) -> Iterator[ox.Triple]:
    service = host.endpoint + "#service"
    yield _triple(service, TYPE, SD + "Service")
    yield _triple(service, SD + "endpoint", host.endpoint)
    yield from (_triple(service, SD + "supportedLanguage", SD + language) for language in QUERY_LANGUAGES)
    for media_type in host.results:
        yield _triple(service, SD + "resultFormat", f"http://www.w3.org/ns/formats/{FORMATS[media_type]}")
    if host.federated:
        yield _triple(service, SD + "feature", SD + "BasicFederatedQuery")
    # What follows from the facts is in the store already: a query itself infers nothing.
    yield _triple(service, SD + "defaultEntailmentRegime", "http://www.w3.org/ns/entailment/Simple")
    yield _triple(service, SD + "defaultDataset", host.dataset)
    if host.void:
        yield _triple(service, RDFS + "seeAlso", host.void)


def _document(host: Host) -> Iterator[ox.Triple]:
    yield _triple(host.void, TYPE, VOID + "DatasetDescription")
    yield _triple(host.void, FOAF + "primaryTopic", host.dataset)


def _served(folder: Path, host: Host) -> Iterator[ox.Triple]:
    """What the release's own description leaves out, since it is the same on every machine."""
    yield _triple(host.dataset, TYPE, VOID + "Dataset")
    yield _triple(host.dataset, TYPE, SD + "Dataset")
    yield _triple(host.dataset, VOID + "sparqlEndpoint", host.endpoint)
    if host.home:
        yield _triple(host.dataset, FOAF + "homepage", host.home)
    yield ox.Triple(ox.NamedNode(host.dataset), ox.NamedNode(DCAT + "version"), ox.Literal(folder.name))


@lru_cache(_RELEASES_IN_MEMORY)
def _void(folder: Path) -> tuple[ox.Triple, ...]:
    """The description made with a release; nothing where it was made without one."""
    path = folder / VOID_FILE
    if not path.is_file():
        return ()
    return tuple(one.triple for one in ox.parse(path=str(path), format=ox.RdfFormat.N_TRIPLES))


def _triple(subject: str, predicate: str, value: str) -> ox.Triple:
    return ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), ox.NamedNode(value))
