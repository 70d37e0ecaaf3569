"""The matrix of answers: what is asked for × how × in which language × what became of it, each cell with its status,
its headers and a body that parses."""

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import html5lib
import httpx
import pyoxigraph as ox
import pytest

from graph.engine import Engine, Question
from graph.errors import EngineFailure
from graph.names import FACTS, ONTOLOGY_GRAPH, SHAPES_GRAPH, VOCABULARIES, VOID
from graph.releases.folder import DUMP, MANIFEST, Release
from graph.releases.manifest import FileEntry, GraphEntry, Manifest
from ontology import HERE

Fetch = Callable[..., httpx.Response]
BASE = "https://w3id.org/andromede"
EDITION = "fedcba9876543210"

# The model's own graphs are small enough to be taken as they are; a question and a rule stand for all.
QUERIES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://w3id.org/andromede/questions/who> a sh:SPARQLExecutable ; rdfs:label "Qui ?"@fr , "Who?"@en ;
    sh:prefixes <https://w3id.org/andromede/ontology> ; sh:select "SELECT * { ?s ?p ?o }" .
<https://w3id.org/andromede/rules/cycle> a sh:SPARQLExecutable ; rdfs:label "Boucle"@fr , "Cycle"@en ;
    sh:severity sh:Violation ; sh:prefixes <https://w3id.org/andromede/ontology> ; sh:select "SELECT * { ?s ?p ?s }" .
