"""How one fact is told: its values as pieces of text, its time, its row, and what is not plain about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.pages.forms import says_again
from api.pages.margin import Margin, Marks
from api.pages.moments import TIME, when_of
from api.pages.pieces import Namer, Piece, Pieces, capitalised, joined, key_of, plain, text_of
from api.pages.views import View, Views
from api.pages.wording import Wording
from graph.names import href_of
from graph.reading.facts import Claim, Fact, Group, Values, iris
from graph.terms import Iri, Term
from ontology import VOCABULARY, core
from ontology.dictionary import Dictionary, Kind, Slot

PLAIN = core.STANDINGS + "plain"
DISPUTED = core.STANDINGS + "disputed"
# Elsewhere a fact that names nobody at its other end begins with its days.
HAVE_A_COLUMN_FOR_TIME = ("bars", "table", "money")
NOT_TOLD = core.STAY_ON_CLAIMS | frozenset(TIME)


@dataclass(frozen=True, slots=True)
class Tag:
    """What is not plain about a fact: a word, and the class that dresses it."""

    text: str
    style: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A value under the name of its property; `bare` where it speaks for itself beside a name."""

    property: str
    label: str
    pieces: Pieces
    disputed: bool = False
    bare: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One fact, as every layout needs it. `dispute` is the anchor of its disagreement on the page, if any."""

    name: Piece
    href: str
    iri: str
    term: str
    head: Pieces
    under: Pieces
    cells: tuple[Cell, ...]
    texts: tuple[Piece, ...]
    when: Pieces
    style: str
    tags: tuple[Tag, ...]
    marks: Marks
    dispute: str
    time_disputed: bool

    def cell(self, label: str) -> Cell | None:
        """The value under one of the table's columns."""
        return next((cell for cell in self.cells if cell.label == label), None)


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells facts to one reader, on one page."""

    namer: Namer
    dictionary: Dictionary
    views: Views
    margin: Margin

    @property
    def wording(self) -> Wording:
        return Wording(self.namer, self.views.values)

    def row(self, fact: Fact, group: Group) -> Row:
        """A fact as a row on the page of the thing that it names by `group.via`."""
        values, view = shown_values(fact), self.views.of(group)
        limits = self.views.values.begins | self.views.values.ends
        slots = [slot for slot in self.told_slots(fact.kind) if slot.property not in (group.via, *limits)]
        head = self._head(slots, view, values)
        told = self._values(head, values) or self._default(slots)
        if told and not told[0].href:  # A name keeps its own first letter.
            told = capitalised(told)
        in_table = view.layout in HAVE_A_COLUMN_FOR_TIME
        when = when_of(values, self.namer, [s.property for s in self.told_slots(fact.kind) if s.property in limits])
        rest = [s for s in slots if s not in head and s.property != view.term]
        under = self._values([s for s in rest if s.key_position], values)
        cells = [s for s in rest if not s.key_position]
        texts = self.namer.texts(
            v for s in cells if s.property in self.views.values.text for v in values.get(s.property, ())
        )
        return Row(
            name=self.namer.name(fact.iri),
            href=href_of(fact.iri),
            iri=fact.iri,
            term=self._term(head, group, values),
            head=told or (() if in_table else when) or (() if texts else (self.namer.name(fact.iri),)),
            under=under,
            cells=self._beside(cells, values, fact, under),
            texts=tuple(self.namer.value(text) for text in texts),
            when=when if told or in_table else (),
            style=style_of(fact),
            tags=self.tags(fact),
            marks=self.margin.marks(fact.claims, href_of(fact.iri)),
            dispute=anchor_of(fact.iri) if fact.disputes else "",
            time_disputed=bool(set(fact.disputes) & set(TIME)),
        )

    def _beside(self, slots: Sequence[Slot], values: Values, fact: Fact, under: Pieces) -> tuple[Cell, ...]:
        """The cells of a row, without the texts, and without what the line under the name says already."""
        cells = self.cells([s for s in slots if s.property not in self.views.values.text], values, fact)
        return tuple(cell for cell in cells if not (cell.bare and says_again(text_of(cell.pieces), text_of(under))))

    def told_slots(self, kind: str) -> Sequence[Slot]:
        """The properties of a kind that say something of their own, in the order of its shape."""
        known = self.dictionary.by_class.get(kind, Kind(kind, None, (), {}))
        return [s for s in known.slots if s.property not in NOT_TOLD | self.views.values.beside]

    def label(self, slot: Slot) -> str:
        """What a property is called in its kind."""
        return slot.names.get(self.namer.language) or self.namer.name(slot.property).text

    def cells(self, slots: Iterable[Slot], values: Values, fact: Fact | None = None) -> tuple[Cell, ...]:
        """The values of these properties, each under its name; those without a value leave no cell. With a fact,
        what its sources dispute is told as alternatives."""
        quoted = self.views.values.quoted
        return tuple(
            Cell(
                property=s.property,
                label=self.label(s),
                pieces=self.value(s.property, values, fact),
                disputed=self.is_open(s.property, fact),
                bare=s.property in quoted,
            )
            for s in slots
            if values.get(s.property)
        )

    def is_open(self, property_iri: str, fact: Fact | None) -> bool:
        """Whether sources differ on a property, or on what its numbers are read with."""
        kinds = self.views.values
        read_with = kinds.beside if property_iri in kinds.numbers else frozenset()
        return fact is not None and bool({property_iri, *read_with} & set(fact.disputes))

    def value(self, property_iri: str, values: Values, fact: Fact | None = None) -> Pieces:
        """All values of a property, one after the other; those that the sources of a fact dispute as alternatives."""
        if fact is not None and self.is_open(property_iri, fact):
            return self.wording.alternatives(property_iri, plain_claims(fact) or fact.claims)
        return self.wording.value(property_iri, values)

    def when(self, fact: Fact) -> Pieces:
        """When it was so, with all days where sources differ."""
        return when_of(shown_values(fact), self.namer)

    def tags(self, fact: Fact) -> tuple[Tag, ...]:
        """What is not plain: planned, alleged or denied, and according to whom where all who say so name somebody."""
        standing = fact.standing
        tags = []
        if standing and standing not in (PLAIN, DISPUTED):
            name = standing.removeprefix(core.STANDINGS)
            tags.append(Tag(self.namer.name(standing).text, name))
        if is_vague(fact):
            tags.append(Tag(self.namer.words("fact.vaguer"), "vaguer"))
        voices = [set(iris(claim.values, core.ATTRIBUTED_TO)) for claim in plain_claims(fact)]
        if voices and all(voices):
            names = ", ".join(self.namer.name(voice).text for voice in sorted(set.union(*voices)))
            tags.append(Tag(self.namer.words("fact.according", who=names), "quoted"))
        return tuple(tags)

    def modality(self, claim: Claim) -> tuple[Tag, ...]:
        """How one source says it, where that is not plainly."""
        if not claim.modality:
            return ()
        return (Tag(self.namer.name(claim.modality).text, claim.modality.removeprefix(core.MODALITIES)),)

    def _head(self, slots: Sequence[Slot], view: View, values: Values) -> list[Slot]:
        """What a row begins with: what the view says, else the first thing at another end, else the first key."""
        named = [s for s in slots if s.property == view.head and values.get(s.property)]
        keys = [s for s in slots if s.key_position and s.property != view.term and values.get(s.property)]
        things = [s for s in keys if any(_is_thing(term) for term in values[s.property])]
        return (named or things or keys)[:1]

    def _default(self, slots: Sequence[Slot]) -> Pieces:
        """What stands for a key that nobody gives: a sum whose payer is not named is the total."""
        named = [s.key_default for s in slots if s.key_default]
        return capitalised(plain(self.namer.words(f"default.{named[0]}"))) if named else ()

    def _term(self, head: Sequence[Slot], group: Group, values: Values) -> str:
        """What a row is called: by a value where the view says so, by our words, or as its first property."""
        named = self.value(self.views.of(group).term, values)
        if named:
            return capitalised(named)[0].text
        ours = self.namer.words.get(f"end.{key_of(group.kind)}.{key_of(group.via)}")
        return ours or (capitalised(plain(self.label(head[0])))[0].text if head else "")

    def _values(self, slots: Iterable[Slot], values: Values) -> Pieces:
        return joined([self.value(slot.property, values) for slot in slots], ", ")


def shown_values(fact: Fact) -> Values:
    """The agreed values; where sources differ or nobody says it plainly, all that the claims give. So too where another
    fact says it with more precision: the default graph has no values then."""
    told = plain_claims(fact) or fact.claims
    given = {name: _union(claim.values.get(name, ()) for claim in told) for claim in told for name in claim.values}
    if not plain_claims(fact) or is_vague(fact):
        return given
    open_ones = {name: given[name] for name in (*fact.disputes, core.OBSERVED_ON) if name in given}
    return {**fact.values, **open_ones}


def is_vague(fact: Fact) -> bool:
    """Whether another fact says the same with one precision more."""
    return bool(fact.values.get(core.VAGUER_THAN))


def plain_claims(fact: Fact) -> tuple[Claim, ...]:
    return tuple(claim for claim in fact.claims if claim.modality is None)


def style_of(fact: Fact) -> str:
    """The class that dresses a fact which nobody states plainly."""
    standing = (fact.standing or PLAIN).removeprefix(core.STANDINGS)
    return f"is-{standing}" if standing in ("planned", "alleged", "denied") else ""


def anchor_of(iri: str) -> str:
    """The name of a fact inside a page."""
    return iri.rsplit("/", 1)[-1]


def _union(values: Iterable[tuple[Term, ...]]) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(term for terms in values for term in terms))


def _is_thing(term: Term) -> bool:
    return isinstance(term, Iri) and not term.value.startswith(VOCABULARY)
