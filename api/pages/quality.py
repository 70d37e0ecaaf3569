"""The page of quality: lists that a curator works from, each entry with the file and line to open."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from api.pages.disputes import Dispute
from api.pages.frame import Frame
from api.pages.paging import part_of
from api.pages.pieces import Namer, Piece
from api.pages.survey import FINDINGS, LINKS, LISTS, AilingLink, Asked, Listed, Survey
from api.pages.typography import number
from api.pages.words import Words
from graph.names import entity, fact, href_of, is_slug, path_of
from graph.reading.curated import CuratedPlace
from graph.releases.findings import RecordedFinding
from graph.terms import Literal
from loaders.findings import page_of
from ontology import XSD

PER_PAGE = 50
DATA = "graph/data/"

LineAddress: TypeAlias = Callable[[CuratedPlace], str]


@dataclass(frozen=True, slots=True)
class Choice:
    """A link that narrows or changes the list, with how many entries it has; `count` is -1 where nobody knows."""

    href: str
    text: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Where:
    """A file and line, and its address on the web where that is known."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Item:
    """One entry. `rule` leads to what explains it, `notes` are further words about it."""

    name: Piece
    where: tuple[Where, ...]
    rule: Piece | None = None
    level: str = ""
    message: str = ""
    mend: str = ""
    notes: tuple[Piece, ...] = ()
    disputes: tuple[Dispute, ...] = ()


@dataclass(frozen=True, slots=True)
class QualityPage:
    """All that `quality.html` shows; `previous` and `next` are addresses, empty where there is none."""

    frame: Frame
    asked: Asked
    lists: tuple[Choice, ...]
    rules: tuple[Choice, ...]
    files: tuple[Choice, ...]
    levels: tuple[Choice, ...]
    items: tuple[Item, ...]
    total: int
    first: int
    coverage: str
    checked: Piece | None
    unchecked: int
    previous: str
    next: str


def things_shown(survey: Survey, asked: Asked) -> list[str]:
    """The IRIs whose names and places the page shows."""
    shown = part_of(survey.entries(asked), asked.number, PER_PAGE).entries
    found: dict[str, None] = {}
    for one in shown:
        found.update(dict.fromkeys(_things(one)))
    return [iri for iri in found if iri]


def names_wanted(things: Iterable[str]) -> set[str]:
    """What the page names: of a claim the fact that it states, since a claim has no name of its own."""
    return {_named(iri) for iri in things}


def _named(iri: str) -> str:
    name = iri.partition("#")[2]
    return fact(name) if name else iri


def _things(one: Listed) -> tuple[str, ...]:
    if isinstance(one, AilingLink):
        return one.sources
    return (one if isinstance(one, str) else _subject(one),)


def quality_page(
    survey: Survey,
    asked: Asked,
    frame: Frame,
    namer: Namer,
    line: LineAddress,
    places: Mapping[str, Sequence[CuratedPlace]],
    disputes: Mapping[str, tuple[Dispute, ...]],
) -> QualityPage:
    part = part_of(survey.entries(asked), asked.number, PER_PAGE)
    build = _Items(namer, line, places, disputes)
    words = namer.words
    return QualityPage(
        frame=frame,
        asked=asked,
        lists=tuple(_list_choice(name, survey, asked, namer) for name in LISTS),
        rules=_narrowed("rule", survey, asked) if asked.list == FINDINGS else (),
        files=_narrowed("about", survey, asked) if asked.list == FINDINGS else (),
        levels=tuple(replace(c, text=words(f"quality.{c.text}")) for c in _narrowed("level", survey, asked))
        if asked.list == FINDINGS
        else (),
        items=tuple(map(build.item, part.entries)),
        total=part.total,
        first=part.first,
        coverage=_coverage(survey, words),
        checked=namer.value(_day(survey.last_checked)) if survey.last_checked else None,
        unchecked=survey.unchecked,
        previous=part.previous(asked.address),
        next=part.next(asked.address),
    )


def _coverage(survey: Survey, words: Words) -> str:
    witnessed = survey.facts - len(survey.concerns["single"])
    percent = round(100 * witnessed / survey.facts) if survey.facts else 0
    grouped = (number(str(count), words.language) for count in (survey.facts, witnessed))
    return words("quality.coverage", percent=percent, **dict(zip(("facts", "witnessed"), grouped, strict=True)))


def _list_choice(name: str, survey: Survey, asked: Asked, namer: Namer) -> Choice:
    other = Asked(name)
    count = -1 if name == LINKS and not survey.links else len(survey.entries(other))
    return Choice(other.address(), namer.words(f"quality.{name}"), count, name == asked.list)


def _narrowed(field: str, survey: Survey, asked: Asked) -> tuple[Choice, ...]:
    """The values of one field among the findings that the other fields leave, the most frequent first."""
    left = survey.entries(asked.narrowed(field, ""))
    keys = {"rule": lambda one: one.rule, "level": lambda one: one.level, "about": lambda one: one.slug}
    counts = Counter(keys[field](one) for one in left)
    return tuple(
        Choice(asked.narrowed(field, key).address(), key, count, getattr(asked, field) == key)
        for key, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def _subject(one: RecordedFinding) -> str:
    """What a finding is about: at least what its file is about. The model has files that are about nothing alone."""
    return one.entity or (entity(one.slug) if one.file.startswith(DATA) and is_slug(one.slug) else "")


def _day(day: str) -> Literal:
    return Literal(day, datatype=XSD + "date")


@dataclass(frozen=True, slots=True)
class _Items:
    """Builds the entries of a page."""

    namer: Namer
    line: LineAddress
    places: Mapping[str, Sequence[CuratedPlace]]
    disputes: Mapping[str, tuple[Dispute, ...]]

    def item(self, one: Listed) -> Item:
        if isinstance(one, str):
            return Item(self.namer.link(one), self.where(self.places.get(one, ())), disputes=self.disputes.get(one, ()))
        return self.ailing(one) if isinstance(one, AilingLink) else self.finding(one)

    def finding(self, one: RecordedFinding) -> Item:
        language, words = self.namer.language, self.namer.words
        place, subject = CuratedPlace(one.file, one.line), _subject(one)
        return Item(
            name=replace(self.namer.name(_named(subject)), href=path_of(subject) or "") if subject else Piece(one.file),
            where=(Where(f"{one.file}:{one.line}:{one.column}", self.line(place)),),
            rule=Piece(one.rule, href=href_of(page_of(one.rule))),
            level=words(f"quality.{one.level}"),
            message=one.message.in_language(language),
            mend=one.mend.in_language(language),
        )

    def ailing(self, one: AilingLink) -> Item:
        words, check = self.namer.words, one.check
        said = words(f"quality.{check.health}", answer=check.answer)
        day = self.namer.value(_day(check.checked))
        return Item(
            name=Piece(check.address, href=check.address),
            where=self.where([place for source in one.sources for place in self.places.get(source, ())]),
            message=said,
            notes=(day, *map(self.namer.link, one.sources)),
        )

    def where(self, places: Sequence[CuratedPlace]) -> tuple[Where, ...]:
        return tuple(Where(f"{one.file}:{one.line}" if one.line else one.file, self.line(one)) for one in places)
