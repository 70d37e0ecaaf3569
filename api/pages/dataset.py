"""The page of the dataset: the census of the release as tables with bars, and which properties its things give."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from api.pages.frame import Frame
from api.pages.pieces import Namer, Piece, capitalised, key_of
from graph.releases.census import UNDATED, Census, Fill
from ontology.core import STANDINGS
from ontology.dictionary import Dictionary


@dataclass(frozen=True, slots=True)
class Bar:
    """A line of a table: what is counted, how many, and the length of its bar in per cent of the longest."""

    name: Piece
    number: int
    width: float
    more: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """`key` is that of the words for its heading; `columns` those for what stands beside the number."""

    key: str
    bars: tuple[Bar, ...]
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """How many per cent of the things of a class give a property."""

    name: str
    percent: int


@dataclass(frozen=True, slots=True)
class Shape:
    """A class with what its things give, in the order of its shape."""

    name: Piece
    things: int
    properties: tuple[Given, ...]


@dataclass(frozen=True, slots=True)
class DatasetPage:
    """All that `dataset.html` shows."""

    frame: Frame
    counts: tuple[tuple[str, int], ...]
    witnessed: int
    facts: int
    tables: tuple[Table, ...]
    shapes: tuple[Shape, ...]


def names_wanted(census: Census) -> set[str]:
    """The IRIs whose names the page shows."""
    kinds = {kind.kind for kind in census.kinds} | {fill.kind for fill in census.fills}
    return {*kinds, *census.entities, *census.source_kinds, *(STANDINGS + standing for standing in census.standings)}


def dataset_page(census: Census, frame: Frame, namer: Namer, dictionary: Dictionary) -> DatasetPage:
    counts = (
        ("documents-read", census.sources),
        ("claims-cited", census.claims),
        ("things", sum(census.entities.values())),
        ("facts-known", census.facts),
        ("disputed-facts", census.disputed),
    )
    shapes = tuple(_shape(fill, namer, dictionary) for fill in census.fills)
    return DatasetPage(frame, counts, census.witnessed, census.facts, tuple(_tables(census, namer)), shapes)


def _tables(census: Census, namer: Namer) -> Iterable[Table]:
    def grade(key: str) -> Piece:
        return Piece(f"{key} · {namer.words(f'source.grade-{key}')}")

    def year(key: str) -> Piece:
        return Piece(namer.words("source.undated") if key == UNDATED else key)

    def language(key: str) -> Piece:
        return Piece(namer.words.get(f"languages.{key}") or key)

    def standing(key: str) -> Piece:
        return _capital(namer.name(STANDINGS + key))

    def kind(key: str) -> Piece:
        return _capital(namer.name(key))

    dated = dict(sorted(census.years.items(), key=lambda pair: (pair[0] == UNDATED, pair[0])))
    yield Table("years", _bars(dated, year))
    yield Table("grades", _bars(census.grades, grade))
    yield Table("languages", _bars(census.languages, language))
    yield Table("source-kinds", _bars(census.source_kinds, kind))
    yield Table("entities", _bars(census.entities, kind))
    more = {each.kind: (each.facts, each.disputed) for each in census.kinds}
    claims = {each.kind: each.claims for each in census.kinds}
    yield Table("claims", _bars(claims, kind, more), ("facts", "disputed"))
    yield Table("standings", _bars(census.standings, standing))


def _bars(
    counts: Mapping[str, int], name: Callable[[str], Piece], more: Mapping[str, tuple[int, ...]] | None = None
) -> tuple[Bar, ...]:
    longest = max(counts.values(), default=1)
    return tuple(
        Bar(name(key), number, round(100 * number / longest, 1), (more or {}).get(key, ()))
        for key, number in counts.items()
    )


def _shape(fill: Fill, namer: Namer, dictionary: Dictionary) -> Shape:
    kind = dictionary.by_class[fill.kind]
    called = {slot.shape: slot.names.get(namer.language) or key_of(slot.property) for slot in kind.slots}
    given = tuple(
        Given(called[one.shape], round(100 * one.given / fill.things))
        for one in fill.properties
        if one.given and one.shape in called
    )
    return Shape(_capital(namer.name(fill.kind)), fill.things, given)


def _capital(piece: Piece) -> Piece:
    return capitalised((piece,))[0]
