"""One group of a thing's facts: their order, their rows, and the pictures that their layout draws."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from api.pages.money import Amount, amounts_of, decimal_of, largest_of
from api.pages.pieces import Namer, Piece, Pieces, capitalised, joined, key_of, text_of
from api.pages.telling import Cell, Row, Teller, shown_values
from api.pages.timeline import Bar, Scale, bar_of, scale_of
from api.pages.views import View
from graph.names import href_of
from graph.reading.description import Description
from graph.reading.facts import Fact, Group, iris, literals
from graph.terms import Literal
from ontology import core
from ontology.locators import first_place


@dataclass(frozen=True, slots=True)
class Line:
    """A row with the picture that its layout draws; `again` where the line before begins with the same name."""

    row: Row
    bar: Bar | None = None
    amounts: tuple[Amount, ...] = ()
    again: bool = False


Chapters = tuple[tuple[str, tuple[Line, ...]], ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """The facts of one group. `columns` are properties that some of them give; `total` counts those not shown too;
    `headed` where the name of a row is a heading over several."""

    title: str
    layout: str
    lines: tuple[Line, ...]
    columns: tuple[str, ...]
    head: str
    scale: Scale | None
    total: int
    query: str
    only: bool
    headed: bool

    @property
    def chapters(self) -> Chapters:
        """The lines under what they are called, in the order in which that first occurs."""
        return by_term(self.lines) if self.headed or self.layout == "rows" else (("", self.lines),)


def by_term(lines: Iterable[Line]) -> Chapters:
    """Lines by what they are called, in the order in which that first occurs."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.row.term, []).append(line)
    return tuple((term, tuple(same)) for term, same in found.items())


def group_view(
    group: Group, facts: Sequence[Fact], total: int, largest: Decimal, teller: Teller, *, alone: bool
) -> GroupView:
    """The facts of a group in the order of its view; `largest` is the sum that its bars are measured by."""
    view = teller.views.of(group)
    facts = _ordered(facts, view, teller)
    scale = scale_of(facts) if view.layout == "bars" else None
    lines = [
        Line(
            row=_without_sums(teller.row(fact, group), teller) if view.layout == "money" else teller.row(fact, group),
            bar=bar_of(fact, scale, teller.margin) if scale else None,
            amounts=amounts_of(fact, largest, teller) if view.layout == "money" else (),
        )
        for fact in facts
    ]
    shown = _marked(_shortened(lines, facts, teller) if view.layout == "money" else lines, view)
    return GroupView(
        title=_title(group, teller.namer),
        layout=view.layout,
        lines=shown,
        columns=_columns(lines),
        head=next((line.row.term for line in lines if line.row.term), ""),
        scale=scale,
        total=total,
        query=f"{key_of(group.kind)}.{key_of(group.via)}",
        only=alone,
        headed=bool(view.term) and view.layout == "quotes",
    )


def of_one_group(description: Description, group: Group, teller: Teller) -> GroupView:
    """One page of a group that is too long for its thing's own page."""
    total, largest = description.counts.get(group, 0), largest_of(description.facts, teller)
    return group_view(group, description.facts, total, largest, teller, alone=True)


def _title(group: Group, namer: Namer) -> str:
    """What a group is called: by our words where facts of its kind stand on one page from several ends."""
    ours = namer.words.get(f"group.{key_of(group.kind)}.{key_of(group.via)}")
    return ours or capitalised((namer.name(group.kind),))[0].text


def _ordered(facts: Sequence[Fact], view: View, teller: Teller) -> list[Fact]:
    """As the view has it; where a picture shows time, those alike where the first of them stands."""
    stages = teller.views.values.stages
    ordered = sorted(facts, key=lambda fact: _order(fact, view, teller.namer, stages))
    if view.layout != "bars" or not view.together:
        return ordered
    first: dict[str, int] = {}
    for place, fact in enumerate(ordered):
        first.setdefault(_like(fact, view, teller.namer), place)
    return sorted(ordered, key=lambda fact: first[_like(fact, view, teller.namer)])


def _like(fact: Fact, view: View, namer: Namer) -> str:
    return "".join(namer.name(iri).text for iri in iris(shown_values(fact), view.together)) if view.together else ""


