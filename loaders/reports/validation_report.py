"""Findings as a `sh:ValidationReport` in Turtle, each with the file and line that it points to.

Where a finding stands is said in the vocabularies of EARL and Pointers in RDF, which were made for that:
https://www.w3.org/TR/Pointers-in-RDF10/
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox

from loaders.findings import Finding, Level, page_of
from ontology import DCTERMS, HERE, RDF, SH, SHAPES, XSD
from ontology.prefixes import read_prefixes

EARL = "http://www.w3.org/ns/earl#"
POINTERS = "http://www.w3.org/2009/pointers#"
SEVERITIES: Mapping[Level, str] = {Level.ERROR: "Violation", Level.WARNING: "Warning", Level.ADVICE: "Info"}

_TYPE = ox.NamedNode(RDF + "type")


def as_turtle(findings: Sequence[Finding], root: Path, language: str) -> str:  # noqa: ARG001 - both languages, no lines
    """The report, its results in the order of the findings; sentences in French and English."""
    used = {"sh": SH, "dcterms": DCTERMS, "earl": EARL, "ptr": POINTERS, "xsd": XSD}
    prefixes = {name: read_prefixes(HERE).get(name, iri) for name, iri in used.items()}
    return (ox.serialize(_report(findings), format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b"").decode()


def _report(findings: Sequence[Finding]) -> Iterator[ox.Triple]:
    report = ox.NamedNode("urn:andromede:report")
    conforms = str(not any(finding.level is Level.ERROR for finding in findings)).lower()
    yield ox.Triple(report, _TYPE, ox.NamedNode(SH + "ValidationReport"))
    yield ox.Triple(report, ox.NamedNode(SH + "conforms"), ox.Literal(conforms, datatype=_xsd("boolean")))
    seen: Counter[str] = Counter()
    for finding in findings:
        seen[finding.identifier] += 1
        name = f"urn:andromede:finding:{finding.identifier}"
        # One mistake made twice has one identifier, and two results.
        node = ox.NamedNode(name if seen[finding.identifier] == 1 else f"{name}:{seen[finding.identifier]}")
        yield ox.Triple(report, ox.NamedNode(SH + "result"), node)
        yield from _result(node, finding)


def _result(node: ox.NamedNode, finding: Finding) -> Iterator[ox.Triple]:
    source = ox.NamedNode(page_of(finding.rule))
    place, pointer = finding.place, ox.NamedNode(f"{node.value}:place")
    yield ox.Triple(node, _TYPE, ox.NamedNode(SH + "ValidationResult"))
    focus = ox.NamedNode(finding.entity) if finding.entity and ":" in finding.entity else ox.Literal(place.file)
    yield ox.Triple(node, ox.NamedNode(SH + "focusNode"), focus)
    yield ox.Triple(node, ox.NamedNode(SH + "resultSeverity"), ox.NamedNode(SH + SEVERITIES[finding.level]))
    yield ox.Triple(node, ox.NamedNode(SH + "sourceConstraintComponent"), source)
    if source.value.startswith(SHAPES):
        yield ox.Triple(node, ox.NamedNode(SH + "sourceShape"), source)
    for language in ("fr", "en"):
        said = f"{finding.message.in_language(language)} {finding.mend.in_language(language)}".strip()
        yield ox.Triple(node, ox.NamedNode(SH + "resultMessage"), ox.Literal(said, language=language))
    yield ox.Triple(node, ox.NamedNode(DCTERMS + "identifier"), ox.Literal(finding.identifier))
    yield ox.Triple(node, ox.NamedNode(EARL + "pointer"), pointer)
    yield ox.Triple(pointer, _TYPE, ox.NamedNode(POINTERS + "LineCharPointer"))
    yield ox.Triple(pointer, ox.NamedNode(POINTERS + "reference"), ox.Literal(place.file))
    for name, number in (("lineNumber", place.line), ("charNumber", place.column)):
        yield ox.Triple(pointer, ox.NamedNode(POINTERS + name), ox.Literal(str(number), datatype=_xsd("integer")))


def _xsd(name: str) -> ox.NamedNode:
    return ox.NamedNode(XSD + name)
