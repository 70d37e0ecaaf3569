"""The page of a search: what was found, page by page, and the kinds to choose from."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from api.pages.frame import Frame
from api.pages.listing import Choice, Hit
from api.pages.paging import part_of
from api.pages.pieces import Namer, capitalised, key_of
from api.pages.ready import Ready
from api.pages.words import Words
from graph.reading.description import Names
from graph.search.entries import Entry
from graph.search.folding import plain
from graph.search.index import Match
from graph.terms import Literal
from ontology import VOCABULARY, XSD

PER_PAGE = 20
_DATES = {4: "gYear", 7: "gYearMonth", 10: "date"}


@dataclass(frozen=True, slots=True)
class SearchPage:
    """All that `search.html` shows; `first` is the place of its first answer, `previous` and `next` are addresses."""

    frame: Frame
    text: str
    matches: tuple[Match, ...]
    hits: tuple[Hit, ...]
    total: int
    first: int
    sorts: tuple[tuple[Choice, str], ...]
    choices: tuple[tuple[Choice, str], ...]
    previous: str
    next: str
    ready: tuple[Ready, ...] = ()


def search_page(
    matches: Sequence[Match], kinds: Names, text: str, chosen: str, number: int, frame: Frame
) -> SearchPage:
    """`kinds` are the names of the kinds of what was found."""
    kept = [match for match in matches if not chosen or chosen in (sort_of(match), *map(key_of, match.entry.kinds))]
    part = part_of(kept, number, PER_PAGE)

    def at(page: int) -> str:
        return address("/search", ("q", text), ("kind", chosen), ("page", str(page)))

    return SearchPage(
        frame=frame,
        text=text,
        matches=part.entries,
        hits=tuple(_hit(match, kinds, frame.words) for match in part.entries),
        total=part.total,
        first=part.first,
        sorts=tuple(_sorts(matches, chosen, text, frame.words)),
        choices=tuple(_choices(matches, chosen, text, Namer(frame.words, kinds))),
        previous=part.previous(at),
        next=part.next(at),
    )


def address(path: str, *fields: tuple[str, str]) -> str:
    """With those fields that have a value."""
    given = [(name, value) for name, value in fields if value]
    return f"{path}?{urlencode(given)}" if given else path


def sort_of(match: Match) -> str:
    """Whether it is a document or something that documents speak of."""
    return "documents" if any(kind.startswith(VOCABULARY) for kind in match.entry.kinds) else "things"


def _sorts(matches: Sequence[Match], chosen: str, text: str, words: Words) -> Iterable[tuple[Choice, str]]:
    """Everything; things and documents too, where there are some of both."""
    counts = Counter(map(sort_of, matches))
    for key in ("", "things", "documents") if len(counts) > 1 else ("",):
        label = words(f"search.{key or 'all'}")
        choice = Choice(key, label, counts[key] if key else len(matches), key == chosen)
        yield choice, address("/search", ("q", text), ("kind", key))


def _hit(match: Match, kinds: Names, words: Words) -> Hit:
    """With the name that fitted, where its reader does not see it in the label."""
    hit = hit_of(match.entry, kinds, words)
    unseen = match.name and not (set(plain(match.name).split()) & set(plain(hit.name.text).split()))
    return replace(hit, also=match.name) if unseen and sort_of(match) == "things" else hit


def _choices(matches: Iterable[Match], chosen: str, text: str, namer: Namer) -> Iterable[tuple[Choice, str]]:
    """The kinds with their addresses, the most frequent first. A company is one thing, a company's document another."""
    counts = Counter(kind for match in matches for kind in match.entry.kinds)
    for kind, count in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        key = key_of(kind)
        name = capitalised((namer.name(kind),))[0].text
        label = namer.words("search.document", kind=name) if kind.startswith(VOCABULARY) else name
        yield Choice(key, label, count, key == chosen), address("/search", ("q", text), ("kind", key))


def hit_of(entry: Entry, kinds: Names, words: Words) -> Hit:
    """A thing as lists show it; `kinds` are the names of its kinds."""
    namer = Namer(words, {**kinds, entry.iri: entry.labels})
    texts = namer.texts(Literal(text, language) for language, text in entry.texts.items())
    day = Literal(entry.issued, datatype=XSD + _DATES.get(len(entry.issued), "string"))
    return Hit(
        name=namer.link(entry.iri),
        kinds=tuple(capitalised((namer.name(kind),))[0] for kind in entry.kinds),
        lead=namer.value(texts[0]) if texts else None,
        facts=entry.facts,
        grade=entry.grade,
        publisher=entry.publisher,
        issued=namer.value(day) if entry.issued else None,
    )
