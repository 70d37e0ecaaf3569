"""The sections of a thing's page: its facts by section and group, each group in its layout."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from api.pages.flow import Flow, flow_of
from api.pages.groups import Chapters, GroupView, by_term, group_view
from api.pages.money import largest_of
from api.pages.on_day import OnDay, on_day
from api.pages.telling import Teller
from api.pages.trend import Trend, trends_of
from api.pages.views import Views
from graph.reading.description import Description
from graph.reading.facts import Fact, Group

# What a picture may show, in the order of the key.
KEY = ("attested", "maybe", "seen", "seen-official", "open")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its groups; `total` is the number of facts, `day` what they say of the day that is asked for,
    `flow` the picture of its sums, `trends` those of its figures over the years."""

    name: str
    title: str
    groups: tuple[GroupView, ...]
    total: int
    day: OnDay | None = None
    flow: Flow | None = None
    trends: tuple[Trend, ...] = ()

    @property
    def rows(self) -> Chapters:
        """All plain rows of the section: from whichever end, under the same words they stand together."""
        return by_term(line for group in self.groups if group.layout == "rows" for line in group.lines)

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
    shown = {group: _shown(group, description.facts, teller.views) for group in description.counts}
    counts = {group: count - _told_elsewhere(group, description, shown) for group, count in description.counts.items()}
    by_section: dict[str, list[Group]] = {name: [] for name in teller.views.sections}
    for group, facts in shown.items():
        if facts:
            by_section[teller.views.of(group).section].append(group)
    return tuple(
        _section(
            name,
            [(group, shown[group]) for group in sorted(groups, key=lambda each: _in_order(each, teller.views))],
            counts,
            teller,
            day,
        )
        for name, groups in by_section.items()
        if groups
    )


def _shown(group: Group, facts: Sequence[Fact], views: Views) -> list[Fact]:
    """The facts of a group, without those that name the thing in the way that its view leaves to another group."""
    unless = views.of(group).unless
    return [fact for fact in facts if group in fact.groups and Group(group.kind, unless) not in fact.groups]


def _told_elsewhere(group: Group, description: Description, shown: Mapping[Group, Sequence[Fact]]) -> int:
    return sum(group in fact.groups for fact in description.facts) - len(shown[group])


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
    views = tuple(group_view(group, facts, counts[group], largest, teller, alone=alone) for group, facts in groups)
    total = sum(counts[group] for group, _ in groups)
    figures = [fact for group, facts in groups if _is_measured(group, teller.views) for fact in facts]
    section = Section(
        name,
        teller.namer.words(f"section.{name}"),
        views,
        total,
        flow=flow_of(sums, teller),
        trends=trends_of(figures, teller),
    )
    return replace(section, day=_on_day(groups, day, teller)) if day and section.is_in_time else section


def _is_measured(group: Group, views: Views) -> bool:
    """Whether like measures stand together on the page: those of other things have no common scale."""
    return views.of(group).together == views.trend.measure


def _on_day(groups: Sequence[tuple[Group, Sequence[Fact]]], day: date, teller: Teller) -> OnDay:
    in_time = [(group, facts) for group, facts in groups if teller.views.of(group).layout == "bars"]
    return on_day(((fact, teller.row(fact, group)) for group, facts in in_time for fact in facts), day, teller)
