"""The search index of a release: candidates by their words and letters, then the order that likeness gives them.

tantivy finds candidates fast; its own order is of no use for names, since fuzzy terms all score the same.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from threading import Lock

import tantivy

from graph.entries import Entry, Sort, read_entries
from graph.folding import Folded, folded, readings
from graph.lexicon import lexicon_of
from graph.likeness import EXACT, Likeness
from graph.releases import SEARCH

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
_BEGUN = 3
# Text answers come after names that fit: the best of them has this score.
BEST_TEXT = 60.0
_WRITER_BYTES = 32_000_000


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
        self._by_name = _index_of_names(self._names)
        self._by_text = _index_of_texts(self.entries)
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
        """Things whose names fit, then those whose names, descriptions or titles hold the words."""
        named = [match for match in self.match(text, limit=_CANDIDATES) if match.score > BEST_TEXT]
        known = {match.entry.iri for match in named}
        return (*named, *(match for match in self._in_texts(text) if match.entry.iri not in known))

    def _in_texts(self, text: str) -> list[Match]:
        words = zip(*(_words(text, field) for field in _STEMMERS), strict=True)
        each = [_any_of(self._by_text, {f: [w] for f, w in zip(_STEMMERS, word, strict=True)}) for word in words]
        hits = self._holding(each, tantivy.Occur.Must) or self._holding(each, tantivy.Occur.Should)
        places = [(score, _place(self._by_text, address)) for score, address in hits]
        top = max((score for score, _ in places), default=1.0)
        ranked = sorted(places, key=lambda one: (-one[0], one[1]))
        return [Match(self.entries[place], BEST_TEXT * score / top) for score, place in ranked]

    def _holding(self, words: list[tantivy.Query], occur: tantivy.Occur) -> list[tuple[float, tantivy.DocAddress]]:
        """Texts that hold all of the words, or any of them, with their scores."""
        query = tantivy.Query.boolean_query([(occur, word) for word in words])
        hits: list[tuple[float, tantivy.DocAddress]] = self._by_text.searcher().search(query, _MOST_TEXTS, False).hits
        return hits

    def _candidates(self, sought: Folded) -> set[int]:
        words = {other for word in sought.words for other in (word, *self._lexicon.get(word, {}))}
        asked = {"words": sorted(words), "letters": sorted(_letters(sought))}
        found = set(islice(self._beginning(sought.words), _CANDIDATES))
        for field, terms in asked.items():
            hits = (
                self._by_name.searcher().search(_any_of(self._by_name, {field: terms}), _CANDIDATES, count=False).hits
            )
            found.update(_place(self._by_name, address) for _, address in hits)
        return found

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


_STEMMERS = {"fr": "french", "en": "english"}


def _expected(match: Match, sought: Folded) -> tuple[bool, float, str]:
    """Who types the start of a name means a thing rather than a document, well known, and its whole name."""
    begun = folded(match.name).compact.startswith(sought.compact)
    return bool(match.entry.grade), -(match.entry.facts + 1) * match.score * (_BEGUN if begun else 1), match.entry.iri


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


def _index_of_names(names: Sequence[_Listed]) -> tantivy.Index:
    schema = tantivy.SchemaBuilder()
    schema.add_unsigned_field("place", stored=True)
    for field in ("words", "letters"):
        schema.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    index = tantivy.Index(schema.build())
    documents = (
        tantivy.Document(
            place=number, words=[" ".join(name.folded.words)], letters=[" ".join(sorted(_letters(name.folded)))]
        )
        for number, name in enumerate(names)
    )
    return _filled(index, documents)


def _index_of_texts(entries: Sequence[Entry]) -> tantivy.Index:
    schema = tantivy.SchemaBuilder()
    schema.add_unsigned_field("place", stored=True)
    for field in _STEMMERS:
        schema.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    index = tantivy.Index(schema.build())
    documents = (
        tantivy.Document(place=place, **{field: [" ".join(_words(_all_of(entry), field))] for field in _STEMMERS})
        for place, entry in enumerate(entries)
    )
    return _filled(index, documents)


def _all_of(entry: Entry) -> str:
    return " ".join((*(name.text for name in entry.names), *entry.texts.values(), entry.publisher))


@lru_cache
def _analyzer(field: str) -> tantivy.TextAnalyzer:
    """Accents are folded before words are stemmed, so that those who leave them out find the same."""
    language = _STEMMERS[field]
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stemmer(language))
        .build()
    )


def _words(text: str, field: str) -> list[str]:
    plainly = " ".join(folded(text).words)
    return [str(word) for word in _analyzer(field).analyze(plainly)]


def _filled(index: tantivy.Index, documents: Iterable[tantivy.Document]) -> tantivy.Index:
    # One thread: the order of the documents, and so of those that score alike, is that of the entries.
    writer = index.writer(heap_size=_WRITER_BYTES, num_threads=1)
    for document in documents:
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def _any_of(index: tantivy.Index, terms: dict[str, list[str]]) -> tantivy.Query:
    each = ((field, word) for field, words in terms.items() for word in words)
    return tantivy.Query.boolean_query(
        [(tantivy.Occur.Should, tantivy.Query.term_query(index.schema, field, word)) for field, word in each]
    )


def _place(index: tantivy.Index, address: tantivy.DocAddress) -> int:
    place: int = index.searcher().doc(address)["place"][0]
    return place


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
