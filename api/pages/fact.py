"""The page of a fact: what is established, where sources differ, and who says what, claim by claim."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.pages.disputes import Dispute, disputes_of
from api.pages.frame import Frame
from api.pages.margin import Entry, Mark
from api.pages.moments import when_of
from api.pages.pieces import Piece, Pieces, capitalised, key_of
from api.pages.telling import Cell, Tag, Teller, shown_values
from api.pages.thing import Head, head_of
from graph.names import href_of
from graph.reading.description import Description
from graph.reading.facts import Claim, Fact, literals
from ontology import core
from ontology.dictionary import Slot

# More would leave none of them the room of a word.
MOST_COLUMNS = 1


@dataclass(frozen=True, slots=True)
class Testimony:
    """What one claim says, in the columns of the page's table; `gathered` where these would be too many."""

    mark: Mark
    publisher: Piece
    href: str
    issued: Piece | None
    values: tuple[Pieces, ...]
    gathered: tuple[Cell, ...]
    when: Pieces
    where: Pieces
    notes: tuple[Piece, ...]
    tags: tuple[Tag, ...]
    copy: bool


@dataclass(frozen=True, slots=True)
class FactPage:
    """All that `fact.html` shows. `columns` are the properties on which the claims do not all say the same; where they
    are many, `gathered` says that one column holds them all."""

    frame: Frame
    head: Head
    standing: str
    heading: str
    cells: tuple[Cell, ...]
    texts: tuple[Piece, ...]
    when: Pieces
    witnesses: int
    disputes: tuple[Dispute, ...]
    columns: tuple[str, ...]
    gathered: bool
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
    gathered = len(columns) > MOST_COLUMNS
    dates = {claim.iri: _issued(claim, teller) for claim in fact.claims}
    claims = sorted(fact.claims, key=lambda claim: (dates[claim.iri] or "9999", claim.iri))
    counts = [term.value for term in literals(fact.values, core.SOURCE_COUNT)]
    said = teller.namer.texts(t for s in slots if s.property in texts for t in shown_values(fact).get(s.property, ()))
    return FactPage(
        frame=frame,
        # The kind of its claims: a fact that nobody affirms is typed as a fact only.
        head=replace(head_of(description, teller.namer), kinds=capitalised((teller.namer.link(fact.kind),))),
        standing=teller.namer.name(fact.standing).text if fact.standing else "",
        heading=_heading(fact, teller),
        cells=teller.cells([s for s in slots if s.property not in texts], shown_values(fact), fact),
        texts=tuple(teller.namer.value(text) for text in said),
        when=teller.when(fact),
        witnesses=int(counts[0]) if counts and counts[0].isdigit() else 0,
        disputes=disputes_of([fact], teller),
        columns=() if gathered else tuple(teller.label(slot) for slot in columns),
        gathered=gathered,
        claims=tuple(_testimony(claim, fact, columns, gathered, teller) for claim in claims),
        tags=teller.tags(fact),
        sources=teller.margin.entries(),
        grades=teller.margin.counts(),
    )


def _testimony(claim: Claim, fact: Fact, slots: Sequence[Slot], gathered: bool, teller: Teller) -> Testimony:
    namer, margin = teller.namer, teller.margin
    entry = margin.entry(claim.source)
    return Testimony(
        mark=margin.mark(claim.source),
        publisher=Piece(entry.publisher) if entry.publisher else entry.title,
        href=f"{href_of(claim.source)}#{claim.iri.partition('#')[2]}",
        issued=entry.issued,
        values=() if gathered else tuple(teller.value(slot.property, claim.values) for slot in slots),
        gathered=teller.cells(slots, claim.values) if gathered else (),
        when=when_of(claim.values, namer),
        where=namer.passages(claim.values.get(core.LOCATOR, ())),
        notes=tuple(namer.value(note) for note in namer.texts(claim.values.get(core.NOTE, ()))),
        tags=teller.modality(claim),
        copy=margin.repeats(claim.source, {other.source for other in fact.claims}),
    )


def _heading(fact: Fact, teller: Teller) -> str:
    """What is only planned, alleged or denied is not established."""
    return teller.namer.words("fact.as-" + (key_of(fact.standing) if fact.standing else "plain"))


def _issued(claim: Claim, teller: Teller) -> str:
    issued = teller.margin.entry(claim.source).issued
    return issued.when if issued else ""
