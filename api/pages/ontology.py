"""The page of the ontology: every class and property with its definition, under the anchor that its IRI names."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.model import Model
from api.pages.frame import Frame
from api.pages.pieces import Namer, Piece, Pieces
from api.pages.record import RecordPage, links, texts
from graph.facts import TYPE, Values, iris, literals
from graph.terms import Iri
from ontology import ANDRO, OWL, RDFS, SKOS

PROPERTIES = frozenset(OWL + name for name in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty"))
# What is told of a term beside its name and definition, with the key of its words.
RELATIONS = {
    RDFS + "subClassOf": "broader",
    RDFS + "subPropertyOf": "broader",
    RDFS + "domain": "domain",
    RDFS + "range": "range",
    ANDRO + "shortcutFrom": "shortcut",
}
# What other terms say by a term, with the key of its words.
MENTIONS = {
    RDFS + "subClassOf": "narrower",
    RDFS + "subPropertyOf": "narrower",
    RDFS + "domain": "properties-of",
    RDFS + "range": "properties-to",
    ANDRO + "shortcutFrom": "shortcuts",
}


@dataclass(frozen=True, slots=True)
class TermView:
    """One term. `relations` are pairs of a word and the terms that it leads to."""

    anchor: str
    name: Piece
    definition: Piece | None
    relations: tuple[tuple[str, tuple[Piece, ...]], ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Terms of one sort."""

    name: str
    title: str
    terms: tuple[TermView, ...]


@dataclass(frozen=True, slots=True)
class OntologyPage:
    """All that `ontology.html` shows."""

    frame: Frame
    chapters: tuple[Chapter, ...]


def ontology_page(terms: Mapping[str, Values], model: Model, namer: Namer, frame: Frame) -> OntologyPage:
    kinds = {kind.iri for kind in model.dictionary.kinds if kind.token}
    chapters = {
        "things": [t for t, said in terms.items() if OWL + "Class" in iris(said, TYPE) and t not in kinds],
        "kinds": [t for t in terms if t in kinds],
        "properties": [t for t, said in terms.items() if PROPERTIES & set(iris(said, TYPE))],
    }
    return OntologyPage(
        frame=frame,
        chapters=tuple(
            Chapter(
                name,
                namer.words(f"ontology.{name}"),
                tuple(_term(iri, terms[iri], namer, model.prefixes) for iri in found),
            )
            for name, found in chapters.items()
            if found
        ),
    )


def term_page(iri: str, terms: Mapping[str, Values], model: Model, namer: Namer, frame: Frame) -> RecordPage:
    """One term by itself: what the list says of it, and the terms that say something by it."""
    said, short = terms[iri], tuple(model.prefixes.items())
    told: dict[str, Pieces] = {}
    for name, word in RELATIONS.items():
        if found := links(said.get(name, ()), namer, short):
            told[namer.words(f"ontology.{word}")] = told.get(namer.words(f"ontology.{word}"), ()) + found
    for name, word in MENTIONS.items():
        named = [Iri(other) for other, values in terms.items() if iri in iris(values, name)]
        if found := links(named, namer, short):
            told[namer.words(f"ontology.{word}")] = told.get(namer.words(f"ontology.{word}"), ()) + found
    definitions = texts(said, (SKOS + "definition",), namer)
    back = Piece(namer.words("ontology.all"), href=f"/ontology#{iri.removeprefix(ANDRO)}")
    return RecordPage(frame, definitions[0].text if definitions else "", (), tuple(told.items()), back)


def names_in(terms: Mapping[str, Values]) -> Mapping[str, Mapping[str, str]]:
    """The labels that the ontology itself writes."""
    return {iri: {text.language: text.value for text in literals(said, RDFS + "label")} for iri, said in terms.items()}


def _term(iri: str, said: Values, namer: Namer, prefixes: Mapping[str, str]) -> TermView:
    definitions = namer.texts(said.get(SKOS + "definition", ()))
    relations: dict[str, list[Piece]] = {}
    for name, word in RELATIONS.items():
        for other in iris(said, name):
            relations.setdefault(namer.words(f"ontology.{word}"), []).append(_link(other, namer, prefixes))
    return TermView(
        anchor=iri.removeprefix(ANDRO),
        name=namer.name(iri),
        definition=namer.value(definitions[0]) if definitions else None,
        relations=tuple((word, tuple(pieces)) for word, pieces in relations.items()),
    )


def _link(iri: str, namer: Namer, prefixes: Mapping[str, str]) -> Piece:
    """Ours by their names, those of other vocabularies as people who know them write them."""
    for prefix, namespace in prefixes.items():
        if iri.startswith(namespace) and iri not in namer.names:
            return Piece(f"{prefix}:{iri.removeprefix(namespace)}", href=iri)
    return namer.link(iri)
