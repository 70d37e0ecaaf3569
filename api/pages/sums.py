"""The list of all sums: one line for each stage of each fact, with a choice of stages and words, and an order."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from api.pages.frame import Frame
from api.pages.listing import PER_PAGE, Choice
from api.pages.moments import exact
from api.pages.money import decimal_of
from api.pages.paging import Narrowed, part_of
from api.pages.pieces import Piece, Pieces, capitalised, joined, key_of, text_of
from api.pages.telling import Tag, Teller, is_vague, shown_values, style_of
from graph.names import document_of, href_of
from graph.reading.facts import Fact, Values, literals
from graph.search.folding import plain
from graph.terms import Term
from ontology import core
from ontology.dictionary import Slot

YEAR = 4


@dataclass(frozen=True, slots=True)
class Sum:
    """One stage of one fact, whose kind is `kind`; `slot` is the property that has it. `numbers` are several where
    documents differ, `currency` is theirs, `year` the last that it names; `dispute` leads to what they then say."""

    iri: str
    kind: str
    name: Piece
    amount: Pieces
    stage: str
    slot: str
    numbers: tuple[Decimal, ...]
    currency: str
    who: Pieces
    what: Pieces
    through: Pieces
    when: Pieces
    year: str
    style: str
    tags: tuple[Tag, ...]
    documents: int
    grade: str
    dispute: str

    @property
    def key(self) -> str:
        """What an address asks for its stage by."""
        return key_of(self.slot)

    @property
    def words(self) -> str:
        """What a text is looked for in."""
        return plain(" ".join(map(text_of, (self.who, self.what, self.through, self.when))))


@dataclass(frozen=True, slots=True)
class Wanted(Narrowed):
    """What of the list is to be seen: sums of a stage and a currency beside which a text stands, in an order."""

    stage: str = ""
    currency: str = ""
    text: str = ""
    order: str = ""
    number: int = 1

    def takes(self, each: Sum) -> bool:
        return (
            self.stage in ("", each.key)
            and self.currency in ("", each.currency)
            and all(word in each.words for word in plain(self.text).split())
        )


@dataclass(frozen=True, slots=True)
class SumsPage:
    """All that `sums.html` shows; `previous` and `next` are the ends of addresses, empty where there is none."""

    frame: Frame
    asked: Wanted
    stages: tuple[Choice, ...]
    currencies: tuple[Choice, ...]
    orders: tuple[Choice, ...]
    sums: tuple[Sum, ...]
    total: int
    first: int
    previous: str
    next: str


def sums_page(facts: Iterable[Fact], wanted: Wanted, teller: Teller, frame: Frame) -> SumsPage:
    """What another fact says more precisely is left out: it would be the same sum twice."""
    known = [each for fact in facts if not is_vague(fact) for each in _sums(fact, teller)]
    common = Counter(each.currency for each in known)
    kept = sorted(filter(wanted.takes, known), key=lambda each: (*_ORDERS[wanted.order](each, common), each.name.href))
    part = part_of(kept, wanted.number, PER_PAGE)
    words = frame.words
    return SumsPage(
        frame=frame,
        asked=wanted,
        stages=_choices((each.key for each in known), wanted.stage, {each.key: each.stage for each in known}),
        currencies=_choices((each.currency for each in known), wanted.currency, {}),
        orders=tuple(Choice(each, words(f"sums.by-{each or 'amount'}"), 0, each == wanted.order) for each in _ORDERS),
        sums=part.entries,
        total=part.total,
        first=part.first,
        previous=part.previous(wanted.page),
        next=part.next(wanted.page),
    )


# Sums in different currencies have no common order: those of the currency that most are in come first.
_ORDERS: Mapping[str, Callable[[Sum, Counter[str]], tuple[object, ...]]] = {
    "": lambda each, common: (-common[each.currency], each.currency, -max(each.numbers)),
    "date": lambda each, _: (-int(each.year or 0), each.words),
    "what": lambda each, _: (plain(text_of(each.what)), -int(each.year or 0), -max(each.numbers)),
}


def _choices(keys: Iterable[str], chosen: str, labels: Mapping[str, str]) -> tuple[Choice, ...]:
    """The keys that occur, the most frequent first."""
    counts = sorted(Counter(filter(None, keys)).items(), key=lambda one: (-one[1], one[0]))
    return tuple(Choice(key, labels.get(key, key), count, key == chosen) for key, count in counts)


def _sums(fact: Fact, teller: Teller) -> Iterable[Sum]:
    values, view, address = shown_values(fact), teller.views.sums, href_of(fact.iri)
    when = teller.value(view.period, values) or teller.when(fact)
    for slot in teller.told_slots(fact.kind):
        given = literals(values, slot.property) if slot.property in teller.views.values.money else ()
        sources = {claim.source for claim in fact.claims if claim.values.get(slot.property)}
        if given:
            yield Sum(
                iri=fact.iri,
                kind=fact.kind,
                name=replace(teller.namer.name(fact.iri), href=address),
                amount=teller.value(slot.property, values, fact),
                stage=_stage(slot, teller),
                slot=slot.property,
                numbers=tuple(sorted(set(map(decimal_of, given)))),
                currency=next((each.value for each in literals(values, teller.views.values.currency)), ""),
                who=_told(view.who, values, teller),
                what=_told(view.what, values, teller),
                through=_told(view.through, values, teller),
                when=when,
                year=max((day.value[:YEAR] for day in _days(values, view.period)), default=""),
                style=style_of(fact),
                tags=teller.tags(fact),
                documents=len(sources),
                grade=min(map(teller.margin.grade, sources)),
                dispute=f"{document_of(fact.iri)}#disputes" if teller.is_open(slot.property, fact) else "",
            )


def _days(values: Values, period: str) -> Sequence[Term]:
    names = (period,) if values.get(period) else (core.DATE, core.START, core.END)
    return [day for name in names for day in exact(values.get(name, ()))]


def _told(properties: Iterable[str], values: Values, teller: Teller) -> Pieces:
    return capitalised(joined([teller.value(name, values) for name in properties if values.get(name)], ", "))


def _stage(slot: Slot, teller: Teller) -> str:
    return teller.namer.words.get(f"stage.{key_of(slot.property)}") or teller.label(slot)
