import asyncio
import json

import pytest
import rdflib
from pyld import jsonld

from graph.engine import Engine
from graph.jsonld import Context
from graph.representation import triples_about, write
from ontology import ANDRO, ID, RDFS
from ontology.prefixes import read_prefixes

FORMATS = {"text/turtle": "turtle", "application/n-triples": "nt", "application/rdf+xml": "xml"}
SLUGS = ["numergy", "sfr", "shareholding--sfr--numergy", "archimag-2012-etat-cloud", "acquisition--sfr--numergy"]
CONTEXT = Context(
    {
        "@version": 1.1,
        "id": "https://w3id.org/andromede/id/",
        "andro": "https://w3id.org/andromede/ontology#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "iri": "@id",
        "type": {"@id": "@type", "@container": "@set"},
        "Position": "andro:Position",
        "owner": {"@id": "andro:owner", "@type": "@id"},
        "percent": {"@id": "andro:percent", "@type": "xsd:decimal"},
        "start": {"@id": "andro:start", "@type": "xsd:date"},
        "disputes": {"@id": "andro:disputes", "@type": "@vocab", "@container": "@set"},
        "label": {"@id": "http://www.w3.org/2000/01/rdf-schema#label", "@container": "@language"},
        "grade": "andro:bestGrade",
    }
)


def written(engine: Engine, slug: str, media_type: str) -> bytes:
    return write(asyncio.run(triples_about(engine, ID + slug)), media_type, read_prefixes(), CONTEXT)


def read(document: bytes, form: str) -> set[tuple[str, str, str]]:
    dataset = rdflib.Dataset()
    dataset.parse(data=document, format=form)
    return {(s.n3(), p.n3(), o.n3()) for s, p, o, _ in dataset.quads()}


# rdflib's own JSON-LD parser still makes one.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("slug", SLUGS)
def test_every_format_holds_the_same_triples(world: Engine, slug: str) -> None:
    expected = read(written(world, slug, "application/n-triples"), "nt")
    assert len(expected) > 5
    for media_type, form in FORMATS.items():
        assert read(written(world, slug, media_type), form) == expected
    assert read(written(world, slug, "application/ld+json"), "json-ld") == expected


@pytest.mark.parametrize("slug", SLUGS)
def test_json_ld_means_the_same_to_a_second_reader(world: Engine, slug: str) -> None:
    document = json.loads(written(world, slug, "application/ld+json"))
    quads = jsonld.to_rdf(document, {"format": "application/n-quads"})
    assert read(quads.encode(), "nt") == read(written(world, slug, "application/n-triples"), "nt")


def test_json_ld_reads_like_json(world: Engine) -> None:
    nodes = json.loads(written(world, "sfr", "application/ld+json"))["@graph"]
    fact = next(node for node in nodes if node["iri"] == "id:shareholding--sfr--numergy")
    assert fact["owner"] == "id:sfr"
    assert fact["label"] == {"fr": "Actionnariat : SFR, Numergy", "en": "Shareholding: SFR, Numergy"}
    assert fact["disputes"] == ["percent"]
    assert fact["grade"] == "B"


def test_only_what_is_used_of_the_context_travels(world: Engine) -> None:
    context = json.loads(written(world, "octave-klaba", "application/ld+json"))["@context"]
    assert "percent" not in context
    assert "andro" in context


@pytest.mark.parametrize("media_type", [*FORMATS, "application/ld+json"])
def test_the_same_resource_has_the_same_bytes_twice(world: Engine, media_type: str) -> None:
    assert written(world, "numergy", media_type) == written(world, "numergy", media_type)


def test_a_resource_comes_with_its_facts_their_qualifiers_and_every_name(world: Engine) -> None:
    graph = rdflib.Graph().parse(data=written(world, "numergy", "text/turtle"), format="turtle")
    fact = rdflib.URIRef(ID + "position--philippe-tavernier--numergy--chief-executive")
    label = rdflib.URIRef(RDFS + "label")
    assert (fact, rdflib.URIRef(ANDRO + "start"), None) in graph
    assert all((thing, label, None) in graph for thing in graph.objects(fact, rdflib.URIRef(ANDRO + "role")))
    assert str(next(graph.objects(rdflib.URIRef(ID + "philippe-tavernier"), label))) == "Philippe Tavernier"


def test_a_document_names_its_resource_first_and_declares_only_prefixes_it_uses(world: Engine) -> None:
    lines = written(world, "numergy", "text/turtle").decode().splitlines()
    declared = [line.split()[1] for line in lines if line.startswith("@prefix")]
    assert declared == sorted(declared)
    assert "eli:" not in declared
    assert lines[len(declared) + 1].startswith("id:numergy a ")


def test_nothing_is_said_of_what_nobody_named(world: Engine) -> None:
    assert asyncio.run(triples_about(world, ID + "atlantis")) == []
