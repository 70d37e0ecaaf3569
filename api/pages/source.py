"""The page of a source: its record, and all that it states, passage by passage, with who else says so."""

import re
from dataclasses import dataclass, replace

from api.pages.frame import Frame
from api.pages.margin import Entry, Marks
from api.pages.moments import when_of
from api.pages.pieces import Piece, Pieces, plain
from api.pages.reference import Reference, reference_of
from api.pages.telling import Cell, Tag, Teller
from api.pages.thing import Head, Item, head_of
from graph.names import href_of
from graph.reading.description import Description
from graph.reading.facts import Claim, Fact, first_iri, iris, literals
from graph.terms import Term
from ontology import ANDRO, DCTERMS, core
from ontology.dictionary import Kind
from ontology.locators import first_place

_PART = re.compile(r"\[([^\[\]]*)\]|\{(\w+)\}|([^\[\]{}]+)")
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Contrary:
    """Another value for the same thing, with the sources that give it."""

    value: Pieces
    marks: Marks


@dataclass(frozen=True, slots=True)
class Said:
    """One claim. `elsewhere` are other sources of its fact, `others` those that contradict it, with what they say."""

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
    iri: str
    name: str
    elsewhere: Marks
    others: tuple[Contrary, ...]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """All that `source.html` shows."""

    frame: Frame
    head: Head
    record: Entry
    document: Reference
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
    namer, record = teller.namer, teller.margin.entry(description.iri)
    own = [(claim, fact) for fact in description.facts for claim in fact.claims if claim.source == description.iri]
    own.sort(key=lambda pair: _order(pair[0]))
    said = tuple(_said(claim, fact, teller) for claim, fact in own)
    kind = first_iri(description.values, core.SOURCE_KIND)
    languages = [term.value for term in literals(description.values, DCTERMS + "language")]
    return SourcePage(
        frame=replace(frame, cited=_cited(record, frame)),
        head=head_of(description, namer),
        record=record,
        document=reference_of(description, frame.words),
        kind=namer.name(kind) if kind else None,
        language=namer.words.get(f"language.{languages[0]}") or languages[0] if languages else "",
        related=_related(description, teller),
        said=said,
        bare=tuple((namer.link(b.subject), namer.name(b.property), namer.value(b.value)) for b in description.bare),
        alone=sum(not each.elsewhere.shown and not each.others for each in said),
        tagged=sum(bool(each.tags) for each in said),
        disputed=sum(bool(each.others) for each in said),
        sources=teller.margin.entries(),
        grades=teller.margin.counts(),
    )


def _cited(record: Entry, frame: Frame) -> str:
    """What we made of the document is ours to be cited, the document and its title are not."""
    published = ", ".join(part for part in (record.publisher, record.issued.text if record.issued else "") if part)
    return frame.words("cite.record", title=frame.title) + (f" ({published})" if published else "")


def _said(claim: Claim, fact: Fact, teller: Teller) -> Said:
    namer, values = teller.namer, claim.values
    slots = teller.told_slots(fact.kind)
    kind = teller.dictionary.by_class.get(fact.kind)
    text_names = teller.views.values.text
    texts = namer.texts(term for slot in slots if slot.property in text_names for term in values.get(slot.property, ()))
    told, pieces = sentence_of(kind, claim, teller) if kind and not texts else (set(), ())
    contrary = _contrary(claim, fact) if not claim.modality else {}
    against = {other.iri for claims in contrary.values() for other in claims}
    others = [other for other in fact.claims if other.source != claim.source and other.iri not in against]
    return Said(
        anchor=claim.iri.partition("#")[2],
        where=namer.passages(claim.values.get(core.LOCATOR, ())),
        sentence=pieces,
        texts=tuple(namer.value(text) for text in texts),
        cells=teller.cells([s for s in slots if s.property not in told | text_names], values),
        when=when_of(values, namer),
        notes=tuple(namer.value(note) for note in namer.texts(values.get(core.NOTE, ()))),
        tags=(*teller.modality(claim), *_according(claim, teller)),
        style=f"is-{claim.modality.removeprefix(core.MODALITIES)}" if claim.modality else "",
        fact=href_of(fact.iri),
        iri=fact.iri,
        name=namer.name(fact.iri).text,
        elsewhere=teller.margin.marks(others, href_of(fact.iri)),
        others=tuple(
            Contrary(teller.value(name, claims[0].values), teller.margin.marks(claims, href_of(fact.iri)))
            for (name, _), claims in contrary.items()
        ),
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


def _contrary(claim: Claim, fact: Fact) -> dict[tuple[str, tuple[Term, ...]], list[Claim]]:
    """The plain claims that give something else where sources differ, by property and value."""
    found: dict[tuple[str, tuple[Term, ...]], list[Claim]] = {}
    for name in fact.disputes:
        for other in fact.claims:
            values = other.values.get(name)
            if values and name in claim.values and values != claim.values[name] and not other.modality:
                found.setdefault((name, values), []).append(other)
    return found


def _according(claim: Claim, teller: Teller) -> tuple[Tag, ...]:
    voices = iris(claim.values, core.ATTRIBUTED_TO)
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


def _order(claim: Claim) -> tuple[object, str]:
    """As the document has its passages."""
    return (first_place(term.value for term in literals(claim.values, core.LOCATOR)), claim.iri)
