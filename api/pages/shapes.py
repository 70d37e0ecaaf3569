"""The page of the shapes: each under the anchor that its IRI names, with what it asks, why, and what a file is told."""

from collections.abc import Iterable, Mapping

from api.model import Model
from api.pages.examples import example_views
from api.pages.frame import Frame
from api.pages.pieces import Namer, Piece, Pieces
from api.pages.record import Entry, Item, RecordPage, chapter, filled, links, texts
from graph.reading.facts import Values, iris, literals
from graph.terms import Literal, Term
from ontology import ANDRO, RDFS, SH, SHAPES
from ontology.core import TYPE
from ontology.examples import read_examples

# What a shape is about and demands, in this order, each with the key of its words.
DEMANDS = {
    SH + "targetClass": "target",
    SH + "path": "path",
    SH + "class": "class",
    SH + "datatype": "datatype",
    SH + "minCount": "least",
    SH + "maxCount": "most",
    SH + "pattern": "pattern",
    SH + "group": "group",
    SH + "property": "property",
    SH + "severity": "severity",
}
NAMES = (SH + "name", RDFS + "label")


def names_wanted(said: Mapping[str, Values]) -> set[str]:
    """The IRIs of the model that the page names."""
    found = (iri for values in said.values() for name in DEMANDS for iri in iris(values, name))
    return {iri for iri in found if iri.startswith(ANDRO)}


def shapes_page(said: Mapping[str, Values], model: Model, namer: Namer, frame: Frame) -> RecordPage:
    """Kinds first, then the properties that they share or have, then how those are grouped."""
    named = Namer(namer.words, {**namer.names, **{iri: _names(values) for iri, values in said.items()}})
    entries = {iri: _entry(iri, values, model, named) for iri, values in said.items()}
    kinds = {iri for iri, values in said.items() if SH + "NodeShape" in iris(values, TYPE)}
    properties = {iri for iri, values in said.items() if SH + "PropertyShape" in iris(values, TYPE)}
    chapters = (
        chapter("kinds", namer.words("shapes.kinds"), (entries[iri] for iri in said if iri in kinds)),
        chapter("properties", namer.words("shapes.properties"), (entries[iri] for iri in said if iri in properties)),
        chapter("rest", namer.words("shapes.rest"), (entries[i] for i in said if i not in kinds | properties)),
    )
    return RecordPage(frame, namer.words("shapes.lead"), filled(chapters))


def _names(values: Values) -> Mapping[str, str]:
    return {text.language: text.value for name in NAMES for text in literals(values, name)}


def _severity(terms: Iterable[Term], namer: Namer) -> Pieces:
    """In words, where it is less than an error: nearly all are errors, which need not be said each time."""
    grades = (term.value.removeprefix(SH).lower() for term in terms)
    return tuple(Piece(namer.words(f"catalogue.{grade}")) for grade in grades if grade != "violation")


def _entry(iri: str, values: Values, model: Model, namer: Namer) -> Entry:
    short = tuple(model.prefixes.items())
    items: list[Item] = []
    for name, word in DEMANDS.items():
        terms = values.get(name, ())
        if name == SH + "severity":
            found = _severity(terms, namer)
        else:
            found = links(terms, namer, short) or tuple(Piece(t.value) for t in terms if isinstance(t, Literal))
        if found:
            items.append((namer.words(f"shapes.{word}"), found))
    messages = texts(values, (SH + "message",), namer)
    if messages:
        items.append((namer.words("shapes.message"), messages))
    anchor = iri.removeprefix(SHAPES)
    return Entry(
        anchor=anchor,
        name=namer.name(iri),
        code=anchor,
        texts=texts(values, (SH + "description", RDFS + "comment"), namer),
        items=tuple(items),
        examples=example_views(read_examples().get(anchor, ()), namer.language),
    )
