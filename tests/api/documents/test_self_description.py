"""The server says what it holds and what it can do, at the addresses where programs look for it."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from api.http.media import GRAPHS, TABLES
from api.settings import Settings
from graph.releases.folder import Release
from ontology import DCAT, DCTERMS, FOAF, RDF, SD, VOID

HOST = "http://andromede.example"
DATASET = ox.NamedNode("https://w3id.org/andromede/dataset")
RDF_TYPES = ("text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
# The properties of SPARQL 1.1 Service Description that we use, with the class that a value has to be of (§3.4).
RANGES = {
    "endpoint": None,
    "supportedLanguage": None,
    "resultFormat": None,
    "defaultEntailmentRegime": None,
    "feature": None,
    "name": None,
    "defaultDataset": "Dataset",
    "defaultGraph": "Graph",
    "namedGraph": "NamedGraph",
    "graph": "Graph",
}
Client = httpx.Client
Open = Callable[[Settings], Client]


@pytest.fixture(scope="session")
def address(release: Release, serve: Callable[[Settings], AbstractContextManager[str]]) -> Iterator[str]:
    """The whole server over the release of this checkout."""
    with serve(Settings(releases=release.folder.parent)) as address:
        yield address


@pytest.fixture
def client(address: str) -> Iterator[Client]:
    with over(address) as client:
        yield client


@pytest.fixture
def open_client(serve: Callable[[Settings], AbstractContextManager[str]]) -> Iterator[Open]:
    """A client of a server of one's own."""
    with ExitStack() as stack:
        yield lambda settings: stack.enter_context(over(stack.enter_context(serve(settings))))


def over(address: str) -> Client:
    return Client(base_url=address, timeout=20, headers={"host": HOST.removeprefix("http://")})


def described(response: httpx.Response) -> set[ox.Triple]:
    assert response.status_code == 200, response.text
    format_ = ox.RdfFormat.from_media_type(response.headers["content-type"].partition(";")[0])
    assert format_ is not None
    return {one.triple for one in ox.parse(response.content, format=format_)}


def values(triples: set[ox.Triple], subject: object, predicate: str) -> set[str]:
    return {getattr(o, "value", "") for s, p, o in triples if s == subject and p.value == predicate}


def typed(triples: set[ox.Triple], kind: str) -> set[object]:
    return {s for s, p, o in triples if p.value == RDF + "type" and getattr(o, "value", "") == kind}


# --- VoID ---


@pytest.mark.parametrize("media_type", RDF_TYPES)
def test_void_is_served_directly_and_says_the_same_in_each_format(client: Client, media_type: str) -> None:
    turtle = client.get("/.well-known/void")
    response = client.get("/.well-known/void", headers={"accept": media_type}, follow_redirects=False)
    assert response.headers["content-type"].startswith(media_type)
    assert response.headers["vary"] == "Accept, Accept-Encoding"
    assert described(response) == described(turtle)


def test_void_names_the_endpoint_of_this_host_and_the_release_that_it_counts(client: Client, release: Release) -> None:
    void = described(client.get("/.well-known/void"))
    assert values(void, DATASET, VOID + "sparqlEndpoint") == {f"{HOST}/sparql"}
    assert values(void, DATASET, DCAT + "version") == {release.id}
    assert values(void, ox.NamedNode(f"{HOST}/.well-known/void"), FOAF + "primaryTopic") == {DATASET.value}
    assert len(values(void, DATASET, DCTERMS + "license")) == 2


def test_void_counts_what_the_store_holds(client: Client, released_store: ox.Store) -> None:
    # Of a thousand graphs: each statement is looked at once.
    told: dict[str, dict[object, str]] = {SD + "name": {}, VOID + "triples": {}}
    for subject, predicate, value in described(client.get("/.well-known/void", timeout=60)):
        if predicate.value in told:
            told[predicate.value][subject] = getattr(value, "value", "")
    counted = {name: told[VOID + "triples"].get(part) for part, name in told[SD + "name"].items()}
    held = Counter(quad.graph_name.value for quad in released_store if isinstance(quad.graph_name, ox.NamedNode))
    assert counted == {name: None if name.endswith("/graph/void") else str(held[name]) for name in held}


def test_void_is_answered_in_milliseconds(client: Client) -> None:
    client.get("/.well-known/void", timeout=60)
    times = []
    for _ in range(9):
        start = time.perf_counter()
        # To the first byte: what reading some megabytes takes is the client's own affair.
        with client.stream("GET", "/.well-known/void") as response:
            assert response.status_code == 200
            times.append(time.perf_counter() - start)
    assert sorted(times)[4] < 0.05


