"""The search index of a release: candidates by their words and letters, then the order that likeness gives them.

The index of words finds candidates fast; its own order is of no use for names, since fuzzy terms all score the same.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from threading import Lock

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from graph.releases.folder import SEARCH
from graph.search.entries import Entry, Sort, read_entries
from graph.search.folding import Folded, folded
from graph.search.lexicon import lexicon_of
from graph.search.likeness import EXACT, Likeness
from graph.search.readings import readings
from graph.search.stems import in_each_form, words_of
from graph.search.word_index import WordIndex, Words
from ontology import LANGUAGES

# So many names are compared for each reading of what is sought; more would take longer and find nothing better.
_CANDIDATES = 60
_MOST_TEXTS = 400
_RELEASES_IN_MEMORY = 4
# Two things that fit about equally well: no person could say which is meant.
_TIE = 3.0
DOUBTFUL = 80.0
# A label before another name, another name before a wrong spelling, where they fit equally well.
_SORTS = {Sort.LABEL: 0.0, Sort.OTHER: 0.4, Sort.HIDDEN: 0.6}
# Names that are only like what was typed: not before so many letters, and not when they are little like it.
_ENOUGH_LETTERS = 3
_WORTH_SUGGESTING = 50.0
# Names of at most so many letters are compared with every other short one.
_SHORT = 5
# How much more a name is expected that starts so, and one that is the label.
_BEGUN = 3
# Text answers come after names that fit: the best of them has this score.
BEST_TEXT = 60.0


@dataclass(frozen=True, slots=True)
class Match:
    """`score` runs to 100; `name` is the name that fits best, empty where the texts were what fitted."""

    entry: Entry
    score: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Listed:
    """A name with the place of its entry."""

    place: int
    text: str
    folded: Folded
    sort: Sort


class SearchIndex:
    """Lives as long as its release is open; asked from any thread."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        self.by_iri = {entry.iri: entry for entry in self.entries}
        self._names = [
            _Listed(place, name.text, folded(name.text), name.sort)
            for place, entry in enumerate(self.entries)
            for name in entry.names
        ]
        self._lexicon = lexicon_of(self.entries)
        self._likeness = Likeness(_distinct(self._names), self._lexicon)
        self._by_name = WordIndex(("words", "letters"), (_parts_of(name.folded) for name in self._names))
        self._by_text = WordIndex(LANGUAGES, map(words_of, self.entries))
        self._short = [
            (number, name.folded.compact)
            for number, name in enumerate(self._names)
            if len(name.folded.compact) <= _SHORT + 1
        ]
        self._starts = sorted({(word, number) for number, name in enumerate(self._names) for word in name.folded.words})

    def match(self, text: str, classes: frozenset[str] = frozenset(), limit: int = 10) -> tuple[Match, ...]:
        """The things whose names are most like a text, the best first; with classes, only those of one of them."""
        best: dict[int, tuple[float, str]] = {}
        for sought, worth in readings(text):
            for number in self._candidates(sought):
                name = self._names[number]
                if classes and not classes.intersection(self.entries[name.place].classes):
                    continue
                score = worth * self._likeness.score(sought, name.folded) - _SORTS[name.sort]
                if score > best.get(name.place, (0.0, ""))[0]:
                    best[name.place] = score, name.text
        ranked = sorted(best.items(), key=lambda one: self._rank(one[0], one[1][0]))
        return _with_doubts([Match(self.entries[place], score, name) for place, (score, name) in ranked[:limit]])

    def near(self, slug: str, limit: int = 5) -> tuple[Match, ...]:
        """For a slug that nothing has: the things whose names or slugs are most like it; none where nothing is."""
        sought = folded(slug.replace("-", " "))
        best = {match.entry.iri: match for match in self.match(" ".join(sought.words), limit=limit)}
        slugs = [entry.iri.rsplit("/", 1)[-1] for entry in self.entries]
        for _, _, place in process.extract(slug, slugs, scorer=fuzz.ratio, limit=_CANDIDATES, score_cutoff=BEST_TEXT):
            score = self._likeness.score(sought, folded(slugs[place].replace("-", " ")))
            entry = self.entries[place]
            if entry.iri not in best or score > best[entry.iri].score:
                best[entry.iri] = Match(entry, score)
        found = (match for match in best.values() if match.score > BEST_TEXT)
        return tuple(sorted(found, key=lambda match: (-match.score, -match.entry.facts, match.entry.iri)))[:limit]

    def suggest(self, text: str, classes: frozenset[str] = frozenset(), limit: int = 10) -> tuple[Match, ...]:
        """For somebody still typing: names in which each word sought begins a word, then names that are like it."""
        sought = folded(text)
        found: dict[int, Match] = {}
        for number in self._beginning(sought.words):
            name = self._names[number]
            entry = self.entries[name.place]
            score = EXACT * len(sought.compact) / len(name.folded.compact)
            if (not classes or classes.intersection(entry.classes)) and (
                name.place not in found or score > found[name.place].score
            ):
                found[name.place] = Match(entry, score, name.text)
        ranked = sorted(found.values(), key=lambda match: _expected(match, sought))
        if len(sought.compact) >= _ENOUGH_LETTERS:
            alike = self.match(text, classes, limit)
            ranked = [
                *(m for m in alike if m.score > DOUBTFUL),
                *ranked,
                *(m for m in alike if m.score > _WORTH_SUGGESTING),
            ]
        once = {match.entry.iri: match for match in reversed(ranked)}
        order = dict.fromkeys(match.entry.iri for match in ranked)
        return tuple(once[iri] for iri in islice(order, limit))

    def search(self, text: str) -> tuple[Match, ...]:
        """Those whose names fit, and before the documents whose titles fit in part, the things named among what was
        typed; then those whose names, descriptions or titles hold the words."""
        named = [match for match in self.match(text, limit=_CANDIDATES) if match.score > BEST_TEXT]
        partly = (at for at, match in enumerate(named) if match.entry.grade and match.score <= DOUBTFUL)
        first = next(partly, len(named))
        once: dict[str, Match] = {}
        for match in (*named[:first], *self._named_in(folded(text)), *named[first:], *self._in_texts(text)):
            once.setdefault(match.entry.iri, match)
        return tuple(once.values())

    def _named_in(self, sought: Folded) -> list[Match]:
        """The things one of whose names stands whole among other words: Numergy and SFR in "numergy sfr". The longest
        name comes first."""
        words = frozenset(sought.words)
        found: dict[int, _Listed] = {}
        for _, number in self._by_name.find([{"words": sorted(words)}], _MOST_TEXTS) if len(words) > 1 else ():
            name = self._names[number]
            whole = words.issuperset(name.folded.words) and len(name.folded.compact) >= _ENOUGH_LETTERS
            if whole and (name.place not in found or len(name.text) > len(found[name.place].text)):
                found[name.place] = name
        ranked = sorted(found.items(), key=lambda one: (-len(one[1].folded.words), *self._rank(one[0], BEST_TEXT)))
        return [Match(self.entries[place], BEST_TEXT, name.text) for place, name in ranked]

    def _in_texts(self, text: str) -> list[Match]:
        groups = [in_each_form([word]) for word in folded(text).words]
        hits = self._by_text.find(groups, _MOST_TEXTS, every=True) or self._by_text.find(groups, _MOST_TEXTS)
        top = max((score for score, _ in hits), default=1.0)
        return [Match(self.entries[place], BEST_TEXT * score / top) for score, place in hits]

    def _candidates(self, sought: Folded) -> set[int]:
        """Names that begin so, that share words or their translations, and that share letters."""
        words = {other for word in sought.words for other in (word, *self._lexicon.get(word, {}))}
        found = set(islice(self._beginning(sought.words), _CANDIDATES))
        for group in ({"words": sorted(words)}, {"letters": sorted(_letters(sought))}):
            found.update(place for _, place in self._by_name.find([group], _CANDIDATES))
        return found | self._nearly(sought.compact)

    def _nearly(self, sought: str) -> set[int]:
        """Short names but for one slip, after which no three letters in a row may be left: ENSIA for ENISA."""
        if not _ENOUGH_LETTERS <= len(sought) <= _SHORT:
            return set()
        return {number for number, short in self._short if OSA.distance(sought, short, score_cutoff=1) <= 1}

    def _beginning(self, words: Sequence[str]) -> list[int]:
        """The names in which each of these words begins a word."""
        if not words:
            return []
        numbers = [self._starting(word) for word in words]
        return sorted(set.intersection(*numbers))

    def _starting(self, word: str) -> set[int]:
        first = bisect_left(self._starts, (word, 0))
        return {number for _, number in self._starts[first : bisect_left(self._starts, (word + "\U0010ffff", 0))]}

    def _rank(self, place: int, score: float) -> tuple[float, int, int, str]:
        """At an equal score the thing of which more is known."""
        entry = self.entries[place]
        return -score, -entry.facts, len(entry.label("fr")), entry.iri