"""
VOID_LINES = "<https://w3id.org/andromede/dataset> a <http://rdfs.org/ns/void#Dataset> ."
FACT = f"<{BASE}/id/x--y> <{BASE}/ontology#statedIn> <{BASE}/id/y> <{FACTS}> .\n"


@dataclass(frozen=True)
class Kind:
    """A kind of resource: an address that is alive, one that names nothing, and one of our IRIs that is offered for it.

    `offline` says that it answers without the engine, `closed` that the names are known without it.
    """

    live: str
    unknown: str
    nearest: str = ""
    offline: bool = False
    closed: bool = False


KINDS = {
    "thing": Kind("/doc/numergy", "/doc/numergi", "/id/numergy"),
    "source": Kind("/doc/archimag-2012-etat-cloud", "/doc/archimag-2012-etat-clout", "/id/archimag-2012-etat-cloud"),
    "fact": Kind("/doc/shareholding--sfr--numergy", "/doc/shareholding--sfr--atlantis"),
    "planned fact": Kind("/doc/acquisition--sfr--numergy", "/doc/acquisition--bull--numergy"),
    "concept": Kind("/vocabulary/role/leader", "/vocabulary/role/leaderess", "/vocabulary/role/leader"),
    "vocabulary": Kind("/vocabulary/modality", "/vocabulary/modalities"),
    "vocabularies": Kind("/vocabulary", "/vocabulary.exe"),
    "ontology": Kind("/ontology", "/ontology.exe"),
    "version": Kind("/ontology/1.0.0", "/ontology/1.0.1", "/ontology/1.0.0"),
    "term": Kind("/ontology/Position", "/ontology/Positon", "/ontology#Position"),
    "shapes": Kind("/shapes", "/shapes.exe"),
    "question": Kind("/questions/who", "/questions/whoo", "/questions/who"),
    "questions": Kind("/questions", "/questions.exe"),
    "rule": Kind("/rules/cycle", "/rules/cycles", "/rules/cycle"),
    "rules": Kind("/rules", "/rules.exe"),
    "graphs": Kind("/graph", "/graph.exe"),
    "graph": Kind("/graph/void", "/graph/voids", "/graph/void", closed=True),
    "derived graph": Kind("/graph/facts", "/graph/fact", "/graph/facts", offline=True),
    "problem": Kind("/problems/withdrawn", "/problems/withdrwn", "/problems/withdrawn", offline=True),
    "problems": Kind("/problems", "/problems.exe", offline=True),
    "releases": Kind("/release", "/release.exe", offline=True),
    "release": Kind(f"/release/{EDITION}", "/release/fedcba", offline=True),
}
EVERY_KIND = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
RDF = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "trig": "application/trig",
}
HTML = "text/html"
# What a client sends and what it gets; None where nothing of ours suits.
ACCEPTS: dict[str, str | None] = {
    "*/*": HTML,
    BROWSER: HTML,
    "text/html": HTML,
    "text/*": HTML,
    **{media: media for media in RDF.values()},
    "text/html;q=0.2, text/turtle": "text/turtle",
    "text/turtle;q=0.5, application/ld+json;q=0.9": "application/ld+json",
    "application/*": "application/ld+json",
    "application/json": "application/ld+json",
    "application/xml": "application/rdf+xml",
    "text/html;q=0, */*;q=0.1": "text/turtle",
    "TEXT/TURTLE": "text/turtle",
    "image/png": None,
    "text/html;q=0": None,
}
EVERY_ACCEPT = pytest.mark.parametrize(("accept", "media"), ACCEPTS.items(), ids=lambda value: str(value)[:40])
# The headers of a request about language, the field of its address, and the language of the answer.
LANGUAGES: dict[str, tuple[dict[str, str], str, str]] = {
    "nothing said": ({}, "", "fr"),
    "French": ({"accept-language": "fr-CA, en;q=0.8"}, "", "fr"),
    "English": ({"accept-language": "en-GB, fr;q=0.8"}, "", "en"),
    "neither": ({"accept-language": "de, it;q=0.5"}, "", "fr"),
    "the lesser of two": ({"accept-language": "de, en;q=0.1"}, "", "en"),
    "cookie before header": ({"accept-language": "fr", "cookie": "lang=en"}, "", "en"),
    "switch before cookie": ({"accept-language": "fr", "cookie": "lang=fr"}, "?lang=en", "en"),
    "no such switch": ({"accept-language": "en"}, "?lang=xx", "en"),
}
EVERY_LANGUAGE = pytest.mark.parametrize(("headers", "field", "language"), LANGUAGES.values(), ids=LANGUAGES)


@pytest.fixture(scope="module")
def model(root: Path) -> ox.Store:
    """The small world with the model's graphs beside it."""
    store = ox.Store()
    store.load(path=str(root / "tests/worlds/numergy.trig"), format=ox.RdfFormat.TRIG)
    files = {ONTOLOGY_GRAPH: [HERE / "andromede.ttl"], VOCABULARIES: [HERE / "vocabularies/modality.ttl"]}
    for graph, paths in files.items():
        for path in paths:
            for target in (ox.NamedNode(graph), ox.DefaultGraph()):
                store.load(path=str(path), format=ox.RdfFormat.TURTLE, to_graph=target)
    store.load(path=str(HERE / "shapes/award.ttl"), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(SHAPES_GRAPH))
    store.load(QUERIES, format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(SHAPES_GRAPH))
    store.load(VOID_LINES, format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(VOID))
    return store


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release in a folder, without a store: the engine is given."""
    folder = tmp_path_factory.mktemp("releases") / EDITION
    folder.mkdir()
    (folder / DUMP).write_bytes(gzip.compress(FACT.encode()))
    graphs = {VOID: GraphEntry("", 1, "2026-11-20T10:00:00Z")}
    files = {DUMP: FileEntry("0" * 64, 1)}
    manifest = Manifest(EDITION, "2026-11-25T12:00:00Z", "", "", graphs, {"facts": 1, "triples": 9}, files)
    (folder / MANIFEST).write_text(manifest.to_json(), encoding="utf-8")
    return Release(EDITION, folder, manifest)


@pytest.fixture(scope="module")
def ask(model: ox.Store, edition: Release, fetch_over: Callable[..., Fetch], engine_over: Any) -> Fetch:
    fetch: Fetch = fetch_over(engine_over(model), edition)
    return fetch


class Broken:
    """An engine that never answers."""

    async def ask(self, question: Question) -> bytes:
        raise EngineFailure(f"It does not answer {question.format}.")

    async def close(self) -> None:
        """Nothing was started."""


@pytest.fixture(scope="module")
def ask_broken(edition: Release, fetch_over: Callable[..., Fetch]) -> Fetch:
    engine: Engine = Broken()
    return fetch_over(engine, edition)


def media_of(answer: httpx.Response) -> str:
    return str(answer.headers["content-type"]).partition(";")[0]


def parsed(answer: httpx.Response) -> int:
    """How much its body holds; raises where it does not parse as what it says it is."""
    media = media_of(answer)
    if media == HTML:
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(answer.text)
        assert tree.get("lang") == answer.headers["content-language"]
        return len("".join(tree.find(".//main").itertext()).strip())
    if media == "application/problem+json":
        assert answer.json()["status"] == answer.status_code
        return len(answer.json())
    format_ = ox.RdfFormat.from_media_type(media)
    assert format_ is not None, media
    return len(list(ox.parse(answer.content, format_)))


def assert_document(answer: httpx.Response, kind: Kind, media: str, query: str = "") -> None:
    extension = next((each for each, type_ in RDF.items() if type_ == media), "html")
    assert answer.status_code == 200, answer.text
    assert media_of(answer) == media
    assert answer.headers["content-location"] == f"{kind.live}.{extension}{query}"
    assert ("content-language" in answer.headers) == (media == HTML)
    assert 'rel="license"' in answer.headers["link"]
    assert parsed(answer) > 0


def assert_problem(answer: httpx.Response, status: int, name: str) -> None:
    assert answer.status_code == status, answer.text
    assert "Accept-Language" in answer.headers["vary"] or status == 406
    assert answer.headers["content-language"] in ("fr", "en")
    assert answer.headers["cache-control"] == "no-store"
    if media_of(answer) == "application/problem+json":
        assert answer.json()["type"] == f"{BASE}/problems/{name}"
    assert parsed(answer) > 0


@EVERY_KIND
@EVERY_ACCEPT
def test_what_is_alive_comes_in_the_format_that_the_client_likes_best(
    ask: Fetch, kind: Kind, accept: str, media: str | None
) -> None:
    answer = ask(kind.live, accept)
    if media is None:
        assert_problem(answer, 406, "not-acceptable")
        assert set(RDF.values()) <= set(answer.json()["available"])
    else:
        assert_document(answer, kind, media)
        assert answer.headers["vary"] == "Accept, Accept-Language, Cookie"


@EVERY_KIND
@pytest.mark.parametrize("extension", [*RDF, "html"])
def test_each_format_has_an_address_that_no_header_changes(ask: Fetch, kind: Kind, extension: str) -> None:
    addressed = ask(f"{kind.live}.{extension}", "image/png")
    assert_document(addressed, kind, RDF.get(extension, HTML))
    assert addressed.headers.get("vary", "") == ("Accept-Language, Cookie" if extension == "html" else "")
    assert addressed.content == ask(kind.live, RDF.get(extension, HTML)).content


@EVERY_KIND
@EVERY_LANGUAGE
def test_a_page_speaks_the_language_of_its_reader(
    ask: Fetch, kind: Kind, headers: dict[str, str], field: str, language: str
) -> None:
    answer = ask(kind.live + field, HTML, **headers)
    assert_document(answer, kind, HTML)
    assert answer.headers["content-language"] == language
    kept = answer.headers.get("set-cookie", "")
    assert kept.startswith("lang=en") if field == "?lang=en" else not kept


@EVERY_KIND
@EVERY_LANGUAGE
def test_an_error_speaks_it_too(ask: Fetch, kind: Kind, headers: dict[str, str], field: str, language: str) -> None:
    answer = ask(kind.unknown + field, HTML, **headers)
    assert (answer.status_code, answer.headers["content-language"]) == (404, language)
    assert parsed(answer)


@EVERY_KIND
@pytest.mark.parametrize("accept", [HTML, "*/*", "image/png", *RDF.values()])
def test_what_nobody_knows_is_404_whatever_the_format_and_offers_what_looks_alike(
    ask: Fetch, kind: Kind, accept: str
) -> None:
    answer = ask(kind.unknown, accept)
    named = {"release": "unknown-release"}.get(kind.live.split("/")[1], "unknown-entity")
    assert_problem(answer, 404, "unknown-address" if kind.unknown.endswith(".exe") else named)
    assert media_of(answer) == (HTML if accept == HTML else "application/problem+json")
    if kind.nearest and accept != HTML:
        assert answer.json()["nearest"][0] == BASE + kind.nearest
    elif kind.nearest:
        assert f'href="{kind.nearest}"' in answer.text


@EVERY_KIND
@pytest.mark.parametrize("accept", [HTML, *RDF.values()])
def test_a_broken_engine_is_503_and_nothing_else(ask_broken: Fetch, kind: Kind, accept: str) -> None:
    for address in (kind.live, kind.unknown):
        answer = ask_broken(address, accept)
        closed = address == kind.unknown and (kind.closed or address.endswith(".exe"))
        if kind.offline or closed:
            assert answer.status_code == (200 if address == kind.live else 404)
        else:
            assert_problem(answer, 503, "engine-failure")
            assert answer.headers["retry-after"] == "5"


@EVERY_KIND
@pytest.mark.parametrize("accept", [HTML, *RDF.values()])
def test_head_is_get_without_a_body(ask: Fetch, kind: Kind, accept: str) -> None:
    for address, status in ((kind.live, 200), (kind.unknown, 404)):
        head, get = ask(address, accept, "HEAD"), ask(address, accept)
        assert (head.status_code, head.content) == (status, b"")
        assert dict(head.headers) == dict(get.headers)


@EVERY_KIND
@pytest.mark.parametrize("accept", [HTML, *RDF.values()])
def test_the_edition_of_a_release_is_asked_for_by_its_id(ask: Fetch, kind: Kind, accept: str) -> None:
    query = f"?release={EDITION}"
    answer = ask(kind.live + query, accept)
    # Releases are of no edition: they tell of all.
    assert_document(answer, kind, accept, "" if kind.live.startswith("/release") else query)
    if accept == HTML and not kind.live.startswith("/release"):
        assert f"{kind.live}?release={EDITION}&amp;lang=en" in answer.text


@EVERY_KIND
def test_an_edition_that_is_not_kept_is_404_and_names_the_nearest(ask: Fetch, kind: Kind) -> None:
    if kind.live.startswith("/release"):
        return
    answer = ask(f"{kind.live}?release=fedcba98", "text/turtle")
    assert_problem(answer, 404, "unknown-release")
    assert answer.json()["nearest"] == EDITION


@pytest.mark.parametrize("accept", [*ACCEPTS])
@pytest.mark.parametrize("extension", ["", *RDF, "html"])
def test_what_was_withdrawn_is_410_with_the_reason_in_every_format(ask: Fetch, accept: str, extension: str) -> None:
    address = "/doc/nuage-imaginaire" + (f".{extension}" if extension else "")
    answer = ask(address, accept, **{"accept-language": "en"})
    assert_problem(answer, 410, "withdrawn")
    assert "No document names it." in answer.text


MERGED = {"thing": ("numergy-sas", "numergy"), "fact": ("shareholding--sfr--numergy-sas", "shareholding--sfr--numergy")}


@pytest.mark.parametrize(("old", "new"), MERGED.values(), ids=MERGED)
@pytest.mark.parametrize("accept", [*ACCEPTS])
def test_what_was_merged_leads_to_what_it_is_now(ask: Fetch, old: str, new: str, accept: str) -> None:
    answer = ask(f"/doc/{old}", accept)
    assert (answer.status_code, answer.headers["location"]) == (301, f"/doc/{new}")


@pytest.mark.parametrize(("old", "new"), MERGED.values(), ids=MERGED)
@pytest.mark.parametrize("extension", [*RDF, "html"])
def test_what_was_merged_keeps_the_format(ask: Fetch, old: str, new: str, extension: str) -> None:
    answer = ask(f"/doc/{old}.{extension}")
    assert (answer.status_code, answer.headers["location"]) == (301, f"/doc/{new}.{extension}")


@pytest.mark.parametrize("accept", [*ACCEPTS])
@pytest.mark.parametrize("name", ["numergy", "atlantis", "nuage-imaginaire", "shareholding--sfr--numergy"])
def test_a_name_leads_to_its_document_which_says_what_became_of_it(ask: Fetch, name: str, accept: str) -> None:
    answer = ask(f"/id/{name}?lang=en", accept)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/doc/{name}?lang=en")


@pytest.mark.parametrize(
    ("extension", "media"), [*RDF.items(), ("json", "application/json"), ("rq", "text/plain")], ids=[*RDF, "json", "rq"]
)
def test_the_prefixes_come_in_every_format_and_as_the_same_data(ask: Fetch, extension: str, media: str) -> None:
    answer = ask(f"/prefixes.{extension}", "image/png")
    assert (answer.status_code, media_of(answer)) == (200, media)
    assert ask("/prefixes", media).content == answer.content
    if extension in RDF:
        assert triples_of(answer) == triples_of(ask("/prefixes.ttl"))
        assert len(triples_of(answer)) > 50
    assert ask(f"/prefixes.{extension}x").status_code == 404


def triples_of(answer: httpx.Response) -> set[ox.Triple]:
    format_ = ox.RdfFormat.from_media_type(media_of(answer))
    assert format_ is not None
    return {quad.triple for quad in ox.parse(answer.content, format_)}


def test_the_lists_of_graphs_and_of_releases_name_what_they_list(ask: Fetch) -> None:
    graphs, releases = (ask(f"/{name}.nt").text for name in ("graph", "release"))
    for name in ("void", "facts", "ontology"):
        assert f"<http://www.w3.org/ns/sparql-service-description#name> <{BASE}/graph/{name}> ." in graphs
    assert f"<{BASE}/release/{EDITION}> <http://www.w3.org/ns/dcat#inSeries> <{BASE}/release> ." in releases


def test_the_context_is_the_file_itself(ask: Fetch) -> None:
    answer = ask("/context.jsonld", "text/html")
    assert media_of(answer) == "application/ld+json"
    assert answer.json() == json.loads((HERE / "context.jsonld").read_text(encoding="utf-8"))


def test_a_release_gives_its_files_and_no_others(ask: Fetch) -> None:
    assert gzip.decompress(ask(f"/release/{EDITION}/{DUMP}").content) == FACT.encode()
    assert ask(f"/release/{EDITION}/{MANIFEST}").json()["id"] == EDITION
    for other in ("store", "findings.json", "..%2fevents.jsonl", "%2e%2e"):
        assert ask(f"/release/{EDITION}/{other}").status_code == 404


def test_the_releases_that_are_kept_are_listed(ask: Fetch) -> None:
    assert f'href="/release/{EDITION}"' in ask("/release", "text/html").text