def _order(fact: Fact, view: View, namer: Namer, stages: Collection[str]) -> tuple[Decimal, str, Decimal, object]:
    """The largest sum first, those that nobody tells last; then by the number or day that the view names, quotations as
    their documents have them; otherwise as they come."""
    values = shown_values(fact)
    sums = [decimal_of(term) for name in stages for term in literals(values, name)] if view.layout == "money" else []
    like = _like(fact, view, namer) if view.layout != "bars" else ""
    ordinal = min((_number(term) for term in literals(values, view.order)), default=Decimal("Infinity"))
    if view.layout != "quotes" or not fact.claims:
        return (-max(sums, default=Decimal(0)), like, ordinal, ())
    claim = fact.claims[0]
    place = first_place(term.value for term in literals(claim.values, core.LOCATOR))
    return (Decimal(0), like, ordinal, (claim.source, place, fact.iri))


def _number(term: Literal) -> Decimal:
    """A number, or a day as one that grows with time."""
    year, _, rest = term.value.partition("-")
    return decimal_of(Literal(f"{year}.{rest.replace('-', '')}" if rest else year))


def _marked(lines: Sequence[Line], view: View) -> tuple[Line, ...]:
    """Where like values stand together, the name is written once, if a row has anything else to be known by."""
    heads = ["", *(text_of(line.row.head) for line in lines)] if view.together else []
    return tuple(
        replace(line, again=bool(heads and line.row.under) and heads[place] == heads[place + 1])
        for place, line in enumerate(lines)
    )


def _without_sums(row: Row, teller: Teller) -> Row:
    """Sums stand beside their bars, so not among the other values."""
    return replace(row, cells=tuple(cell for cell in row.cells if cell.property not in teller.views.values.stages))


def _shortened(lines: Sequence[Line], facts: Sequence[Fact], teller: Teller) -> list[Line]:
    """A sum of this table, where another is part of it, is called as its own row is, and no longer by its full name."""
    called: dict[str, Piece] = {}
    for line, fact in zip(lines, facts, strict=True):
        short = Piece(_short(line, teller), href=line.row.href)
        called |= {href_of(iri): short for iri in (fact.iri, *(claim.iri for claim in fact.claims))}
    return [replace(line, row=_renamed(line.row, called, teller)) for line in lines]


def _renamed(row: Row, called: Mapping[str, Piece], teller: Teller) -> Row:
    within, name = teller.views.flow.within, text_of(row.head)
    whole = teller.namer.words("flow.whole")
    cells = (_called(cell, called, name, whole) if cell.property == within else cell for cell in row.cells)
    return replace(row, cells=tuple(cells))


def _called(cell: Cell, called: Mapping[str, Piece], name: str, whole: str) -> Cell:
    """A sum for the same that is no row of this table is the whole. Where several are called so,
    the link leads to the one that has a row."""
    short: dict[str, Piece] = {}
    for piece in (piece for piece in cell.pieces if piece.href):
        _, same, rest = piece.text.partition(name)
        each = called.get(piece.href) or (replace(piece, text=whole + rest) if same else piece)
        if each.text not in short or piece.href in called:
            short[each.text] = each
    return replace(cell, pieces=joined([(piece,) for piece in short.values()], ", "))


def _short(line: Line, teller: Teller) -> str:
    """The name of a row inside a sentence, with its sum where there is one that nobody disputes. What is no name is a
    word of ours, which starts small; the row of the total is called the whole."""
    head: Pieces = line.row.head
    name = text_of(head)
    if head and not head[0].href:
        name = name[:1].lower() + name[1:]
        name = teller.namer.words("flow.whole") if name == teller.namer.words("default.total") else name
    sums = {text_of(amount.value) for amount in line.amounts if len(amount.value) == 1}
    return f"{name} ({', '.join(sums)})" if len(sums) == 1 else name


def _columns(lines: Sequence[Line]) -> tuple[str, ...]:
    """The properties that some fact gives, in the order of the shape."""
    labels = {cell.property: cell.label for line in lines for cell in line.row.cells}
    return tuple(dict.fromkeys(labels.values()))
