"""The words that an entry is found by, in the form to which each language brings them down."""

from collections.abc import Sequence
from functools import lru_cache

import tantivy

from graph.search.entries import Entry
from graph.search.folding import folded
from graph.search.word_index import Words
from ontology import LANGUAGES

_STEMMERS = {"fr": "french", "en": "english"}


def words_of(entry: Entry) -> Words:
    """Every word of its names and texts, and of its slug, which has the year that its name may leave out: the Cloud
    Computing plan is `plan-cloud-computing-2013`."""
    slug = entry.iri.rsplit("/", 1)[-1].replace("-", " ")
    texts = (*(name.text for name in entry.names), *entry.texts.values(), entry.publisher, slug)
    return in_each_form(folded(" ".join(texts)).words)


def in_each_form(words: Sequence[str]) -> Words:
    """Accents are folded before words are stemmed, so that those who leave them out find the same."""
    return {language: [_stem(word, language) for word in words] for language in LANGUAGES}


@lru_cache(65536)
def _stem(word: str, language: str) -> str:
    return " ".join(_stemmer(language).analyze(word))


@lru_cache
def _stemmer(language: str) -> tantivy.TextAnalyzer:
    stemmer = tantivy.Filter.stemmer(_STEMMERS[language])
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).filter(stemmer).build()
