"""A graph as an outline: its subjects, their triples each once, and which blank nodes are written inside others."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pyoxigraph as ox

from loaders.turtle import Node, Term
from ontology import RDF

FIRST = ox.NamedNode(RDF + "first")
REST = ox.NamedNode(RDF + "rest")
NIL = ox.NamedNode(RDF + "nil")


class Entry(NamedTuple):
    """A triple of its subject; `number` is its place among the author's triples."""

    predicate: ox.NamedNode
    value: Term
    number: int


@dataclass(frozen=True)
class Outline:
    """Subjects in the author's order. `inline` are the blank nodes that stand inside the one triple that mentions them.

    Triples are numbered as the author wrote them; `first_of` gives each the number of its first occurrence.
    """

    entries: Mapping[Node, Sequence[Entry]]
    place: Mapping[Node, int]
    inline: Mapping[Node, int]
    mentioned: frozenset[Node]
    first_of: Sequence[int]
    subjects: Sequence[Node]

    def tops(self) -> list[Node]:
        """What is written as a block of its own."""
        return [node for node, entries in self.entries.items() if entries and node not in self.inline]

    def top_entry(self, number: int) -> tuple[Node, int]:
        """The block and the entry within it on whose lines the author's triple of this number is written."""
        while (outer := self.inline.get(self.subjects[number])) is not None:
            number = outer
        return self.subjects[number], self.first_of[number]

    def items(self, head: Node) -> list[Term] | None:
        """The items of the list that begins here, None where the node is no list."""
        if not is_link(self.entries[head]):
            return None
        items: list[Term] = []
        node: Term = head
        while node != NIL:
            assert not isinstance(node, ox.Literal)
            values = {entry.predicate: entry.value for entry in self.entries[node]}
            items.append(values[FIRST])
            node = values[REST]
        return items


def outline(triples: Iterable[ox.Triple]) -> Outline:
    """The outline of triples in the author's order."""
    entries: dict[Node, list[Entry]] = {}
    mentions: dict[Node, list[int]] = defaultdict(list)
    place: dict[Node, int] = {}
    seen: dict[ox.Triple, int] = {}
    first_of: list[int] = []
    subjects: list[Node] = []
    for number, triple in enumerate(triples):
        subject, value = triple.subject, triple.object
        assert not isinstance(subject, ox.Triple)
        assert not isinstance(value, ox.Triple)
        subjects.append(subject)
        first_of.append(seen.setdefault(triple, number))
        place.setdefault(subject, number)
        if first_of[-1] != number:
            continue
        entries.setdefault(subject, []).append(Entry(triple.predicate, value, number))
        if isinstance(value, ox.BlankNode):
            place.setdefault(value, number)
            mentions[value].append(number)
            entries.setdefault(value, [])
    inline = _inline(mentions, subjects)
    whole = _whole_lists(entries, inline)
    inline = {node: number for node, number in inline.items() if node in whole or not has_rest(entries[node])}
    ordered = dict(sorted(entries.items(), key=lambda item: place[item[0]]))
    return Outline(ordered, place, inline, frozenset(mentions), first_of, subjects)


def has_rest(entries: Iterable[Entry]) -> bool:
    return any(entry.predicate == REST for entry in entries)


def is_link(entries: Sequence[Entry]) -> bool:
    """Whether these are the two triples of a link of a list, and no others."""
    return len(entries) == 2 and {entry.predicate for entry in entries} == {FIRST, REST}


def _inline(mentions: Mapping[Node, Sequence[int]], subjects: Sequence[Node]) -> dict[Node, int]:
    """Blank nodes that one triple mentions, but for those on a cycle, which no block would ever reach."""
    once = {node: numbers[0] for node, numbers in mentions.items() if len(numbers) == 1}
    reachable: dict[Node, bool] = {}
    for node in once:
        path: list[Node] = []
        at = node
        while at in once and at not in reachable:
            path.append(at)
            reachable[at] = False  # until shown otherwise: a path that bites its tail ends on this
            at = subjects[once[at]]
        reachable.update(dict.fromkeys(path, reachable.get(at, True)))
    return {node: number for node, number in once.items() if reachable[node]}


def _whole_lists(entries: Mapping[Node, Sequence[Entry]], inline: Mapping[Node, int]) -> set[Node]:
    """Links whose list runs to its end through nodes that can stand in place: others are not written as lists."""
    whole: dict[Term, bool] = {NIL: True}
    for node in inline:
        path: list[Node] = []
        at: Term = node
        while at not in whole and not isinstance(at, ox.Literal) and at in inline and is_link(entries[at]):
            path.append(at)
            whole[at] = False
            at = next(entry.value for entry in entries[at] if entry.predicate == REST)
        whole.update(dict.fromkeys(path, whole.get(at, False)))
    return {node for node in inline if whole.get(node)}
