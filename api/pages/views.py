"""Which section and which layout the facts of a kind get on a page, read from `views.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from graph.reading.facts import Group
from ontology import ANDRO

ANY_KIND = ANDRO + "*"
FILE = Path(__file__).resolve().parent / "views.toml"


@dataclass(frozen=True, slots=True)
class View:
    """`term` is the property whose value names a row; empty: the name of the property at the other end does.

    `order` is the property by whose number facts are sorted, `together` the one whose like values stand together,
    `head` the one that a row begins with where that is not the first thing that the fact names.
    A fact that names the thing by `unless` too stands there alone.
    """

    section: str = "mentions"
    layout: str = "rows"
    term: str = ""
    order: str = ""
    together: str = ""
    head: str = ""
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Values:
    """Which properties hold sums, shares, counts and texts, by their IRIs."""

    money: frozenset[str]
    percent: frozenset[str]
    quantity: frozenset[str]
    text: frozenset[str]
    quoted: frozenset[str]
    currency: str
    precision: str
    unit: str
    plain_precision: str
    plain_unit: str
    stages: Mapping[str, str]
    begins: frozenset[str]
    ends: frozenset[str]

    @property
    def numbers(self) -> frozenset[str]:
        return self.money | self.percent | self.quantity

    @property
    def beside(self) -> frozenset[str]:
        """What is read with a number and never alone."""
        return frozenset({self.currency, self.precision, self.unit})


@dataclass(frozen=True, slots=True)
class FlowView:
    """Which properties of a sum say who pays, the first that is given, by which channel, for what, for which years,
    and of which other sum it is part."""

    payers: tuple[str, ...]
    channel: str
    purpose: str
    period: str
    within: str


@dataclass(frozen=True, slots=True)
class SumsView:
    """Which properties of a sum the list of all sums tells: who gives it, what for, through what, for which years."""

    who: tuple[str, ...]
    what: tuple[str, ...]
    through: tuple[str, ...]
    period: str


@dataclass(frozen=True, slots=True)
class TrendView:
    """Which properties of a figure say what is measured, how much of it there was, and when."""

    measure: str
    value: str
    period: str


@dataclass(frozen=True, slots=True)
class Views:
    """All of `views.toml`."""

    sections: tuple[str, ...]
    values: Values
    flow: FlowView
    sums: SumsView
    trend: TrendView
    by_end: Mapping[Group, View] = field(repr=False)
    lists: Mapping[str, tuple[str, ...]]
    questions: tuple[str, ...]
    examples: tuple[str, ...]
    constellation: str

    def of(self, group: Group) -> View:
        """The view of a group; of one that is not listed, the plainest."""
        return self.by_end.get(group) or self.by_end.get(Group(ANY_KIND, group.via)) or View()


@cache
def read_views() -> Views:
    """The file does not change while the server runs."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    views = {_group(end): View(**{**view, **_properties(view)}) for end, view in tables["views"].items()}
    return Views(
        sections=tuple(tables["sections"]),
        values=_values(tables["values"]),
        flow=_flow(tables["flow"]),
        sums=_sums(tables["sums"]),
        trend=TrendView(**{name: ANDRO + each for name, each in tables["trend"].items()}),
        by_end=views,
        lists={name: tuple(ANDRO + each for each in classes) for name, classes in tables["lists"].items()},
        questions=tuple(tables["home"]["questions"]),
        examples=tuple(tables["home"]["examples"]),
        constellation=tables["home"]["constellation"],
    )


def _group(end: str) -> Group:
    kind, _, via = end.partition(".")
    return Group(ANDRO + kind, ANDRO + via)


def _properties(view: Mapping[str, str]) -> Mapping[str, str]:
    return {name: ANDRO + view[name] for name in ("term", "order", "together", "head", "unless") if name in view}


def _flow(table: Mapping[str, Any]) -> FlowView:
    return FlowView(
        payers=tuple(ANDRO + each for each in table["payers"]),
        channel=ANDRO + table["channel"],
        purpose=ANDRO + table["purpose"],
        period=ANDRO + table["period"],
        within=ANDRO + table["within"],
    )


def _sums(table: Mapping[str, Any]) -> SumsView:
    who, what, through = (tuple(ANDRO + each for each in table[name]) for name in ("who", "what", "through"))
    return SumsView(who, what, through, ANDRO + table["period"])


def _values(table: Mapping[str, Any]) -> Values:
    lists = {
        name: frozenset(ANDRO + each for each in names) for name, names in table.items() if isinstance(names, list)
    }
    return Values(
        money=lists["money"],
        percent=lists["percent"],
        quantity=lists["quantity"],
        text=lists["text"],
        quoted=lists["quoted"],
        currency=ANDRO + table["currency"],
        precision=ANDRO + table["precision"],
        unit=ANDRO + table["unit"],
        plain_precision=table["plain_precision"],
        plain_unit=table["plain_unit"],
        stages={ANDRO + name: fill for name, fill in table["stages"].items()},
        begins=lists["begins"],
        ends=lists["ends"],
    )