def test_void_refuses_what_it_cannot_be_written_in(client: Client) -> None:
    response = client.get("/.well-known/void", headers={"accept": "text/csv"})
    assert (response.status_code, response.json()["available"]) == (406, [*RDF_TYPES, "application/trig"])


def test_a_host_that_is_no_name_is_not_repeated(client: Client) -> None:
    void = described(client.get("/.well-known/void", headers={"host": 'x"> <y'}))
    (endpoint,) = values(void, DATASET, VOID + "sparqlEndpoint")
    assert endpoint.startswith("http://127.0.0.1:")


# --- Service Description: the three tests of W3C's suite (sparql11/service-description/manifest.ttl) ---


@pytest.mark.parametrize("media_type", RDF_TYPES)
def test_the_endpoint_without_a_query_returns_rdf(client: Client, media_type: str) -> None:
    response = client.get("/sparql", headers={"accept": media_type})
    assert response.headers["content-type"].startswith(media_type)
    assert typed(described(response), SD + "Service")
    assert described(client.get("/sparql", params={"format": "turtle"})) == described(response)


def test_the_description_names_the_endpoint_that_was_asked(client: Client) -> None:
    triples = described(client.get("/sparql"))
    (service,) = typed(triples, SD + "Service")
    assert values(triples, service, SD + "endpoint") == {f"{HOST}/sparql"}


def test_the_description_conforms_to_the_schema_of_the_standard(client: Client) -> None:
    triples = described(client.get("/sparql"))
    used = {p.value.removeprefix(SD) for _, p, _ in triples if p.value.startswith(SD)}
    assert used <= set(RANGES)
    for name in used:
        objects = {o for _, p, o in triples if p.value == SD + name}
        assert all(isinstance(o, ox.NamedNode) for o in objects)
        if kind := RANGES[name]:
            assert objects <= typed(triples, SD + kind), f"sd:{name} leads to something that is no sd:{kind}"
    for part in typed(triples, SD + "NamedGraph"):
        assert len(values(triples, part, SD + "name")) == 1
    (service,) = typed(triples, SD + "Service")
    assert len(values(triples, service, SD + "endpoint")) == 1


# --- What it says is true ---


def test_each_format_that_it_names_is_answered(client: Client) -> None:
    triples = described(client.get("/sparql"))
    (service,) = typed(triples, SD + "Service")
    assert len(values(triples, service, SD + "resultFormat")) == len(TABLES) + len(GRAPHS)
    for query, offers in (("ASK {}", TABLES), ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 1", GRAPHS)):
        for media in offers:
            answer = client.get("/sparql", params={"query": query}, headers={"accept": media.type})
            assert (answer.status_code, answer.headers["content-type"]) == (200, media.content_type)


def test_federation_is_a_feature_only_where_an_endpoint_is_allowed(open_client: Open, release: Release) -> None:
    closed = Settings(releases=release.folder.parent)
    for settings, features in (
        (closed, set()),
        (replace(closed, service_endpoints="https://query.example/sparql"), {SD + "BasicFederatedQuery"}),
    ):
        triples = described(open_client(settings).get("/sparql"))
        (service,) = typed(triples, SD + "Service")
        assert values(triples, service, SD + "feature") == features


def test_a_public_address_stands_in_the_description_instead_of_that_of_the_request(
    open_client: Open, release: Release
) -> None:
    settings = Settings(releases=release.folder.parent, public_url="https://graph.example/")
    triples = described(open_client(settings).get("/sparql"))
    (service,) = typed(triples, SD + "Service")
    assert values(triples, service, SD + "endpoint") == {"https://graph.example/sparql"}


def test_browsers_and_clients_of_results_get_no_description(client: Client) -> None:
    for accept in (BROWSER, "application/sparql-results+json"):
        response = client.get("/sparql", headers={"accept": accept})
        assert "turtle" not in response.headers["content-type"]
    assert client.post("/sparql", content="", headers={"accept": "text/turtle"}).status_code != 200


def test_a_release_made_without_a_description_is_served_with_the_little_that_is_known(
    tmp_path: Path, put_into_service: Callable[[Path, str, str], None], open_client: Open
) -> None:
    put_into_service(tmp_path, "first", "")
    void = described(open_client(Settings(releases=tmp_path)).get("/.well-known/void"))
    assert values(void, DATASET, VOID + "sparqlEndpoint") == {f"{HOST}/sparql"}
    assert values(void, DATASET, VOID + "triples") == set()
