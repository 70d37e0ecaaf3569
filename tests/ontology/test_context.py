"""The JSON-LD context: a word for each term, and documents that come back as the triples they were."""

import json
from typing import Any

import pyoxigraph as ox
import pytest
from pyld import jsonld

from ontology import ANDRO, HERE, OWL, RDF

CONTEXT: dict[str, Any] = json.loads((HERE / "context.jsonld").read_text("utf-8"))["@context"]
FACT = """
@prefix andro: <https://w3id.org/andromede/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix id: <https://w3id.org/andromede/id/> .
@prefix precision: <https://w3id.org/andromede/vocabulary/precision/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
id:shareholding--sfr--numergy
    a andro:Shareholding , andro:Fact ;
    rdfs:label "Actionnariat : SFR, Numergy"@fr , "Shareholding: SFR, Numergy"@en ;
    andro:owner id:sfr ;
    andro:asset id:numergy ;
    andro:percent 46.0 ;
    andro:precision precision:about ;
    andro:currency "EUR" ;
    andro:start "2012"^^xsd:gYear ;
    andro:end "2014-12"^^xsd:gYearMonth ;
    andro:earliestStart "2012-01-01"^^xsd:date ;
    andro:disputes andro:percent ;
    andro:sourceCount 1 ;
    andro:statedIn id:channelnews-2015-12-sfr-numergy .
id:channelnews-2015-12-sfr-numergy
    a andro:Source ;
    dcterms:title "SFR et Numergy"@fr ;
    andro:grade "B" ;
    schema:url <https://example.org/numergy> .
"""


def triples(text: str, form: ox.RdfFormat) -> set[ox.Triple]:
    return {ox.Triple(quad.subject, quad.predicate, quad.object) for quad in ox.parse(text, form)}


def compacted(text: str) -> dict[str, Any]:
    lines = "".join(f"{triple} .\n" for triple in triples(text, ox.RdfFormat.TURTLE))
    expanded = jsonld.from_rdf(lines)
    document: dict[str, Any] = jsonld.compact(expanded, {"@context": CONTEXT})
    return document


def test_a_compact_document_is_read_back_as_the_same_triples() -> None:
    text = json.dumps(compacted(FACT))
    assert triples(text, ox.RdfFormat.JSON_LD) == triples(FACT, ox.RdfFormat.TURTLE)


def test_a_fact_reads_as_the_model_promises() -> None:
    nodes = {node["@id"]: node for node in compacted(FACT)["@graph"]}
    fact = nodes["id:shareholding--sfr--numergy"]
    assert fact["disputes"] == ["andro:percent"]
    assert fact["statedIn"] == ["id:channelnews-2015-12-sfr-numergy"]
    assert sorted(fact["type"]) == ["Fact", "Shareholding"]
    assert fact["precision"] == "vocabulary:precision/about"
    assert fact["start"] == {"type": "xsd:gYear", "@value": "2012"}
    assert fact["label"] == {"en": "Shareholding: SFR, Numergy", "fr": "Actionnariat : SFR, Numergy"}
    assert nodes["id:channelnews-2015-12-sfr-numergy"]["type"] == ["Source"]


def test_a_disputed_property_may_be_written_as_the_word_alone() -> None:
    document = {"@context": CONTEXT, "@id": "id:x", "disputes": ["percent"]}
    (triple,) = triples(json.dumps(document), ox.RdfFormat.JSON_LD)
    assert triple.object == ox.NamedNode(ANDRO + "percent")


def declared() -> list[tuple[str, str]]:
    """Local name and sort of each term of the ontology."""
    sorts = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
    return sorted(
        (triple.subject.value.removeprefix(ANDRO), sort)
        for triple in triples((HERE / "andromede.ttl").read_text("utf-8"), ox.RdfFormat.TURTLE)
        for sort in sorts
        if triple.predicate.value == RDF + "type"
        and triple.object == ox.NamedNode(OWL + sort)
        and isinstance(triple.subject, ox.NamedNode)
        and triple.subject.value.startswith(ANDRO)
    )


@pytest.mark.parametrize(("name", "sort"), declared())
def test_each_term_has_its_word(name: str, sort: str) -> None:
    definition = CONTEXT[name]
    assert (definition["@id"] if isinstance(definition, dict) else definition) == "andro:" + name
    if sort == "ObjectProperty":
        assert definition["@type"] == "@id"
    if sort == "DatatypeProperty" and isinstance(definition, dict):
        assert definition.get("@type") not in ("@id", "@vocab")


@pytest.mark.parametrize("name", ["start", "end", "endedBefore", "date", "observedOn", "period", "granted", "expires"])
def test_dates_are_untyped_for_they_are_as_precise_as_their_source(name: str) -> None:
    assert CONTEXT[name] == "andro:" + name
