"""The page of one term of the ontology: what is said of it and by it, what files give of it, and who uses it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from api.model import Model
from api.pages.frame import Frame
from api.pages.ontology import RELATIONS
from api.pages.pieces import Namer, Piece, Pieces, key_of
from api.pages.record import Chapter, Entry, RecordPage, chapter, filled, links, texts
from graph.names import href_of
from graph.reading.catalogue import Entry as Query
from graph.reading.facts import Values, iris, literals
from graph.reading.terminology import Example
from graph.terms import Iri
from ontology import ANDRO, OWL, RDFS, SH, SKOS
from ontology.core import TYPE

# What other terms say by a term, with the key of its words.
MENTIONS = {
    RDFS + "subClassOf": "narrower",
    RDFS + "subPropertyOf": "narrower",
    RDFS + "domain": "properties-of",
    RDFS + "range": "properties-to",
    ANDRO + "shortcutFrom": "shortcuts",
}


@dataclass(frozen=True, slots=True)
class Uses:
    """Where a term is used: in the data, in the shapes that speak of it, in the rules and the questions."""

    examples: tuple[Example, ...]
    shapes: Mapping[str, Values]
    rules: tuple[Query, ...]
    questions: tuple[Query, ...]


def term_page(
    iri: str, terms: Mapping[str, Values], uses: Uses, model: Model, namer: Namer, frame: Frame
) -> RecordPage:
    """One term by itself: what the list says of it, the terms that say something by it, and who uses it."""
    said, short = terms[iri], tuple(model.prefixes.items())
    told: dict[str, Pieces] = {}
    for name, word in RELATIONS.items():
        if found := links(said.get(name, ()), namer, short):
            told[namer.words(f"ontology.{word}")] = told.get(namer.words(f"ontology.{word}"), ()) + found
    for name, word in MENTIONS.items():
        named = [Iri(other) for other, values in terms.items() if iri in iris(values, name)]
        if found := links(named, namer, short):
            told[namer.words(f"ontology.{word}")] = told.get(namer.words(f"ontology.{word}"), ()) + found
    if bearers := links([Iri(kind) for kind in _bearers(iri, uses.shapes)], namer, short):
        told[namer.words("ontology.domain")] = told.get(namer.words("ontology.domain"), ()) + bearers
    definitions = texts(said, (SKOS + "definition",), namer)
    word = "one-class" if OWL + "Class" in iris(said, TYPE) else "one-property"
    kind = Piece(namer.words(f"ontology.{word}"), href=f"/ontology#{iri.removeprefix(ANDRO)}")
    lead = definitions[0].text if definitions else ""
    return RecordPage(frame, lead, _chapters(iri, uses, namer), tuple(told.items()), kind)


def _chapters(iri: str, uses: Uses, namer: Namer) -> tuple[Chapter, ...]:
    """What a file gives of it and examples first, then the files that the term occurs in."""
    examples = [_example(number, each, namer) for number, each in enumerate(uses.examples, 1)]
    shapes = [_shape(shape, said, namer) for shape, said in uses.shapes.items() if iri in _demanded(said)]
    pattern = re.compile(rf"\bandro:{re.escape(iri.removeprefix(ANDRO))}(?![\w-])")
    rules, questions = (
        [_query(each, namer) for each in queries if pattern.search(each.text)]
        for queries in (uses.rules, uses.questions)
    )
    given = [_given(each, uses.shapes[each], namer) for each in _properties(iri, uses.shapes)]
    return filled(
        (
            chapter("properties", namer.words("ontology.properties"), given),
            chapter("examples", namer.words("ontology.examples"), examples),
            chapter("shapes", namer.words("shapes.title"), shapes),
            chapter("rules", namer.words("catalogue.rules"), rules),
            chapter("questions", namer.words("catalogue.questions"), questions),
        )
    )


def _properties(iri: str, shapes: Mapping[str, Values]) -> list[str]:
    """The shapes of the properties that a file gives of a thing of this class, in the order of their shape."""
    own = [said for said in shapes.values() if iri in iris(said, SH + "targetClass")]
    found = {each for said in own for each in iris(said, SH + "property") if each in shapes}
    return sorted(found, key=lambda each: (_order(shapes[each]), each))


def _bearers(iri: str, shapes: Mapping[str, Values]) -> list[str]:
    """The classes whose shapes have this property."""
    paths = {each for each, said in shapes.items() if iri in iris(said, SH + "path")}
    kinds = {
        k
        for said in shapes.values()
        if paths & set(iris(said, SH + "property"))
        for k in iris(said, SH + "targetClass")
    }
    return sorted(kinds)


def _order(said: Values) -> float:
    return float(next((text.value for text in literals(said, SH + "order")), "0"))


def _given(iri: str, said: Values, namer: Namer) -> Entry:
    """A property by the name that it has there, leading to the page of the term, with how often a file gives it."""
    path = next(iter(iris(said, SH + "path")), iri)
    bounds = ((name, word) for name, word in ((SH + "minCount", "least"), (SH + "maxCount", "most")))
    counts = tuple(
        (namer.words(f"shapes.{word}"), (Piece(text.value),)) for name, word in bounds for text in literals(said, name)
    )
    named = texts(said, (SH + "name", RDFS + "label"), namer)
    described = texts(said, (SH + "description", RDFS + "comment"), namer)
    name = named[0] if named else namer.name(path)
    href = f"/ontology/{key_of(path)}" if path.startswith(ANDRO) else path
    return Entry(f"given-{key_of(path)}", name, key_of(path), href, described, counts)


def _demanded(said: Values) -> set[str]:
    return {iri for name in (SH + "targetClass", SH + "path", SH + "class") for iri in iris(said, name)}


def _example(number: int, example: Example, namer: Namer) -> Entry:
    value = () if example.value is None else (namer.value(example.value),)
    thing = namer.link(example.thing)
    return Entry(f"example-{number}", namer.name(example.thing), f"id:{key_of(example.thing)}", thing.href, value)


def _shape(iri: str, said: Values, namer: Namer) -> Entry:
    name = iri.rsplit("#", 1)[-1]
    said_of = texts(said, (SH + "description", RDFS + "comment"), namer)
    named = texts(said, (SH + "name", RDFS + "label"), namer)
    return Entry(f"shape-{name}", named[0] if named else Piece(name), name, href_of(iri), said_of)


def _query(query: Query, namer: Namer) -> Entry:
    title = query.titles.get(namer.language) or next(iter(query.titles.values()), query.name)
    return Entry(f"query-{query.name}", Piece(title), query.name, href_of(query.iri))
