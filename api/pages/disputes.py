"""Where sources differ: the values of one property side by side, each with its witnesses; nothing is decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.pages.margin import Mark
from api.pages.pieces import Piece, Pieces, key_of
from api.pages.telling import Tag, Teller, anchor_of
from graph.names import href_of
from graph.reading.facts import Claim, Fact


@dataclass(frozen=True, slots=True)
class Witness:
    """A source that gives a value. A copy is named and not counted."""

    mark: Mark
    publisher: str
    issued: Piece | None
    copy: bool
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One value with those who give it; `dots` are the grades of the independent ones."""

    value: Pieces
    dots: tuple[str, ...]
    witnesses: tuple[Witness, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """The disagreement of a fact on one property."""

    anchor: str
    href: str
    about: Piece
    property: str
    sides: tuple[Side, ...]


def disputes_of(facts: Iterable[Fact], teller: Teller) -> tuple[Dispute, ...]:
    """The disagreements of these facts, in their order; one that needs no page of its own to be understood."""
    return tuple(_dispute(fact, place, teller) for fact in facts for place in range(len(fact.disputes)))


def _dispute(fact: Fact, place: int, teller: Teller) -> Dispute:
    property_iri = _in_order(fact, teller)[place]
    by_value = teller.wording.sides(property_iri, fact.claims)
    sides = [_side(property_iri, claims, teller) for claims in by_value.values()]
    slot = next((s for s in teller.told_slots(fact.kind) if s.property == property_iri), None)
    return Dispute(
        # A row's flag leads to the first of its fact's.
        anchor=f"{anchor_of(fact.iri)}-{key_of(property_iri)}" if place else anchor_of(fact.iri),
        href=href_of(fact.iri),
        about=teller.namer.name(fact.iri),
        property=teller.label(slot) if slot else teller.namer.name(property_iri).text,
        sides=tuple(sorted(sides, key=lambda side: (-len(side.dots), str(side.value)))),
    )


def _in_order(fact: Fact, teller: Teller) -> list[str]:
    """What a number is read with after the number."""
    return sorted(fact.disputes, key=lambda name: name in teller.views.values.beside)


def _side(property_iri: str, claims: Sequence[Claim], teller: Teller) -> Side:
    sources = {claim.source for claim in claims}
    witnesses = [_witness(claim, sources, teller) for claim in claims]
    grades = sorted(witness.mark.grade for witness in witnesses if not witness.copy and not witness.tags)
    return Side(teller.wording.of_claims(property_iri, claims), tuple(grades), tuple(witnesses))


def _witness(claim: Claim, beside: set[str], teller: Teller) -> Witness:
    entry = teller.margin.entry(claim.source)
    return Witness(
        mark=teller.margin.mark(claim.source),
        publisher=entry.publisher or entry.title.text,
        issued=entry.issued,
        copy=teller.margin.repeats(claim.source, beside),
        tags=teller.modality(claim),
    )
