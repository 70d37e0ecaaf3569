"""The list of a kind of things, page by page, with a choice of kinds, a part of a name, an order."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.pages.frame import Frame
from api.pages.paging import Narrowed, part_of
from api.pages.pieces import Namer, Piece, capitalised, key_of
from graph.reading.facts import literals
from graph.reading.listing import Card
from graph.search.folding import plain
from ontology import DCTERMS, core

PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing in a list. `grade`, `publisher`, `issued` are of sources alone; `also` is a name that it was found by."""

    name: Piece
    kinds: tuple[Piece, ...]
    lead: Piece | None
    facts: int
    grade: str = ""
    publisher: str = ""
    issued: Piece | None = None
    also: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind or an order to choose by; `key` is what the address takes."""

    key: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Asked(Narrowed):
    """What of a list is to be seen: those of a kind and a grade whose names hold a text, in an order, page by page."""

    kind: str = ""
    grade: str = ""
    text: str = ""
    order: str = ""
    number: int = 1

    def takes(self, card: Card, name: str) -> bool:
        return (
            (not self.kind or self.kind in {key_of(kind) for kind in card.kinds})
            and (not self.grade or self.grade == grade_of(card))
            and plain(self.text) in plain(name)
        )


@dataclass(frozen=True, slots=True)
class ListPage:
    """All that `list.html` shows; `previous` and `next` are the ends of addresses, empty where there is none."""

    frame: Frame
    lead: str
    name: str
    asked: Asked
    choices: tuple[Choice, ...]
    grades: tuple[Choice, ...]
    orders: tuple[Choice, ...]
    hits: tuple[Hit, ...]
    shown: tuple[Card, ...]
    total: int
    first: int
    previous: str
    next: str


def list_page(cards: Sequence[Card], name: str, asked: Asked, namer: Namer, frame: Frame) -> ListPage:
    names = {card.iri: namer.name(card.iri).text for card in cards}
    kept = [card for card in cards if asked.takes(card, names[card.iri])]
    ordered = sorted(
        kept, key=lambda card: (*_ORDERS.get(asked.order, _by_name)(card), plain(names[card.iri]), card.iri)
    )
    part = part_of(ordered, asked.number, PER_PAGE)
    orders = [order for order in _ORDERS if order != "date" or any(_day(card) for card in cards)]
    return ListPage(
        frame=frame,
        lead=namer.words(f"list.{name}-lead"),
        name=name,
        asked=asked,
        choices=_kinds(cards, asked, namer),
        grades=tuple(
            Choice(grade, namer.words(f"source.grade-{grade}"), count, grade == asked.grade)
            for grade, count in sorted(Counter(filter(None, map(grade_of, cards))).items())
        ),
        orders=tuple(Choice(each, namer.words(f"list.by-{each or 'name'}"), 0, each == asked.order) for each in orders),
        hits=hits_of(part.entries, namer),
        shown=part.entries,
        total=part.total,
        first=part.first,
        previous=part.previous(asked.page),
        next=part.next(asked.page),
    )


def _by_name(_: Card) -> tuple[int, ...]:
    return ()


def _by_facts(card: Card) -> tuple[int, ...]:
    return (-card.facts,)


def _by_date(card: Card) -> tuple[int, ...]:
    """The latest first, those without a date last: days compare as numbers, a month or a year as its end."""
    return (-int(_day(card).replace("-", "").ljust(8, "9") or 0) if _day(card) else 0,)


_ORDERS: Mapping[str, Callable[[Card], tuple[int, ...]]] = {"": _by_name, "facts": _by_facts, "date": _by_date}


def _kinds(cards: Iterable[Card], asked: Asked, namer: Namer) -> tuple[Choice, ...]:
    counts = Counter(kind for card in cards for kind in card.kinds)
    choices = [Choice(key_of(k), _label(k, namer), count, key_of(k) == asked.kind) for k, count in counts.items()]
    return tuple(sorted(choices, key=lambda choice: plain(choice.label)))


def grade_of(card: Card) -> str:
    """Empty for what is no source."""
    return next((text.value for text in literals(card.values, core.GRADE)), "")


def _day(card: Card) -> str:
    return next((day.value for day in literals(card.values, DCTERMS + "issued")), "")


def hits_of(cards: Iterable[Card], namer: Namer) -> tuple[Hit, ...]:
    return tuple(_hit(card, namer) for card in cards)


def names_in(cards: Iterable[Card]) -> dict[str, dict[str, str]]:
    """The labels that the cards carry, by IRI and language."""
    return {card.iri: {text.language: text.value for text in literals(card.values, core.LABEL)} for card in cards}


def _hit(card: Card, namer: Namer) -> Hit:
    leads = namer.texts(card.values.get(DCTERMS + "description", ()))
    return Hit(
        name=namer.link(card.iri),
        kinds=tuple(capitalised((namer.name(kind),))[0] for kind in card.kinds),
        lead=namer.value(leads[0]) if leads else None,
        facts=card.facts,
        grade=grade_of(card),
        publisher=next((text.value for text in literals(card.values, DCTERMS + "publisher")), ""),
        issued=next((namer.value(day) for day in literals(card.values, DCTERMS + "issued")), None),
    )


def _label(kind: str, namer: Namer) -> str:
    return capitalised((namer.name(kind),))[0].text
