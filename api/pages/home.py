"""The home page: what is here, three questions with their answers, policies in time, where to start."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.pages.answers import Answer
from api.pages.frame import Frame
from api.pages.listing import Choice
from api.pages.network import Network
from api.pages.pieces import Namer, Piece, capitalised, key_of
from api.pages.sky import Sky
from graph.releases.census import PLAIN, Census
from ontology import core


@dataclass(frozen=True, slots=True)
class Shelf:
    """A list of the site with some of its kinds."""

    name: str
    kinds: tuple[Choice, ...]
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
    statements: int
    answers: tuple[Answer, ...]
    sky: Sky | None
    shelves: tuple[Shelf, ...]
    examples: tuple[Piece, ...]
    network: Network | None

    @property
    def shortest(self) -> str:
        """Of the queries the one that is read at a glance."""
        return min((answer.text for answer in self.answers), key=len, default="")


def shelves_of(lists: Mapping[str, Sequence[str]], kinds: Mapping[str, Mapping[str, int]], namer: Namer) -> list[Shelf]:
    """The lists of the site with the number of things of each kind, the most frequent first."""
    shelves = []
    for name, classes in lists.items():
        counts = {kind: number for each in classes for kind, number in kinds.get(each, {}).items()}
        most = sorted(counts.items(), key=lambda count: (-count[1], count[0]))
        shown = tuple(Choice(key_of(k), capitalised((namer.name(k),))[0].text, count, False) for k, count in most)
        shelves.append(Shelf(name, shown, sum(counts.values())))
    return [shelf for shelf in shelves if shelf.total]


def manners_of(census: Census, namer: Namer) -> tuple[Manner, ...]:
    """The modalities with the number of claims, the most frequent first."""
    return tuple(
        Manner(capitalised((namer.name(iri),))[0], iri.removeprefix(core.MODALITIES), count)
        for iri, count in census.modalities.items()
        if iri != PLAIN
    )


def counts_of(census: Census) -> tuple[tuple[str, int], ...]:
    """What is counted at the head of the page, with the key of its words."""
    return (
        ("documents-read", census.sources),
        ("claims-cited", census.claims),
        ("things", sum(census.entities.values())),
        ("facts-known", census.facts),
        *([("disputed-facts", census.disputed)] if census.disputed else []),
    )
