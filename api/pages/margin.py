"""The sources of one page, numbered in reading order: a mark leads to its entry, an entry back to its first mark."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from api.pages.pieces import Namer, Piece
from graph.reading.facts import Claim, Values, first_iri, literals
from graph.terms import Literal
from ontology import DCTERMS, SCHEMA
from ontology.core import BASED_ON, COPY_OF, GRADE

# At most so many marks beside a fact; the fact's own page has them all.
SHOWN = 4
GRADES = ("A", "B", "C")


@dataclass(frozen=True, slots=True)
class Mark:
    """`first` where it is the mark that the entry in the margin leads back to."""

    number: int
    grade: str
    label: str
    first: bool


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one fact; `more` sources are on the page at `href`."""

    shown: tuple[Mark, ...] = ()
    more: int = 0
    href: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One source in the margin."""

    number: int
    grade: str
    title: Piece
    publisher: str
    issued: Piece | None
    url: str


class Margin:
    """Its life is the making of one page: marks are given out as the page is written, then the entries are read."""

    def __init__(self, records: Mapping[str, Values], namer: Namer) -> None:
        self._records = records
        self._namer = namer
        self._numbers: dict[str, int] = {}
        self._marked: set[str] = set()

    def marks(self, claims: Iterable[Claim], href: str = "", limit: int | None = SHOWN) -> Marks:
        """Marks for the sources of these claims, the earliest document first, those without a date last."""
        sources = sorted({claim.source for claim in claims}, key=lambda source: (self._day(source) or "9999", source))
        shown = sources[:limit] if limit is None or len(sources) > limit + 1 else sources
        return Marks(tuple(self.mark(source) for source in shown), len(sources) - len(shown), href)

    def mark(self, source: str) -> Mark:
        number = self._numbers.setdefault(source, len(self._numbers) + 1)
        first = source not in self._marked
        self._marked.add(source)
        return Mark(number, self.grade(source), self._label(source, number), first)

    def entries(self) -> tuple[Entry, ...]:
        """The sources marked so far."""
        return tuple(self.entry(source) for source in self._numbers)

    def entry(self, source: str) -> Entry:
        """A source's entry; one without a number gets none."""
        record = self._records.get(source, {})
        return Entry(
            number=self._numbers.get(source, 0),
            grade=self.grade(source),
            title=self._namer.link(source),
            publisher=self._text(source, DCTERMS + "publisher"),
            issued=next((self._namer.value(day) for day in literals(record, DCTERMS + "issued")), None),
            url=first_iri(record, SCHEMA + "url") or "",
        )

    def grade(self, source: str) -> str:
        """A, B or C; C where the record has none."""
        grade = self._text(source, GRADE)
        return grade if grade in GRADES else GRADES[-1]

    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many of the page's sources have each grade."""
        grades = [self.grade(source) for source in self._numbers]
        return tuple((grade, grades.count(grade)) for grade in GRADES)

    def repeats(self, source: str, beside: Iterable[str]) -> bool:
        """Whether a source has its word from the same origin as one of these: together they are one witness."""
        same = sorted(other for other in beside if self._origin(other) == self._origin(source))
        return source != same[0] if same else False

    def _origin(self, source: str) -> str:
        """The first document of a chain of copies and of texts made from one another."""
        seen = [source]
        while before := self._before(seen[-1]):
            if before in seen:
                break
            seen.append(before)
        return seen[-1]

    def _before(self, source: str) -> str | None:
        record = self._records.get(source, {})
        return first_iri(record, COPY_OF) or first_iri(record, BASED_ON)

    def _day(self, source: str) -> str:
        return self._text(source, DCTERMS + "issued")

    def _text(self, source: str, name: str) -> str:
        values: tuple[Literal, ...] = literals(self._records.get(source, {}), name)
        return values[0].value if values else ""

    def _label(self, source: str, number: int) -> str:
        entry, words = self.entry(source), self._namer.words
        when = entry.issued.text if entry.issued else words("source.undated")
        who = entry.publisher or entry.title.text
        return words("source.mark", number=number, grade=entry.grade, publisher=who, date=when)
