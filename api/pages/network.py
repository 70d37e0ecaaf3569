"""A thing among its neighbours, as a small constellation: the things that the most facts tie to it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from api.pages.pieces import Namer, Piece
from api.pages.telling import shown_values
from graph.description import Description
from graph.facts import Fact
from graph.terms import Iri
from ontology import ID

WIDTH, LINE, TOP = 480, 34, 12
LEAST, MOST = 3, 10
SIDE = 178  # what the names beside the stars need
LONGEST = 22
# How far from the middle the stars of one side stand, in turn: a constellation is no ladder.
SWAY = (0, 22, -14, 12, -6)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A star. `plain` is false where no source states plainly what ties it to the middle; `facts` is how many do.

    `short` is its name as far as there is room in the picture.
    """

    name: Piece
    short: str
    facts: int
    x: int
    y: int
    left: bool
    plain: bool


@dataclass(frozen=True, slots=True)
class Network:
    """The picture, in pixels."""

    name: Piece
    x: int
    y: int
    width: int
    height: int
    neighbours: tuple[Neighbour, ...]


def is_worth_a_picture(description: Description) -> bool:
    """Whether more than a pair is to be seen. A concept has no neighbours of its own: what its facts name is theirs."""
    return description.iri.startswith(ID) and len(_ties(description)) >= LEAST


def network_of(description: Description, namer: Namer) -> Network:
    ties = _ties(description)
    plain = {t for fact in description.facts if any(not c.modality for c in fact.claims) for t in _things(fact)}
    nearest = sorted(ties, key=lambda thing: (-ties[thing], thing))[:MOST]
    height = TOP * 2 + LINE * max(1, (len(nearest) + 1) // 2)
    stars = tuple(_star(place, thing, namer, thing in plain, ties[thing]) for place, thing in enumerate(nearest))
    return Network(namer.link(description.iri), WIDTH // 2, height // 2, WIDTH, height, stars)


def _ties(description: Description) -> Counter[str]:
    """How many facts tie each thing to this one."""
    return Counter(thing for fact in description.facts for thing in _things(fact) if thing != description.iri)


def _things(fact: Fact) -> Iterable[str]:
    """The entities that a fact names by its own properties."""
    values = shown_values(fact)
    named = {term.value for terms in values.values() for term in terms if isinstance(term, Iri)}
    sources = {claim.source for claim in fact.claims}
    return [iri for iri in named - sources if iri.startswith(ID) and "--" not in iri and "#" not in iri]


def _star(place: int, thing: str, namer: Namer, plain: bool, facts: int) -> Neighbour:
    left, row = place % 2 == 0, place // 2
    sway = SWAY[row % len(SWAY)]
    name = namer.link(thing)
    text = name.text if len(name.text) <= LONGEST else name.text[: LONGEST - 1].rstrip() + "…"
    x = SIDE + sway if left else WIDTH - SIDE - sway
    return Neighbour(name, text, facts, x, TOP + LINE * row + LINE // 2, left, plain)
