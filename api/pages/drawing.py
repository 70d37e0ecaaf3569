"""How streams are drawn: nodes in two or three columns, ribbons between them as wide as their sums.

Places across are in per cent and type is in pixels, so that nothing shrinks on a phone; only the ribbons are stretched.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap

LINE, GAP = 16, 12
THINNEST = 2.0
LEFT, MIDDLE, RIGHT = range(3)


@dataclass(frozen=True, slots=True)
class Shape:
    """How much of the width the names at the sides have, in per cent, how many letters fit there, or `between`,
    and how thick all streams together are."""

    side: float
    letters: int
    between: int
    thickest: float


SHAPES = {"wide": Shape(28.0, 23, 28, 170.0), "tall": Shape(35.0, 15, 18, 110.0)}


@dataclass(frozen=True, slots=True)
class Stream:
    """One sum. `ends` are who pays, by which channel (empty where nobody says), for what; `stages` are the style and
    the sum of each; `label` says them; `plain` is false where no source states it plainly."""

    ends: tuple[str, str, str]
    stages: tuple[tuple[str, float], ...]
    label: str
    plain: bool = True

    @property
    def sum(self) -> float:
        return max(amount for _, amount in self.stages)


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text at a place in per cent, `shift` pixels beside it."""

    x: float
    y: float
    shift: int
    anchor: str
    text: str
    style: str


@dataclass(frozen=True, slots=True)
class Node:
    """Where ribbons begin or end; `x` in per cent, the rest in pixels."""

    x: float
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Ribbon:
    """`path` lies in a field 100 wide, which the page stretches."""

    path: str
    style: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """`side` is where the field of the ribbons begins, in per cent; it ends as far from the other side."""

    height: int
    side: float
    nodes: tuple[Node, ...]
    ribbons: tuple[Ribbon, ...]
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A node of a column before it is drawn: its lines of text, the streams through it, its top and its thickness."""

    lines: tuple[tuple[str, str], ...]
    streams: tuple[int, ...]
    top: float
    thickness: float


def drawing_of(streams: Sequence[Stream], shape_name: str) -> Drawing:
    """The streams between their nodes. Those without a channel pass the middle beside those that have one."""
    shape = SHAPES[shape_name]
    scale = shape.thickest / sum(stream.sum for stream in streams)
    thick = [max(THINNEST, stream.sum * scale) for stream in streams]
    columns = [LEFT, MIDDLE, RIGHT] if any(stream.ends[MIDDLE] for stream in streams) else [LEFT, RIGHT]
    placed: dict[int, tuple[_Place, ...]] = {}
    before: Mapping[int, float] = {}
    for column in columns:
        groups = _grouped(streams, thick, column, before)
        placed[column] = _stacked(groups, streams, thick, column, shape)
        before = {each: place for place, group in enumerate(groups) for each in group}
    height = max(_bottom(places) for places in placed.values())
    placed = {column: _centred(places, height) for column, places in placed.items()}
    fields = {LEFT: shape.side, MIDDLE: 50.0, RIGHT: 100 - shape.side}
    return Drawing(
        height=round(height) + GAP,
        side=shape.side,
        nodes=tuple(
            Node(fields[column], round(place.top, 1), round(place.thickness, 1))
            for column, places in placed.items()
            for place in places
            if place.lines
        ),
        ribbons=_ribbons(streams, placed, thick, scale),
        texts=tuple(
            text for column, places in placed.items() for each in places for text in _texts(each, column, shape)
        ),
    )


def _grouped(
    streams: Sequence[Stream], thick: Sequence[float], column: int, before: Mapping[int, float]
) -> list[tuple[int, ...]]:
    """The streams of each node of a column, in the order that crosses least with the column before, then by size."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, stream in enumerate(streams):
        name = stream.ends[column]
        groups[(name,) if name else stream.ends].append(number)

    def order(group: Sequence[int]) -> tuple[float, float]:
        size = sum(thick[each] for each in group)
        return (sum(before.get(each, 0) * thick[each] for each in group) / size, -size)

    return [tuple(group) for group in sorted(groups.values(), key=order)]


def _stacked(
    groups: Sequence[tuple[int, ...]], streams: Sequence[Stream], thick: Sequence[float], column: int, shape: Shape
) -> tuple[_Place, ...]:
    """One node under the other, with room for its text: beside it at the sides, above it in the middle."""
    places: list[_Place] = []
    top = float(GAP)
    for group in groups:
        lines = _lines(group, streams, column, shape)
        size = sum(thick[each] for each in group)
        text = LINE * len(lines)
        room = max(size, text) if column != MIDDLE else size + text
        places.append(_Place(lines, group, top + (room - size) / (1 if column == MIDDLE else 2), size))
        top += room + GAP
    return tuple(places)


