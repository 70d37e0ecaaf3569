"""The page of a fact: what is established, where sources differ, and who says what, claim by claim."""

from dataclasses import dataclass

from api.pages import locators
from api.pages.disputes import Dispute, disputes_of
from api.pages.frame import Frame
from api.pages.margin import Entry, Mark
from api.pages.moments import when_of
from api.pages.pieces import Piece, Pieces, joined, plain
from api.pages.telling import Cell, Tag, Teller, shown_values
from api.pages.thing import Head, head_of
from graph.description import Description
from graph.facts import Claim, Fact, literals
from graph.names import path_of
from ontology import ANDRO, core


@dataclass(frozen=True, slots=True)
class Testimony:
    """What one claim says, in the columns of the page's table."""

    mark: Mark
    publisher: Piece
    href: str
    issued: Piece | None
    values: tuple[Pieces, ...]
    when: Pieces
    where: Pieces
    notes: tuple[Piece, ...]
    tags: tuple[Tag, ...]
    copy: bool


@dataclass(frozen=True, slots=True)
class FactPage:
    """All that `fact.html` shows. `columns` are the properties on which the claims do not all say the same."""

    frame: Frame
    head: Head
    standing: str
    cells: tuple[Cell, ...]
    texts: tuple[Piece, ...]
    when: Pieces
    witnesses: int
    disputes: tuple[Dispute, ...]
    columns: tuple[str, ...]
    claims: tuple[Testimony, ...]
    tags: tuple[Tag, ...]
    sources: tuple[Entry, ...]
    grades: tuple[tuple[str, int], ...]


def fact_page(description: Description, teller: Teller, frame: Frame) -> FactPage:
    fact = description.facts[0]
    slots = teller.told_slots(fact.kind)
    texts = teller.views.values.text
    differing = [s for s in slots if len({claim.values.get(s.property) for claim in fact.claims}) > 1]
    columns = [s for s in differing if s.property not in texts]
    dates = {claim.iri: _issued(claim, teller) for claim in fact.claims}
    claims = sorted(fact.claims, key=lambda claim: (dates[claim.iri] or "9999", claim.iri))
    counts = [term.value for term in literals(fact.values, core.SOURCE_COUNT)]
    said = teller.namer.texts(t for s in slots if s.property in texts for t in shown_values(fact).get(s.property, ()))
    return FactPage(
        frame=frame,
        head=head_of(description, teller.namer),
        standing=teller.namer.name(fact.standing).text if fact.standing else "",
        cells=teller.cells([s for s in slots if s.property not in texts], shown_values(fact), fact),
        texts=tuple(teller.namer.value(text) for text in said),
        when=teller.when(fact),
        witnesses=int(counts[0]) if counts and counts[0].isdigit() else 0,
        disputes=disputes_of([fact], teller),
        columns=tuple(teller.label(slot) for slot in columns),
        claims=tuple(_testimony(claim, fact, [s.property for s in columns], teller) for claim in claims),
        tags=teller.tags(fact),
        sources=teller.margin.entries(),
        grades=teller.margin.counts(),
    )


def _testimony(claim: Claim, fact: Fact, columns: list[str], teller: Teller) -> Testimony:
    namer, margin = teller.namer, teller.margin
    entry = margin.entry(claim.source)
    places = sorted((term.value for term in literals(claim.values, core.LOCATOR)), key=locators.place)
    return Testimony(
        mark=margin.mark(claim.source),
        publisher=Piece(entry.publisher) if entry.publisher else entry.title,
        href=f"{path_of(claim.source) or claim.source}#{claim.iri.partition('#')[2]}",
        issued=entry.issued,
        values=tuple(teller.value(name, claim.values) for name in columns),
        when=when_of(claim.values, namer),
        where=joined([plain(locators.told(place, namer.words)) for place in places], namer.words("site.semicolon")),
        notes=tuple(namer.value(note) for note in namer.texts(claim.values.get(ANDRO + "note", ()))),
        tags=teller.modality(claim),
        copy=margin.repeats(claim.source, {other.source for other in fact.claims}),
    )


def _issued(claim: Claim, teller: Teller) -> str:
    issued = teller.margin.entry(claim.source).issued
    return issued.when if issued else ""
