"""Which of several ways to write one thing a reader needs: no form that differs in its letters' case, no initials."""

import re
from collections.abc import Iterable

from graph.search.folding import plain
from graph.terms import Literal

_WORD = re.compile(r"[^\W\d_]+")
# "de", "du", "des", "of", "the": initials leave them out.
_LINK_WORD = 3
# "direct" in "directeur", "directrice" and "direction".
_STEM = 6


def distinct(texts: Iterable[Literal]) -> tuple[Literal, ...]:
    """Each text once, in the form with the fewest capitals, without the initials of another one."""
    chosen: dict[str, Literal] = {}
    for text in sorted(texts, key=lambda text: (sum(letter.isupper() for letter in text.value), text.value)):
        chosen.setdefault(folded(text.value), text)
    spelt = {_initials(text.value) for text in chosen.values()}
    return tuple(sorted((text for form, text in chosen.items() if form not in spelt), key=lambda text: text.value))


def says_again(text: str, said: str) -> bool:
    """Whether each word of a text has the stem of one said already: "vice-président" beside "vice-présidence"."""
    stems = {folded(word)[:_STEM] for word in _WORD.findall(said)}
    words = [folded(word)[:_STEM] for word in _WORD.findall(text) if len(word) > _LINK_WORD]
    return bool(words) and set(words) <= stems


def folded(text: str) -> str:
    """The letters and figures alone, without case and accents."""
    return "".join(filter(str.isalnum, plain(text)))


def _initials(text: str) -> str:
    words = [word for word in _WORD.findall(text) if len(word) > _LINK_WORD]
    return folded("".join(word[0] for word in words)) if len(words) > 1 else ""
