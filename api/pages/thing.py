"""The page of a thing: who it is, its facts by section, where sources differ, what points to it, what follows."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.pages.disputes import Dispute, disputes_of
from api.pages.frame import Frame
from api.pages.margin import Entry
from api.pages.pieces import Namer, Piece, capitalised
from api.pages.sections import Section, sections_of
from api.pages.telling import Teller
from graph.description import Description, Link
from graph.terms import Iri, Term
from ontology import DCTERMS, RDF, RDFS, SKOS, core

DESCRIPTIONS = (DCTERMS + "description", SKOS + "definition")
OTHER_NAMES = SKOS + "altLabel"
# Said at the head of the page, or never shown.
_HEAD = frozenset({RDF + "type", RDFS + "label", SKOS + "prefLabel", OTHER_NAMES, SKOS + "hiddenLabel", *DESCRIPTIONS})
INCOMING_SHOWN = 60


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
    derived: tuple[Item, ...]
    sources: tuple[Entry, ...]
    grades: tuple[tuple[str, int], ...]


def thing_page(description: Description, teller: Teller, frame: Frame) -> ThingPage:
    sections = sections_of(description, teller)
    disputes = disputes_of(description.facts, teller)
    return ThingPage(
        frame=frame,
        head=head_of(description, teller.namer),
        sections=sections,
        disputes=disputes,
        about=_items(description, teller.namer, derived=False),
        incoming=_incoming(description.incoming, teller.namer),
        derived=_items(description, teller.namer, derived=True),
        sources=teller.margin.entries(),
        grades=teller.margin.counts(),
    )


def head_of(description: Description, namer: Namer) -> Head:
    kinds = [kind for kind in description.kinds if kind != core.FACT] or list(description.kinds)
    lead = next((text for name in DESCRIPTIONS for text in namer.texts(description.values.get(name, ()))), None)
    name = namer.name(description.iri)
    others = {namer.value(text).text: namer.value(text) for text in description.values.get(OTHER_NAMES, ())}
    others.pop(name.text, None)
    return Head(
        kinds=tuple(capitalised((namer.link(kind),))[0] for kind in kinds),
        name=name,
        lead=namer.value(lead) if lead else None,
        others=tuple(others.values()),
        iri=description.iri,
    )


def _items(description: Description, namer: Namer, *, derived: bool) -> tuple[Item, ...]:
    """What is said of the thing beside facts: derived shortcuts, or what curators wrote of it."""
    shortcuts = frozenset(description.shortcuts)
    names = [
        name
        for name in description.values
        if name not in _HEAD and name in (description.shortcuts if derived else description.written - shortcuts)
    ]
    return tuple(_item(name, description.values[name], namer) for name in names)


def _item(name: str, terms: Sequence[Term], namer: Namer) -> Item:
    values = namer.texts(terms) if all(getattr(term, "language", "") for term in terms) else terms
    shown = tuple(namer.value(term) for term in values[:INCOMING_SHOWN])
    return Item(capitalised((namer.name(name),))[0].text, shown, len(values) - len(shown))


def _incoming(links: Sequence[Link], namer: Namer) -> tuple[Item, ...]:
    by_property: dict[str, list[Term]] = {}
    for link in links:
        by_property.setdefault(link.property, []).append(Iri(link.subject))
    return tuple(_item(name, subjects, namer) for name, subjects in by_property.items())
