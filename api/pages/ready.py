"""Questions of the catalogue that come near to what somebody typed: a search finds names, a question relations."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from api.pages.typography import typeset
from graph.names import href_of
from graph.reading.catalogue import Entry
from graph.search.folding import plain

MOST = 3
# Shorter words tie a question together and say nothing of what it is about; this one is in most of them.
_LEAST_LETTERS = 4
_EVERYWHERE = frozenset({"cloud", "which", "quel", "quelle", "quels", "quelles", "dans", "what", "when", "according"})
_BEGINNING = 6
_LEAST_SHARED = 2


@dataclass(frozen=True, slots=True)
class Ready:
    title: str
    href: str


def ready_questions(text: str, entries: Iterable[Entry], language: str) -> tuple[Ready, ...]:
    """The nearest first; none where a question shares but a word of several with the text."""
    asked = _words(text)
    shared = [(len(asked & _words(" ".join(entry.titles.values()))), entry) for entry in entries]
    near = [
        entry for count, entry in sorted(shared, key=lambda pair: (-pair[0], pair[1].name)) if count >= _LEAST_SHARED
    ]
    return tuple(
        Ready(typeset(entry.titles.get(language, entry.name), language), href_of(entry.iri)) for entry in near[:MOST]
    )


def _words(text: str) -> set[str]:
    """The beginnings of its words: endings differ by number and person."""
    words = re.findall(r"\w+", plain(text))
    return {word[:_BEGINNING] for word in words if len(word) >= _LEAST_LETTERS and word not in _EVERYWHERE}