def _expected(match: Match, sought: Folded) -> tuple[bool, float, str]:
    """Who types the start of a name means a thing rather than a document, well known, and its whole name."""
    begun = _BEGUN if folded(match.name).compact.startswith(sought.compact) else 1
    label = _BEGUN if match.name in match.entry.labels.values() else 1
    return bool(match.entry.grade), -(match.entry.facts + 1) * match.score * begun * label, match.entry.iri


def _with_doubts(ranked: list[Match]) -> tuple[Match, ...]:
    """Where the two best fit about equally well, and none of them exactly, none is certain."""
    if len(ranked) < 2 or ranked[0].score > 95 or ranked[1].score < ranked[0].score - _TIE:
        return tuple(ranked)
    return tuple(Match(match.entry, min(match.score, DOUBTFUL), match.name) for match in ranked)


def _distinct(names: Iterable[_Listed]) -> Iterable[Folded]:
    """Each name of a thing once, in whatever languages it is given."""
    return (name for _, name in {(one.place, one.folded) for one in names})


def _letters(name: Folded) -> set[str]:
    """Three letters in a row, across spaces."""
    compact = name.compact
    return {compact[start : start + 3] for start in range(max(1, len(compact) - 2))}


def _parts_of(name: Folded) -> Words:
    return {"words": name.words, "letters": sorted(_letters(name))}


_opening = Lock()


@lru_cache(_RELEASES_IN_MEMORY)
def _opened(folder: Path) -> SearchIndex:
    return SearchIndex(read_entries(folder / SEARCH))


def index_of(folder: Path) -> SearchIndex:
    """The index of the release in this folder, made when first asked for. Raises BrokenRelease where it has none.

    The lock is for those who ask meanwhile: they wait, rather than make it again.
    """
    with _opening:
        return _opened(folder)
