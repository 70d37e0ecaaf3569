"""The home page: what is here, three questions with their answers, policies in time, where to start."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from api.pages.frame import Frame
from api.pages.network import Network
from api.pages.pieces import Namer, Piece, capitalised
from api.pages.timeline import Scale, Tick
from graph.overview import Figures, Moment
from graph.terms import Row
from ontology import core
from ontology.catalogue import Query

ROWS_SHOWN = 5
POLICIES_SHOWN = 30
LINE_HEIGHT, TOP = 26, 24
# Beyond this a name would run out of the picture, so it stands on the other side of its star.
TURN = 50.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A question of the catalogue with the first rows of its answer."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Piece | None, ...], ...]
    total: int
    text: str


@dataclass(frozen=True, slots=True)
class Star:
    """A policy in the picture."""

    name: Piece
    day: Piece
    sources: int
    left: float
    top: int
    radius: float
    turned: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """A list of the site with some of its kinds."""

    name: str
    kinds: tuple[tuple[str, int], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Manner:
    """A way of saying that is not plain, with the class that dresses it."""

    name: Piece
    style: str
    count: int


@dataclass(frozen=True, slots=True)
class HomePage:
    """All that `home.html` shows."""

    frame: Frame
    counts: tuple[tuple[str, int], ...]
    grades: tuple[tuple[str, int], ...]
    plain: int
    manners: tuple[Manner, ...]
    answers: tuple[Answer, ...]
    stars: tuple[Star, ...]
    ticks: tuple[Tick, ...]
    height: int
    shelves: tuple[Shelf, ...]
    examples: tuple[Piece, ...]
    base: str
    network: Network | None


def answer_of(question: Query, rows: Sequence[Row], namer: Namer) -> Answer:
    """Names instead of IRIs; the columns keep the query's own words, which its reader will see again in the editor."""
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    shown = tuple(
        tuple(namer.value(row[name]) if name in row else None for name in columns) for row in rows[:ROWS_SHOWN]
    )
    title = question.title.in_language(namer.language)
    return Answer(title, columns, shown, len(rows), question.text)


def sky_of(moments: Sequence[Moment], namer: Namer) -> tuple[tuple[Star, ...], tuple[Tick, ...], int]:
    """The policies most spoken of, one a line in the order of time, and how high the picture is."""
    if not moments:
        return (), (), 0
    most = sorted(moments, key=lambda moment: -moment.sources)[:POLICIES_SHOWN]
    kept = [moment for moment in moments if moment in most]
    days = [date.fromisoformat(moment.day) for moment in kept]
    scale = Scale(min(days).year, max(days).year + 1)
    largest = max(moment.sources for moment in kept)
    stars = tuple(
        Star(
            name=namer.link(moment.thing),
            day=Piece(str(day.year), when=str(day.year)),
            sources=moment.sources,
            left=(left := scale.place(day)),
            top=TOP + place * LINE_HEIGHT + LINE_HEIGHT // 2,
            radius=round(3 + 5 * moment.sources / largest, 1),
            turned=left > TURN,
        )
        for place, (moment, day) in enumerate(zip(kept, days, strict=True))
    )
    return stars, scale.ticks, TOP + len(kept) * LINE_HEIGHT + 6


def shelves_of(lists: Mapping[str, Sequence[str]], kinds: Mapping[str, Mapping[str, int]], namer: Namer) -> list[Shelf]:
    """The lists of the site with the number of things of each kind, the most frequent first."""
    shelves = []
    for name, classes in lists.items():
        counts = {kind: number for each in classes for kind, number in kinds.get(each, {}).items()}
        most = sorted(counts.items(), key=lambda count: (-count[1], count[0]))
        shown = tuple((capitalised((namer.name(kind),))[0].text, number) for kind, number in most)
        shelves.append(Shelf(name, shown, sum(counts.values())))
    return [shelf for shelf in shelves if shelf.total]


def manners_of(figures: Figures, namer: Namer) -> tuple[Manner, ...]:
    """The modalities with the number of claims, the most frequent first."""
    counted = sorted(((iri, count) for iri, count in figures.claims.items() if iri), key=lambda pair: -pair[1])
    return tuple(
        Manner(capitalised((namer.name(iri),))[0], iri.removeprefix(core.MODALITIES), count) for iri, count in counted
    )


def counts_of(figures: Figures) -> tuple[tuple[str, int], ...]:
    """What is counted at the head of the page, with the key of its words."""
    return (
        ("documents-read", sum(figures.sources.values())),
        ("claims-cited", sum(figures.claims.values())),
        ("things", sum(figures.things.values())),
        ("facts-known", figures.facts),
        *([("disputed-facts", figures.disputed)] if figures.disputed else []),
    )
