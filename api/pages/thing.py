"""The page of a thing: who it is, its facts by section, where sources differ, what points to it, what follows."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.pages.disputes import Dispute, disputes_of
from api.pages.forms import folded
from api.pages.frame import Frame
from api.pages.margin import Entry
from api.pages.network import Network, is_worth_a_picture, network_of
from api.pages.pieces import Namer, Piece, capitalised, key_of, plain
from api.pages.sections import Section, sections_of
from api.pages.telling import Teller
from api.pages.timeline import first_day
from graph.names import path_of
from graph.reading.description import Description, Link
from graph.terms import Iri, Term
from ontology import ANDRO, DCTERMS, RDF, RDFS, SKOS, VOCABULARY, core

DESCRIPTIONS = (DCTERMS + "description", SKOS + "definition")
OTHER_NAMES = SKOS + "altLabel"
# Said at the head of the page, or never shown.
_HEAD = frozenset({RDF + "type", RDFS + "label", SKOS + "prefLabel", OTHER_NAMES, SKOS + "hiddenLabel", *DESCRIPTIONS})
SHOWN = 200


@dataclass(frozen=True, slots=True)
class Head:
    """Who a thing is. `kinds` lead to the pages of its classes."""

    kinds: tuple[Piece, ...]
    name: Piece
    lead: Piece | None
    others: tuple[Piece, ...]
    iri: str


@dataclass(frozen=True, slots=True)
class Item:
    """A property of the thing with its values, without source: what curators wrote, or what the build derived."""

    label: str
    values: tuple[Piece, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class ThingPage:
    """All that `thing.html` shows."""

    frame: Frame
    head: Head
    sections: tuple[Section, ...]
    disputes: tuple[Dispute, ...]
    about: tuple[Item, ...]
    incoming: tuple[Item, ...]
    incoming_title: str
    derived: tuple[Item, ...]
    sources: tuple[Entry, ...]
    grades: tuple[tuple[str, int], ...]
    network: Network | None = None
    day: str = ""


def thing_page(description: Description, teller: Teller, frame: Frame) -> ThingPage:
    day = first_day(dict(frame.fields).get("on", ""))
    sections = sections_of(description, teller, day)
    disputes = disputes_of(description.facts, teller)
    return ThingPage(
        frame=frame,
        head=head_of(description, teller.namer),
        sections=sections,
        disputes=disputes,
        about=_items(description, teller, derived=False),
        incoming=_incoming(description.incoming, teller.namer),
        incoming_title=frame.words("page.terms" if SKOS + "ConceptScheme" in description.types else "page.incoming"),
        derived=_items(description, teller, derived=True),
        sources=teller.margin.entries(),
        grades=teller.margin.counts(),
        network=network_of(description, teller.namer) if is_worth_a_picture(description) else None,
        day=day.isoformat() if day else "",
    )


def head_of(description: Description, namer: Namer) -> Head:
    kinds = [kind for kind in description.kinds if kind != core.FACT] or list(description.kinds)
    lead = next((text for name in DESCRIPTIONS for text in namer.texts(description.values.get(name, ()))), None)
    name = namer.name(description.iri)
    if description.iri.startswith(VOCABULARY):  # A term begins with a small letter wherever it stands in a sentence.
        name = capitalised((name,))[0]
    others = {
        namer.value(text).text: namer.value(text) for text in namer.texts(description.values.get(OTHER_NAMES, ()))
    }
    others.pop(name.text, None)
    return Head(
        kinds=tuple(_kind(kind, description.iri, namer) for kind in kinds),
        name=name,
        lead=namer.value(lead) if lead else None,
        others=tuple(others.values()),
        iri=description.iri,
    )


def _kind(iri: str, thing: str, namer: Namer) -> Piece:
    """The name of a class. Those of other vocabularies have ours, and lead to what the thing stands in: a concept's to
    its vocabulary, a vocabulary's to all."""
    ours = None if iri.startswith(ANDRO) else namer.words.get(f"kind.{key_of(iri)}")
    return Piece(ours, href=(path_of(thing) or iri).rpartition("/")[0]) if ours else capitalised((namer.link(iri),))[0]


def _items(description: Description, teller: Teller, *, derived: bool) -> tuple[Item, ...]:
    """What is said of the thing beside facts: derived shortcuts, or what curators wrote of it."""
    shortcuts = frozenset(description.shortcuts)
    wanted = shortcuts if derived else description.written - shortcuts
    names = [name for name in description.values if name in wanted and name not in _HEAD]
    return tuple(_item(_label(name, description, teller), description.values[name], teller.namer) for name in names)


def _label(name: str, description: Description, teller: Teller) -> str:
    """What a property is called in the shape of the thing's kind, else by itself."""
    kinds = [teller.dictionary.by_class[kind] for kind in description.types if kind in teller.dictionary.by_class]
    slot = next((slot for kind in kinds if (slot := kind.slot(name))), None)
    return teller.label(slot) if slot else teller.namer.name(name).text


def _incoming(links: Sequence[Link], namer: Namer) -> tuple[Item, ...]:
    """What points to the thing, under our words for the inverse of the property where we have some."""
    by_property: dict[str, list[Term]] = {}
    for link in links:
        by_property.setdefault(link.property, []).append(Iri(link.subject))
    return tuple(
        _item(namer.words.get(f"inverse.{key_of(name)}") or namer.name(name).text, _by_name(subjects, namer), namer)
        for name, subjects in by_property.items()
    )


def _by_name(things: Sequence[Term], namer: Namer) -> Sequence[Term]:
    """In the alphabet of the reader, whatever their English addresses."""
    return sorted(things, key=lambda thing: folded(namer.value(thing).text))


def _item(label: str, terms: Sequence[Term], namer: Namer) -> Item:
    values = namer.texts(terms) if all(getattr(term, "language", "") for term in terms) else terms
    shown = tuple(namer.link(t.value) if isinstance(t, Iri) else namer.value(t) for t in values[:SHOWN])
    return Item(capitalised(plain(label))[0].text, shown, len(values) - len(shown))
