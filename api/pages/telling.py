"""How one fact is told: its values as pieces of text, its time, its row, and what is not plain about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.pages.margin import Margin, Marks
from api.pages.pieces import Namer, Piece, Pieces, capitalised, joined, key_of, plain, text_of
from api.pages.typography import money, number, percent
from api.pages.views import View, Views
from graph.facts import Claim, Fact, Group, Values, iris, literals
from graph.names import path_of
from graph.terms import Iri, Literal, Term
from ontology import ANDRO, VOCABULARY, core
from ontology.dictionary import Dictionary, Kind, Slot

PLAIN = core.STANDINGS + "plain"
DISPUTED = core.STANDINGS + "disputed"
TIME = (core.START, core.END, core.ENDED_BEFORE, core.DATE, core.OBSERVED_ON)
ATTRIBUTED_TO = ANDRO + "attributedTo"
_ONE_END = ((core.START, "since"), (core.END, "until"), (core.ENDED_BEFORE, "ended"))
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
    """A value under the name of its property."""

    property: str
    label: str
    pieces: Pieces
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One fact, as every layout needs it. `dispute` is the anchor of its disagreement on the page, if any."""

    name: Piece
    href: str
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

    def row(self, fact: Fact, group: Group) -> Row:
        """A fact as a row on the page of the thing that it names by `group.via`."""
        values, view = shown_values(fact), self.views.of(group)
        slots = [slot for slot in self.told_slots(fact.kind) if slot.property != group.via]
        head = self._head(slots, view, values)
        told = self._values(head, values) or self._default(slots)
        if told and not told[0].href:  # A name keeps its own first letter.
            told = capitalised(told)
        in_table = view.layout in HAVE_A_COLUMN_FOR_TIME
        under = [s for s in slots if s.key_position and s not in head and s.property != view.term]
        cells = [s for s in slots if not s.key_position and s.property != view.term]
        texts = self.namer.texts(
            v for s in cells if s.property in self.views.values.text for v in values.get(s.property, ())
        )
        return Row(
            name=self.namer.name(fact.iri),
            href=path_of(fact.iri) or fact.iri,
            term=self._term(head, group, values),
            head=told or (() if in_table else self.when(fact)) or (() if texts else (self.namer.name(fact.iri),)),
            under=self._values(under, values),
            cells=self.cells([s for s in cells if s.property not in self.views.values.text], values, fact.disputes),
            texts=tuple(self.namer.value(text) for text in texts),
            when=self.when(fact) if told or in_table else (),
            style=style_of(fact),
            tags=self.tags(fact),
            marks=self.margin.marks(fact.claims, path_of(fact.iri) or ""),
            dispute=anchor_of(fact.iri) if fact.disputes else "",
            time_disputed=bool(set(fact.disputes) & set(TIME)),
        )

    def told_slots(self, kind: str) -> Sequence[Slot]:
        """The properties of a kind that say something of their own, in the order of its shape."""
        known = self.dictionary.by_class.get(kind, Kind(kind, None, (), {}))
        return [s for s in known.slots if s.property not in NOT_TOLD | self.views.values.beside]

    def label(self, slot: Slot) -> str:
        """What a property is called in its kind."""
        return slot.names.get(self.namer.language) or self.namer.name(slot.property).text

    def cells(self, slots: Iterable[Slot], values: Values, disputes: Sequence[str] = ()) -> tuple[Cell, ...]:
        """The values of these properties, each under its name; those without a value leave no cell."""
        return tuple(
            Cell(s.property, self.label(s), self.value(s.property, values, disputes), self._is_open(s, disputes))
            for s in slots
            if values.get(s.property)
        )

    def _is_open(self, slot: Slot, disputes: Sequence[str]) -> bool:
        """Whether sources differ on a property, or on what its numbers are read with."""
        kinds = self.views.values
        read_with = kinds.beside if slot.property in kinds.money | kinds.quantity | kinds.percent else frozenset()
        return bool({slot.property, *read_with} & set(disputes))

    def value(self, property_iri: str, values: Values, disputes: Sequence[str] = ()) -> Pieces:
        """All values of a property, one after the other; those that sources dispute as alternatives."""
        terms = values.get(property_iri, ())
        if all(isinstance(term, Literal) and term.language for term in terms):
            terms = self.namer.texts(terms)
        disputed = property_iri in disputes
        if disputed:
            terms = tuple(sorted(terms, key=lambda term: (len(term.value), term.value)))
        between = self.namer.words("when.or") if disputed else ", "
        pieces = [(self._one(property_iri, term, values),) for term in terms]
        # Each document names a claim of its own where all of them mean one fact.
        if all(isinstance(term, Iri) and "#" in term.value for term in terms):
            pieces = list({text_of(each): each for each in pieces}.values())
        return joined(pieces, between)

    def when(self, fact: Fact) -> Pieces:
        """When it was so: the agreed days, all of them where sources differ, observations where there are no others."""
        return self.when_of(shown_values(fact))

    def when_of(self, values: Values) -> Pieces:
        sorted_days = {name: sorted(values.get(name, ()), key=lambda term: term.value) for name in TIME}
        days = {name: self._or([self.namer.value(term) for term in terms]) for name, terms in sorted_days.items()}
        parts = [days[core.DATE]] if days[core.DATE] else []
        if days[core.START] and days[core.END]:
            parts.append((*days[core.START], Piece(self.namer.words("when.to")), *days[core.END]))
        else:
            parts += [self._before(days[name], word) for name, word in _ONE_END if days[name]]
        if days[core.OBSERVED_ON] and not parts:
            seen = [(self.namer.value(term),) for term in sorted_days[core.OBSERVED_ON]]
            parts.append(self._before(joined(seen, self.namer.words("when.and")), "seen"))
        return joined(parts, self.namer.words("site.semicolon"))

    def _before(self, days: Pieces, word: str) -> Pieces:
        """A preposition, which in French depends on whether a day follows, then the days."""
        day = len(days[0].when) == len("2014-01-24")
        return (Piece(self.namer.words(f"when.{word}-day" if day else f"when.{word}")), *days)

    def tags(self, fact: Fact) -> tuple[Tag, ...]:
        """What is not plain: planned, alleged or denied, and according to whom where all who say so name somebody."""
        standing = fact.standing
        tags = []
        if standing and standing not in (PLAIN, DISPUTED):
            name = standing.removeprefix(core.STANDINGS)
            tags.append(Tag(self.namer.name(standing).text, name))
        if is_vague(fact):
            tags.append(Tag(self.namer.words("fact.vaguer"), "vaguer"))
        voices = [set(iris(claim.values, ATTRIBUTED_TO)) for claim in plain_claims(fact)]
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
        """What a row begins with: the first thing at another end of the fact, else its first key."""
        keys = [s for s in slots if s.key_position and s.property != view.term and values.get(s.property)]
        things = [s for s in keys if any(_is_thing(term) for term in values[s.property])]
        return (things or keys)[:1]

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

    def _one(self, property_iri: str, term: Term, values: Values) -> Piece:
        kinds = self.views.values
        if not isinstance(term, Literal):
            return self.namer.value(term)
        if property_iri in kinds.money:
            return self._with_precision(self._sum(term, values), values)
        if property_iri in kinds.percent:
            return self._with_precision(percent(term.value, self.namer.language), values)
        if property_iri in kinds.quantity:
            return self._with_precision(self._quantity(term, values), values)
        return self.namer.value(term)

    def _quantity(self, term: Literal, values: Values) -> str:
        if literals(values, self.views.values.currency):
            return self._sum(term, values)
        units = [self.namer.name(iri).text for iri in iris(values, self.views.values.unit)]
        return "\u00a0".join([number(term.value, self.namer.language), *units])

    def _sum(self, term: Literal, values: Values) -> str:
        """A sum in its currency; in each, where sources differ on it: none is the right one."""
        currencies = [literal.value for literal in literals(values, self.views.values.currency)] or [""]
        sums = [money(term.value, currency, self.namer.language) for currency in currencies]
        return self.namer.words("when.or").join(sums)

    def _with_precision(self, text: str, values: Values) -> Piece:
        words = [
            self.namer.name(iri).text
            for iri in iris(values, self.views.values.precision)
            if iri.rsplit("/", 1)[-1] != self.views.values.plain_precision
        ]
        return Piece(" ".join([*words[:1], text]), style="num")

    def _or(self, days: Sequence[Piece]) -> Pieces:
        return joined([(day,) for day in days], self.namer.words("when.or"))


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