def _lines(group: Sequence[int], streams: Sequence[Stream], column: int, shape: Shape) -> tuple[tuple[str, str], ...]:
    """The name of a node, and the sums that are told there."""
    letters = shape.between if column == MIDDLE else shape.letters
    sums = [streams[each].label for each in group if _where_told(streams[each], streams) == column]
    lines = [(line, "") for line in _wrapped(streams[group[0]].ends[column], letters)]
    return (*lines, *((line, "quiet") for label in sums for line in _wrapped(label, letters)))


def _where_told(stream: Stream, streams: Sequence[Stream]) -> int:
    """At the side where its node has no other stream; at what it is for where both or neither are so."""
    alone = {side: sum(other.ends[side] == stream.ends[side] for other in streams) == 1 for side in (LEFT, RIGHT)}
    return LEFT if alone[LEFT] and not alone[RIGHT] else RIGHT


def _wrapped(text: str, letters: int) -> list[str]:
    """A long word rather stands out than is broken where no hyphen is."""
    return wrap(text, letters, break_long_words=False)


def _bottom(places: Sequence[_Place]) -> float:
    last = places[-1]
    return max(last.top + last.thickness, last.top + last.thickness / 2 + LINE * len(last.lines) / 2)


def _centred(places: Sequence[_Place], height: float) -> tuple[_Place, ...]:
    down = (height - _bottom(places)) / 2
    return tuple(_Place(each.lines, each.streams, each.top + down, each.thickness) for each in places)


def _ribbons(
    streams: Sequence[Stream], placed: Mapping[int, Sequence[_Place]], thick: Sequence[float], scale: float
) -> tuple[Ribbon, ...]:
    """The stages of every stream, the larger beneath, so that what is surer lies in what was told before it."""
    columns = list(placed)
    tops = {column: {each: place.top for place in placed[column] for each in place.streams} for column in columns}
    steps = [
        (_offsets(placed[here], tops[there], thick), _offsets(placed[there], tops[here], thick))
        for here, there in pairwise(columns)
    ]
    return tuple(
        Ribbon(_path([(y0[number], y1[number]) for y0, y1 in steps], max(THINNEST, amount * scale)), style)
        for number, stream in enumerate(streams)
        for style, amount in _seen(stream.stages)
    )


def _seen(stages: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """What a surer stage, which comes later, does not cover."""
    return [
        (style, amount)
        for place, (style, amount) in enumerate(stages)
        if amount and all(surer < amount for _, surer in stages[place + 1 :])
    ]


def _offsets(places: Iterable[_Place], other: Mapping[int, float], thick: Sequence[float]) -> Mapping[int, float]:
    """Where each stream touches the nodes of a column, in the order of the nodes at its other end."""
    offsets: dict[int, float] = {}
    for place in places:
        at = place.top
        for each in sorted(place.streams, key=lambda number: other[number]):
            offsets[each] = at
            at += thick[each]
    return offsets


def _path(steps: Sequence[tuple[float, float]], width: float) -> str:
    """The outline of a ribbon: along its upper edge from step to step, and back along the lower one."""
    across = [round(100 * place / len(steps), 1) for place in range(len(steps) + 1)]
    there = [_curve(across[n], y0, across[n + 1], y1) for n, (y0, y1) in enumerate(steps)]
    back = [_curve(across[n + 1], y1 + width, across[n], y0 + width) for n, (y0, y1) in enumerate(steps)]
    return f"M{across[0]:g} {steps[0][0]:.1f}{''.join(there)}{''.join(reversed(back))}Z"


def _curve(x0: float, y0: float, x1: float, y1: float) -> str:
    middle = (x0 + x1) / 2
    return f"V{y0:.1f}C{middle:g} {y0:.1f} {middle:g} {y1:.1f} {x1:g} {y1:.1f}"


def _texts(place: _Place, column: int, shape: Shape) -> Iterable[Text]:
    anchor, x, shift = {
        LEFT: ("end", shape.side, -12),
        MIDDLE: ("middle", 50.0, 0),
        RIGHT: ("start", 100 - shape.side, 12),
    }[column]
    beside = place.top + place.thickness / 2 - LINE * len(place.lines) / 2
    top = place.top - LINE * len(place.lines) - 3 if column == MIDDLE else beside
    for number, (text, style) in enumerate(place.lines):
        yield Text(x, round(top + LINE * number + 12, 1), shift, anchor, text, style)
