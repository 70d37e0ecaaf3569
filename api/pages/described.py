"""A thing, a fact or a document as schema.org sees it, from its description."""

from itertools import takewhile
from typing import Any

from api.pages.frame import Frame
from api.pages.pieces import Namer
from api.pages.structured import CONTEXT, Data, dataset, types_of
from api.pages.thing import Head
from graph.reading.description import Description
from graph.reading.facts import Values, iris, literals
from ontology import ANDRO, DCTERMS, SCHEMA, SKOS

# What schema.org calls the start and the end of things of a class.
SPANS = {ANDRO + "Event": ("startDate", "endDate"), ANDRO + "Organization": ("foundingDate", "dissolutionDate")}


def described(description: Description, head: Head, namer: Namer, frame: Frame) -> Data:
    """`frame` has the title and the lead already."""
    types = types_of(description.types)
    data: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": types[0] if len(types) == 1 else list(types),
        "@id": description.iri,
        "identifier": description.iri,
        "name": head.name.text,
        "description": head.lead.text if head.lead else "",
        "alternateName": [other.text for other in head.others],
        "sameAs": list(iris(description.values, SKOS + "exactMatch")),
        "mainEntityOfPage": frame.address,
        "subjectOf": dataset(frame.words, frame.origin),
    }
    if description.is_source:
        data |= _document(description.values)
    elif description.is_fact:
        data["appearance"] = _appearances(description, namer)
    for kind, (start, end) in SPANS.items():
        if kind in description.types:
            data |= {start: _day(description.values, "Start"), end: _day(description.values, "End")}
    return {name: value for name, value in data.items() if value}


def _day(values: Values, bound: str) -> str:
    """The day on which it starts or ends, or the month or the year, as far as its earliest and its latest day agree."""
    days = [[term.value for term in literals(values, ANDRO + each + bound)] for each in ("earliest", "latest")]
    if not all(days):
        return ""
    agreed = takewhile(lambda pair: pair[0] == pair[1], zip(days[0][0].split("-"), days[1][0].split("-"), strict=False))
    return "-".join(part for part, _ in agreed)


def _document(values: Values) -> Data:
    def first(name: str) -> str:
        return next((term.value for term in literals(values, name)), "")

    publisher = first(DCTERMS + "publisher")
    return {
        "url": next(iter(iris(values, SCHEMA + "url")), ""),
        "datePublished": first(DCTERMS + "issued"),
        "inLanguage": first(DCTERMS + "language"),
        "publisher": {"@type": "Organization", "name": publisher} if publisher else None,
    }


def _appearances(description: Description, namer: Namer) -> list[Data]:
    """The documents in which somebody claims it."""
    sources = sorted({claim.source for fact in description.facts for claim in fact.claims})
    return [{"@type": "CreativeWork", "@id": source, "name": namer.name(source).text} for source in sources]
