"""The ways to read what somebody wrote as a name, each with how much it is worth.

A list is written for people: with titles, places and second names around the name itself.
"""

import re

from graph.search.folding import LITTLE, Folded, folded, plain

_HUMPS = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_BRACKETED = re.compile(r"\s*[(\[]([^)\]]*)[)\]]")
# What follows a comma, or a dash between spaces, says more of what stands before it: Octave Klaba, OVHcloud.
_ADDED = re.compile(r",|\s[-–—]\s")
# RGPD / GDPR. Numbers are divided so too, and single letters: 2016/679, S/A.
_EITHER = re.compile(r"(?<=[^\W\d]{3})\s*/\s*(?=[^\W\d]{3})")
_TITLES, _BEFORE_TITLES = (
    frozenset(words.split())
    for words in (
        "chancelier chanceliere chancellor commissaire commissioner depute deputee dr m madame minister ministre mlle "
        "mme monsieur mp mep mr mrs ms pr pres president presidente prof professeur professor secretaire sen senateur "
        "senatrice senator sir",
        "la le the premier prime",
    )
)


def readings(text: str) -> tuple[tuple[Folded, float], ...]:
    """As it stands; its humps taken apart; without what stands in brackets; without the titles of a person; without
    what was added; either side of a slash; and what stands in brackets alone, never enough to agree: it is often only
    the place or the employer."""
    bare = _BRACKETED.sub(" ", text).strip()
    ways = {folded(text): 1.0}
    for way, worth in (
        (_HUMPS.sub(" ", text), 0.98),
        (bare, 0.97),
        (_untitled(text), 0.96),
        (_untitled(_ADDED.split(bare, maxsplit=1)[0]), 0.93),
        *((side, 0.9) for side in _EITHER.split(bare)),
        (" ".join(_BRACKETED.findall(text)), 0.8),
    ):
        ways.setdefault(folded(way), worth)
    return tuple((way, worth) for way, worth in ways.items() if way.words)


def _untitled(text: str) -> str:
    """Mme la ministre Fleur Pellerin is Fleur Pellerin; but the president of the Senate is not the Senate."""
    words = text.split()
    said = [plain(word).rstrip(".") for word in words]
    first = 0
    while first < len(words) - 1 and said[first] in _TITLES | _BEFORE_TITLES:
        first += 1
    is_titled = first and said[first - 1] in _TITLES and said[first] not in LITTLE
    return " ".join(words[first:]) if is_titled else text
