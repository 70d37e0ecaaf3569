"""The page of a source: its record, and all that it states, passage by passage, with who else says so."""

import re
from dataclasses import dataclass

from api.pages import locators
from api.pages.frame import Frame
from api.pages.margin import Entry, Marks
from api.pages.pieces import Piece, Pieces, joined, plain
from api.pages.telling import DISPUTED, Cell, Tag, Teller
from api.pages.thing import Head, Item, head_of
from graph.description import Description
from graph.facts import Claim, Fact, first_iri, iris, literals
from graph.names import path_of
from graph.terms import Literal, Term
from ontology import ANDRO, DCTERMS, core
from ontology.dictionary import Kind

_PART = re.compile(r"\[([^\[\]]*)\]|\{(\w+)\}|([^\[\]{}]+)")
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Said:
    """One claim. `elsewhere` are the other sources of its fact, `others` their values where they differ."""

    anchor: str
    where: Pieces
    sentence: Pieces
    texts: tuple[Piece, ...]
    cells: tuple[Cell, ...]
    when: Pieces
    notes: tuple[Piece, ...]
    tags: tuple[Tag, ...]
    style: str
    fact: str
    name: str
    elsewhere: Marks
    others: tuple[Pieces, ...]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """All that `source.html` shows."""

    frame: Frame
    head: Head
    record: Entry
    kind: Piece | None
    language: str
    related: tuple[Item, ...]
    said: tuple[Said, ...]
    bare: tuple[tuple[Piece, Piece, Piece], ...]
    alone: int
    tagged: int
    disputed: int
    sources: tuple[Entry, ...]
    grades: tuple[tuple[str, int], ...]


def source_page(description: Description, teller: Teller, frame: Frame) -> SourcePage:
    namer = teller.namer
    own = [(claim, fact) for fact in description.facts for claim in fact.claims if claim.source == description.iri]
    own.sort(key=lambda pair: (locators.place(_locator(pair[0])), pair[0].iri))
    said = tuple(_said(claim, fact, teller) for claim, fact in own)
    kind = first_iri(description.values, ANDRO + "sourceKind")
    languages = [term.value for term in literals(description.values, DCTERMS + "language")]
    return SourcePage(
        frame=frame,
        head=head_of(description, namer),
        record=teller.margin.entry(description.iri),
        kind=namer.name(kind) if kind else None,
        language=namer.words.get(f"language.{languages[0]}") or languages[0] if languages else "",
        related=_related(description, teller),
        said=said,
        bare=tuple((namer.link(b.subject), namer.name(b.property), namer.value(b.value)) for b in description.bare),
        alone=sum(not each.elsewhere.shown for each in said),
        tagged=sum(bool(each.tags) for each in said),
        disputed=sum(bool(each.others) for each in said),
        sources=teller.margin.entries(),
        grades=teller.margin.counts(),
    )


def _said(claim: Claim, fact: Fact, teller: Teller) -> Said:
    namer, values = teller.namer, claim.values
    slots = teller.told_slots(fact.kind)
    kind = teller.dictionary.by_class.get(fact.kind)
    text_names = teller.views.values.text
    texts = namer.texts(term for slot in slots if slot.property in text_names for term in values.get(slot.property, ()))
    told, pieces = sentence_of(kind, claim, teller) if kind and not texts else (set(), ())
    others = [other for other in fact.claims if other.source != claim.source]
    return Said(
        anchor=claim.iri.partition("#")[2],
        where=joined(
            [plain(locators.told(term.value, namer.words)) for term in _locators(claim)], namer.words("site.semicolon")
        ),
        sentence=pieces,
        texts=tuple(namer.value(text) for text in texts),
        cells=teller.cells([s for s in slots if s.property not in told | text_names], values),
        when=teller.when_of(values),
        notes=tuple(namer.value(note) for note in namer.texts(values.get(ANDRO + "note", ()))),
        tags=(*teller.modality(claim), *_according(claim, teller)),
        style=f"is-{claim.modality.removeprefix(core.MODALITIES)}" if claim.modality else "",
        fact=path_of(fact.iri) or fact.iri,
        name=namer.name(fact.iri).text,
        elsewhere=teller.margin.marks(others, path_of(fact.iri) or ""),
        others=_other_values(claim, fact, teller) if fact.standing == DISPUTED else (),
    )


def sentence_of(kind: Kind, claim: Claim, teller: Teller) -> tuple[set[str], Pieces]:
    """The claim as its class's label puts it, every name a link, and the properties that it used."""
    template = kind.label_templates.get(teller.namer.language) or next(iter(kind.label_templates.values()), "")
    names = {slot.property.rsplit("#", 1)[-1]: slot.property for slot in kind.slots}
    used: set[str] = set()
    pieces: list[Piece] = []
    for optional, name, text in _PART.findall(template):
        given = [names.get(slot, "") for slot in _SLOT.findall(optional or f"{{{name}}}" if not text else "")]
        if not all(claim.values.get(each) for each in given):
            continue
        used |= set(given)
        pieces += _filled(optional or text or f"{{{name}}}", names, claim, teller)
    return used, tuple(pieces)


def _filled(part: str, names: dict[str, str], claim: Claim, teller: Teller) -> Pieces:
    filled: list[Piece] = []
    for _, name, text in _PART.findall(part):
        filled += teller.value(names[name], claim.values) if name else plain(text)
    return tuple(filled)


def _other_values(claim: Claim, fact: Fact, teller: Teller) -> tuple[Pieces, ...]:
    """What other plain claims give for the properties on which this one is contradicted."""
    found: dict[tuple[Term, ...], Pieces] = {}
    for name in fact.disputes:
        for other in fact.claims:
            values = other.values.get(name)
            if values and name in claim.values and values != claim.values[name] and not other.modality:
                found[values] = teller.value(name, other.values)
    return tuple(found.values())


def _according(claim: Claim, teller: Teller) -> tuple[Tag, ...]:
    voices = iris(claim.values, ANDRO + "attributedTo")
    names = ", ".join(teller.namer.name(voice).text for voice in voices)
    return (Tag(teller.namer.words("fact.according", who=names), "quoted"),) if names else ()


def _related(description: Description, teller: Teller) -> tuple[Item, ...]:
    """What it copies or rests on, and what copies it or rests on it."""
    namer = teller.namer
    items = []
    for name in ("copyOf", "basedOn"):
        if originals := iris(description.values, ANDRO + name):
            items.append(Item(namer.words(f"source.{name}"), tuple(namer.link(iri) for iri in originals)))
        copies = [link.subject for link in description.incoming if link.property == ANDRO + name]
        if copies:
            items.append(Item(namer.words(f"source.{name}-inverse"), tuple(namer.link(iri) for iri in copies)))
    return tuple(items)


def _locators(claim: Claim) -> tuple[Literal, ...]:
    return tuple(sorted(literals(claim.values, core.LOCATOR), key=lambda term: locators.place(term.value)))


def _locator(claim: Claim) -> str:
    return next((term.value for term in _locators(claim)), "")
