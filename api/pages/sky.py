"""Policies in time: a band for each row that `sky.toml` names, with what is part of what and what came after what."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from api.pages.pieces import Namer, Piece, capitalised
from api.pages.timeline import Scale, Tick
from graph.names import entity
from graph.reading.overview import Moment
from graph.terms import Literal

FILE = Path(__file__).resolve().parent / "sky.toml"
LINE, TOP, TITLE, GAP = 26, 26, 22, 14
# Names get their lines on the narrowest screen that shows the picture; on a wider one they only stand further apart.
NARROWEST, LETTER, BESIDE = 880, 7.6, 14
# A name that is longer than this gives way to a shorter one, where the thing has one.
SHORT = 36
# What numbers of documents are made of tells a reader nothing.
NUMBERED = re.compile(r"[(/]")
LEAST, MOST = 3.0, 8.0


@dataclass(frozen=True, slots=True)
class Next:
    """What came after a policy, and by what change."""

    name: Piece
    change: str


@dataclass(frozen=True, slots=True)
class Star:
    """A policy: `left` in per cent, `top` and `radius` in pixels; its `label` stands on its left where it is turned."""

    name: Piece
    label: str
    day: Piece
    sources: int
    left: float
    top: int
    radius: float
    turned: bool
    wholes: tuple[Piece, ...]
    next: tuple[Next, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A row of the picture; `name` is the key of its words."""

    name: str
    top: int
    bottom: int
    stars: tuple[Star, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from a policy to what it is part of, or (`after`) from one to that which came after it."""

    x1: float
    y1: int
    x2: float
    y2: int
    after: bool


@dataclass(frozen=True, slots=True)
class Sky:
    """The picture; `stars` are all of its policies, the earliest first."""

    bands: tuple[Band, ...]
    edges: tuple[Edge, ...]
    ticks: tuple[Tick, ...]
    height: int
    stars: tuple[Star, ...]


@cache
def read_rows() -> Mapping[str, tuple[str, ...]]:
    """The IRIs that each band holds, by its name; the file does not change while the server runs."""
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {name: tuple(map(entity, slugs)) for name, slugs in table.items()}


def sky_of(moments: Sequence[Moment], rows: Mapping[str, Sequence[str]], namer: Namer) -> Sky | None:
    """The picture in the bands of `rows`; None where no day is known of any policy."""
    if not moments:
        return None
    days = [date.fromisoformat(moment.day) for moment in moments]
    scale = Scale(min(days).year, max(days).year + 1)
    most = max(moment.sources for moment in moments)
    build = _Stars(scale, most, namer)
    bands: list[Band] = []
    placed: dict[str, Star] = {}
    moments = [replace(moment, wholes=_nearest(moment, moments)) for moment in moments]
    top = TOP
    for name, things in rows.items():
        stars, lines = _spread({m.thing: build.star(m) for m in moments if m.thing in things}, top + TITLE)
        if stars:
            bands.append(Band(name, top, top + TITLE + lines * LINE, tuple(stars.values())))
            top = bands[-1].bottom + GAP
            placed |= stars
    ordered = tuple(placed[moment.thing] for moment in moments if moment.thing in placed)
    ticks = tuple(Tick(scale.place(date(year, 1, 1)), str(year)) for year in range(scale.first, scale.last + 1))
    return Sky(tuple(bands), tuple(_edges(moments, placed)), ticks, top, ordered)


def _nearest(moment: Moment, moments: Iterable[Moment]) -> list[str]:
    """What it is part of without what that is part of in turn."""
    farther = {whole for other in moments if other.thing in moment.wholes for whole in other.wholes}
    return [whole for whole in moment.wholes if whole not in farther]


@dataclass(frozen=True, slots=True)
class _Stars:
    scale: Scale
    most: int
    namer: Namer

    def star(self, moment: Moment) -> Star:
        """Not yet on a line of its own."""
        name, day = self.namer.link(moment.thing), date.fromisoformat(moment.day)
        left = self.scale.place(day)
        label = _short(name.text, moment.others, self.namer)
        return Star(
            name=name,
            label=label,
            day=Piece(str(day.year), when=str(day.year)),
            sources=moment.sources,
            left=left,
            top=0,
            # Its area tells the number, so that twice as many documents look twice as large.
            radius=round(LEAST + (MOST - LEAST) * (moment.sources / self.most) ** 0.5, 1),
            turned=left * NARROWEST / 100 + BESIDE + len(label) * LETTER > NARROWEST,
            wholes=tuple(map(self.namer.link, moment.wholes)),
            next=tuple(
                Next(self.namer.link(thing), self.namer.name(change).text if change else "")
                for thing, change in moment.next
            ),
        )


def _short(name: str, others: Iterable[Literal], namer: Namer) -> str:
    """The name, or the shortest other one in the reader's language where it is too long to be read at a glance."""
    if len(name) <= SHORT:
        return name
    known = [namer.value(o) for o in others if o.language in (namer.language, "") and not NUMBERED.search(o.value)]
    shortest = min((piece for piece in known), key=lambda piece: len(piece.text), default=Piece(name))
    return capitalised((shortest,))[0].text if len(shortest.text) < len(name) else name


def _spread(stars: Mapping[str, Star], top: int) -> tuple[dict[str, Star], int]:
    """Each star on the first line on which its name meets no other, and how many lines that takes."""
    lines: list[list[tuple[float, float]]] = []
    placed = {}
    for thing, star in stars.items():
        begin, end = _extent(star)
        free = (n for n, taken in enumerate(lines) if all(end < left or right < begin for left, right in taken))
        line = next(free, len(lines))
        if line == len(lines):
            lines.append([])
        lines[line].append((begin, end))
        placed[thing] = replace(star, top=top + line * LINE + LINE // 2)
    return placed, len(lines)


def _extent(star: Star) -> tuple[float, float]:
    """From where to where a star and its name reach on the narrowest screen, in pixels."""
    x, reach = star.left * NARROWEST / 100, BESIDE * 2 + len(star.label) * LETTER
    return (x - reach, x + BESIDE) if star.turned else (x - BESIDE, x + reach)


def _edges(moments: Iterable[Moment], placed: Mapping[str, Star]) -> Iterable[Edge]:
    for moment in moments:
        for other, after in [*((w, False) for w in moment.wholes), *((n, True) for n, _ in moment.next)]:
            if moment.thing in placed and other in placed:
                one, two = placed[moment.thing], placed[other]
                yield Edge(one.left, one.top, two.left, two.top, after)
