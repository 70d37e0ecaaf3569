"""The sections of a thing's page: its facts by section and group, each group in its layout."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from api.pages import locators
from api.pages.flow import Flow, flow_of
from api.pages.money import Amount, amounts_of, decimal_of, largest_of
from api.pages.on_day import OnDay, on_day
from api.pages.pieces import Namer, capitalised, key_of
from api.pages.telling import Row, Teller, shown_values
from api.pages.timeline import Bar, Scale, bar_of, scale_of
from api.pages.views import View, Views
from graph.description import Description
from graph.facts import Fact, Group, iris, literals
from ontology import core

# What a picture may show, in the order of the key.
KEY = ("attested", "maybe", "seen", "seen-official", "open")


@dataclass(frozen=True, slots=True)
class Line:
    """A row with the picture that its layout draws."""

    row: Row
    bar: Bar | None = None
    amounts: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupView:
    """The facts of one group. `columns` are properties that some of them give; `total` counts those not shown too."""

    title: str
    layout: str
    lines: tuple[Line, ...]
    columns: tuple[str, ...]
    head: str
    scale: Scale | None
    total: int
    query: str
    only: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its groups; `total` is the number of facts, `day` what they say of the day that is asked for,
    `flow` the picture of its sums."""

    name: str
    title: str
    groups: tuple[GroupView, ...]
    total: int
    day: OnDay | None = None
    flow: Flow | None = None

    @property
    def is_in_time(self) -> bool:
        """Whether one can ask who it was on a day."""
        return any(line.bar for group in self.groups for line in group.lines)

    @property
    def has_sums(self) -> bool:
        return any(line.amounts for group in self.groups for line in group.lines)

    @property
    def key(self) -> tuple[str, ...]:
        """What the pictures of this section show, for the key under them."""
        bars = [line.bar for group in self.groups for line in group.lines if line.bar]
        spans = {"b": "attested", "b-maybe": "maybe"}
        drawn = {spans[span.style] for bar in bars for span in bar.spans}
        drawn |= {"seen-official" if point.grade == "a" else "seen" for bar in bars for point in bar.points}
        drawn |= {"open" for bar in bars if bar.open_at is not None}
        return tuple(name for name in KEY if name in drawn)


def sections_of(description: Description, teller: Teller, day: date | None = None) -> tuple[Section, ...]:
    """All facts of a thing, in the order in which `views.toml` has its sections."""
    shown = {group: [f for f in description.facts if group in f.groups] for group in description.counts}
    by_section: dict[str, list[Group]] = {name: [] for name in teller.views.sections}
    for group, facts in shown.items():
        if facts:
            by_section[teller.views.of(group).section].append(group)
    return tuple(
        _section(
            name,
            [(group, shown[group]) for group in sorted(groups, key=lambda each: _in_order(each, teller.views))],
            description.counts,
            teller,
            day,
        )
        for name, groups in by_section.items()
        if groups
    )


def _in_order(group: Group, views: Views) -> int:
    """As `views.toml` has the ends of facts, those that it does not know last."""
    known = list(views.by_end)
    return known.index(group) if group in known else len(known)


def _section(
    name: str,
    groups: Sequence[tuple[Group, Sequence[Fact]]],
    counts: Mapping[Group, int],
    teller: Teller,
    day: date | None,
) -> Section:
    sums = [fact for group, facts in groups if teller.views.of(group).layout == "money" for fact in facts]
    largest = largest_of(sums, teller)
    alone = len(groups) == 1
    views = tuple(_group(group, facts, counts[group], largest, teller, alone=alone) for group, facts in groups)
    total = sum(counts[group] for group, _ in groups)
    section = Section(name, teller.namer.words(f"section.{name}"), views, total, flow=flow_of(sums, teller))
    return replace(section, day=_on_day(groups, day, teller)) if day and section.is_in_time else section


def _on_day(groups: Sequence[tuple[Group, Sequence[Fact]]], day: date, teller: Teller) -> OnDay:
    in_time = [(group, facts) for group, facts in groups if teller.views.of(group).layout == "bars"]
    return on_day(((fact, teller.row(fact, group)) for group, facts in in_time for fact in facts), day, teller)


def _group(
    group: Group, facts: Sequence[Fact], total: int, largest: Decimal, teller: Teller, *, alone: bool
) -> GroupView:
    layout = teller.views.of(group).layout
    view, stages = teller.views.of(group), teller.views.values.stages
    facts = sorted(facts, key=lambda fact: _order(fact, view, teller.namer, stages))
    scale = scale_of(facts) if layout == "bars" else None
    lines = tuple(
        Line(
            row=_without_sums(teller.row(fact, group), teller) if layout == "money" else teller.row(fact, group),
            bar=bar_of(fact, scale, teller.margin) if scale else None,
            amounts=amounts_of(fact, largest, teller) if layout == "money" else (),
        )
        for fact in facts
    )
    return GroupView(
        title=_title(group, teller.namer),
        layout=layout,
        lines=lines,
        columns=_columns(lines),
        head=next((line.row.term for line in lines if line.row.term), ""),
        scale=scale,
        total=total,
        only=alone,
        query=f"{key_of(group.kind)}.{key_of(group.via)}",
    )


def _title(group: Group, namer: Namer) -> str:
    """What a group is called: by our words where facts of its kind stand on one page from several ends."""
    ours = namer.words.get(f"group.{key_of(group.kind)}.{key_of(group.via)}")
    return ours or capitalised((namer.name(group.kind),))[0].text


def _order(fact: Fact, view: View, namer: Namer, stages: Collection[str]) -> tuple[Decimal, str, Decimal, object]:
    """The largest sum first, those that nobody tells last; then by the number that the view names, quotations as their
    documents have them; otherwise as they come."""
    values = shown_values(fact)
    sums = [decimal_of(term) for name in stages for term in literals(values, name)] if view.layout == "money" else []
    like = "".join(namer.name(iri).text for iri in iris(values, view.together)) if view.together else ""
    ordinal = next((decimal_of(term) for term in literals(fact.values, view.order)), Decimal("Infinity"))
    if view.layout != "quotes" or not fact.claims:
        return (-max(sums, default=Decimal(0)), like, ordinal, ())
    claim = fact.claims[0]
    places = [locators.place(term.value) for term in literals(claim.values, core.LOCATOR)]
    return (Decimal(0), like, ordinal, (claim.source, min(places, default=locators.place("")), fact.iri))


def _without_sums(row: Row, teller: Teller) -> Row:
    """Sums stand beside their bars, so not among the other values."""
    return replace(row, cells=tuple(cell for cell in row.cells if cell.property not in teller.views.values.stages))


def _columns(lines: Sequence[Line]) -> tuple[str, ...]:
    """The properties that some fact gives, in the order of the shape."""
    labels = {cell.property: cell.label for line in lines for cell in line.row.cells}
    return tuple(dict.fromkeys(labels.values()))


def of_one_group(description: Description, group: Group, teller: Teller) -> GroupView:
    """One page of a group that is too long for its thing's own page."""
    total, largest = description.counts.get(group, 0), largest_of(description.facts, teller)
    return _group(group, description.facts, total, largest, teller, alone=True)
