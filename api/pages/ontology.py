"""The page of the ontology: every class and property with its definition, under the anchor that its IRI names."""

from collections.abc import Mapping
from dataclasses import dataclass

from api.model import Model
from api.pages.frame import Frame
from api.pages.pieces import Namer, Piece
from api.pages.record import links
from api.pages.tree import Tree, tree_of
from graph.names import href_of
from graph.reading.facts import Values, iris, literals
from ontology import ANDRO, DCTERMS, OWL, RDFS, SKOS
from ontology.core import TYPE

PROPERTIES = frozenset(OWL + name for name in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty"))
# How a term stands to those of other vocabularies, where it is not narrower than theirs.
ALIGNMENTS = (
    (OWL, "equivalentClass"),
    (OWL, "equivalentProperty"),
    (SKOS, "exactMatch"),
    (SKOS, "closeMatch"),
    (SKOS, "broadMatch"),
    (SKOS, "relatedMatch"),
)
# What is told of a term beside its name and definition, with the key of its words.
RELATIONS = {
    RDFS + "subClassOf": "broader",
    RDFS + "subPropertyOf": "broader",
    RDFS + "domain": "domain",
    RDFS + "range": "range",
    ANDRO + "shortcutFrom": "shortcut",
    OWL + "inverseOf": "inverse",
    **{space + name: "aligned" for space, name in ALIGNMENTS},
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
class Version:
    """What the ontology says of its own state; `before` is the version that it follows, if any."""

    number: str
    iri: str
    href: str
    issued: Piece | None
    modified: Piece | None
    before: Piece | None


@dataclass(frozen=True, slots=True)
class OntologyPage:
    """All that `ontology.html` shows."""

    frame: Frame
    chapters: tuple[Chapter, ...]
    version: Version
    trees: tuple[tuple[str, Tree], ...]


def version_of(said: Values, namer: Namer) -> Version:
    iri = next(iter(iris(said, OWL + "versionIRI")), "")
    issued, modified = (
        next((namer.value(day) for day in literals(said, DCTERMS + name)), None) for name in ("issued", "modified")
    )
    return Version(
        number=next((text.value for text in literals(said, OWL + "versionInfo")), ""),
        iri=iri,
        href=href_of(iri),
        issued=issued,
        modified=modified,
        before=next((namer.link(before) for before in iris(said, OWL + "priorVersion")), None),
    )


def ontology_page(terms: Mapping[str, Values], said: Values, model: Model, namer: Namer, frame: Frame) -> OntologyPage:
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
        version=version_of(said, namer),
        trees=tuple(
            (namer.words(f"ontology.{name}"), tree_of(chapters[name], terms, namer))
            for name in ("things", "kinds")
            if chapters[name]
        ),
    )


def names_in(terms: Mapping[str, Values]) -> Mapping[str, Mapping[str, str]]:
    """The labels that the ontology itself writes."""
    return {iri: {text.language: text.value for text in literals(said, RDFS + "label")} for iri, said in terms.items()}


def _term(iri: str, said: Values, namer: Namer, prefixes: Mapping[str, str]) -> TermView:
    definitions = namer.texts(said.get(SKOS + "definition", ()))
    relations: dict[str, list[Piece]] = {}
    for name, word in RELATIONS.items():
        if found := links(said.get(name, ()), namer, tuple(prefixes.items())):
            relations.setdefault(namer.words(f"ontology.{word}"), []).extend(found)
    return TermView(
        anchor=iri.removeprefix(ANDRO),
        name=namer.name(iri),
        definition=namer.value(definitions[0]) if definitions else None,
        relations=tuple((word, tuple(pieces)) for word, pieces in relations.items()),
    )
