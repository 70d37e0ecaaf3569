"""A thing among its neighbours, as a small constellation: the things that the most facts tie to it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap

from api.pages.pieces import Namer, Piece
from api.pages.telling import shown_values
from graph.reading.description import Description
from graph.reading.facts import Fact
from graph.terms import Iri
from ontology import ID

LINE, BETWEEN, TOP = 16, 18, 14
LEAST, MOST = 3, 10
# How far from the middle the stars of one side stand, in turn, in per cent: a constellation is no ladder.
SWAY = (0.0, 4.0, -2.0, 2.0, -1.0)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """`plain` is false where no source states plainly what ties it to the middle; `facts` is how many do."""

    name: Piece
    facts: int
    plain: bool


@dataclass(frozen=True, slots=True)
class Star:
    """A neighbour in the picture; `x` in per cent, the rest in pixels. `lines` are its name, each with its place."""

    of: Neighbour
    x: float
    y: int
    left: bool
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The stars for one width of page."""

    height: int
    stars: tuple[Star, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """The per cent of the width beside the stars, and the letters that fit there."""

    side: float
    letters: int


WIDE, TALL = Shape(39.0, 22), Shape(40.0, 15)


@dataclass(frozen=True, slots=True)
class Network:
    """The thing in the middle with its neighbours, as a picture for wide pages and one for phones."""

    name: Piece
    neighbours: tuple[Neighbour, ...]
    wide: Chart
    tall: Chart


def is_worth_a_picture(description: Description) -> bool:
    """Whether more than a pair is to be seen. A concept has no neighbours of its own: what its facts name is theirs."""
    return description.iri.startswith(ID) and len(_ties(description)) >= LEAST


def network_of(description: Description, namer: Namer) -> Network:
    ties = _ties(description)
    plain = {t for fact in description.facts if any(not c.modality for c in fact.claims) for t in _things(fact)}
    nearest = sorted(ties, key=lambda thing: (-ties[thing], thing))[:MOST]
    neighbours = tuple(Neighbour(namer.link(thing), ties[thing], thing in plain) for thing in nearest)
    return Network(namer.link(description.iri), neighbours, chart_of(neighbours, WIDE), chart_of(neighbours, TALL))


def chart_of(neighbours: Sequence[Neighbour], shape: Shape) -> Chart:
    """Two stars a row, the nearest first, with room for whole names; a long word rather stands out than is broken."""
    names = [wrap(each.name.text, shape.letters, break_long_words=False) for each in neighbours]
    stars, top = [], TOP
    for row, both in enumerate(names[start : start + 2] for start in range(0, len(names), 2)):
        room = LINE * max(len(lines) for lines in both)
        for side, lines in enumerate(both):
            x = shape.side - SWAY[row % len(SWAY)]
            first = top + (room - LINE * len(lines)) // 2 + LINE - 4
            placed = tuple((first + LINE * number, line) for number, line in enumerate(lines))
            star = neighbours[2 * row + side]
            stars.append(Star(star, 100 - x if side else x, top + room // 2, not side, placed))
        top += room + BETWEEN
    return Chart(top - BETWEEN + TOP, tuple(stars))


def _ties(description: Description) -> Counter[str]:
    """How many facts tie each thing to this one."""
    return Counter(thing for fact in description.facts for thing in _things(fact) if thing != description.iri)


def _things(fact: Fact) -> Iterable[str]:
    """The entities that a fact names by its own properties."""
    values = shown_values(fact)
    named = {term.value for terms in values.values() for term in terms if isinstance(term, Iri)}
    sources = {claim.source for claim in fact.claims}
    return [iri for iri in named - sources if iri.startswith(ID) and "--" not in iri and "#" not in iri]
