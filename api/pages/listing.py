"""The list of a kind of things, page by page, with a choice of kinds."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.pages.frame import Frame
from api.pages.pieces import Namer, Piece, capitalised, key_of
from graph.facts import literals
from graph.listing import Card
from graph.search.folding import plain
from ontology import ANDRO, DCTERMS, core

PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing in a list. `grade`, `publisher` and `issued` are of sources alone."""

    name: Piece
    kinds: tuple[Piece, ...]
    lead: Piece | None
    facts: int
    grade: str = ""
    publisher: str = ""
    issued: Piece | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind to filter by; `key` is what the address takes."""

    key: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class ListPage:
    """All that `list.html` shows; `previous` and `next` are page numbers, 0 where there is none."""

    frame: Frame
    lead: str
    name: str
    chosen: str
    choices: tuple[Choice, ...]
    hits: tuple[Hit, ...]
    total: int
    number: int
    previous: int
    next: int


def list_page(cards: Sequence[Card], name: str, chosen: str, number: int, namer: Namer, frame: Frame) -> ListPage:
    kinds = Counter(kind for card in cards for kind in card.kinds)
    kept = [card for card in cards if not chosen or chosen in {key_of(kind) for kind in card.kinds}]
    by_name = sorted(kept, key=lambda card: (plain(namer.name(card.iri).text), card.iri))
    last = max(1, math.ceil(len(by_name) / PER_PAGE))
    number = min(number, last)
    choices = [
        Choice(key_of(kind), _label(kind, namer), count, key_of(kind) == chosen) for kind, count in kinds.items()
    ]
    return ListPage(
        frame=frame,
        lead=namer.words(f"list.{name}-lead"),
        name=name,
        chosen=chosen,
        choices=tuple(sorted(choices, key=lambda choice: plain(choice.label))),
        hits=hits_of(by_name[(number - 1) * PER_PAGE : number * PER_PAGE], namer),
        total=len(by_name),
        number=number,
        previous=number - 1,
        next=number + 1 if number < last else 0,
    )


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
        grade=next((text.value for text in literals(card.values, ANDRO + "grade")), ""),
        publisher=next((text.value for text in literals(card.values, DCTERMS + "publisher")), ""),
        issued=next((namer.value(day) for day in literals(card.values, DCTERMS + "issued")), None),
    )


def _label(kind: str, namer: Namer) -> str:
    return capitalised((namer.name(kind),))[0].text
