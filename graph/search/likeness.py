"""How alike two names are, from 0 to 100: above 80 only where a person would say that the same thing is meant.

Words that are rare among the names count for more than those that many share, so that "Ministère de la Pêche" is not
taken for a ministry that is here; words that nobody here has count most. Word order says nothing.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from graph.search.folding import Folded
from graph.search.lexicon import Lexicon

EXACT = 100.0
SAME_LETTERS = 99.0
# Letters alone are weak evidence: CDC is more than one body.
INITIALS = 78.0
SYLLABLES = 84.0
# A third programme is not the programme.
NUMBERED_OTHERWISE = 80.0
# ST Micro for STMicroelectronics: from so many letters on, and never enough to agree.
_BEGINNING, _BEGUN, _BEGUN_WHOLE = 6, 50.0, 78.0
# A name that holds all the words sought, and others: how much is certain, and how much hangs on the others.
_CERTAIN, _REST = 0.5, 0.5
_TRANSLATED = 0.8
_LETTER = 0.85
_CUT = 0.93
_CONTRACTED = 0.72
_SLIPPED = 0.8
_VOWELS = frozenset("aeiouy")
# Within a longer name: UE for Union européenne, JN for Jean-Noël.
_INITIALLED, _LONGEST_INITIALS = 0.85, 4
# Num'spot and Cloud Watt beside other words.
_DIVIDED = 0.95
# In letters: 3, 12, and versions such as 3.2. Years are often only added.
_LONGEST_ORDINAL = 3


class Likeness:
    """Made once over all names of a release; then asked. `weigh` runs from 0 to 1."""

    def __init__(self, names: Iterable[Folded], lexicon: Lexicon) -> None:
        every = list(names)
        counts = Counter(word for name in every for word in set(name.words))
        self._counts = counts
        self._scale = math.log(len(every) + 2)
        self._most = len(every) + 2
        self._lexicon = lexicon

    def weigh(self, word: str) -> float:
        rarity = math.log(self._most / (self._counts.get(word, 0) + 1)) / self._scale
        return 0.25 + 0.75 * rarity

    def score(self, sought: Folded, name: Folded) -> float:
        """How well the name answers what is sought; not the same the other way round."""
        if sought.words == name.words:
            return EXACT
        if sought.compact == name.compact or sorted(sought.words) == sorted(name.words):
            return SAME_LETTERS
        alike = max(self._by_words(sought, name), _by_letters(sought, name), _by_initials(sought, name))
        return min(alike, NUMBERED_OTHERWISE) if _is_numbered_otherwise(sought, name) else alike

    def _by_words(self, sought: Folded, name: Folded) -> float:
        fits = {
            (one, other): self._alike(one, other, one in sought.short) for one in sought.words for other in name.words
        }
        for fitting in (_initialled, _divided):
            fits |= fitting(sought.words, name.words)
            fits |= {(one, other): fit for (other, one), fit in fitting(name.words, sought.words).items()}
        there = self._share({one: max(fits[one, other] for other in name.words) for one in sought.words})
        back = self._share({other: _present(max(fits[one, other] for one in sought.words)) for other in name.words})
        return min(100 * there * (_CERTAIN + _REST * back), SAME_LETTERS)

    def _share(self, found: Mapping[str, float]) -> float:
        """How much of these words was found, each by its weight."""
        weights = {word: self.weigh(word) for word in found}
        return sum(weights[word] * fit for word, fit in found.items()) / sum(weights.values())

    def _alike(self, sought: str, word: str, stopped: bool) -> float:
        if sought == word:
            return 1.0
        share = self._lexicon.get(sought, {}).get(word)
        translated = 0.0 if share is None else _TRANSLATED * (0.75 + 0.25 * share)
        return max(translated, _cut(sought, word, stopped), _contracted(sought, word), _spelled(sought, word))


def _present(fit: float) -> float:
    """A word with a slip is there all the same: a slip counts once, in what was sought."""
    return 1.0 if fit >= _SLIPPED else fit


def _cut(sought: str, word: str, stopped: bool) -> float:
    """Min. for ministère, E. for Emmanuel, Indus for industrielle."""
    if not word.startswith(sought):
        return 0.0
    if len(sought) == 1:
        return _LETTER
    return _CUT if stopped else 0.5 + 0.45 * len(sought) / len(word)


def _contracted(sought: str, word: str) -> float:
    """Bk for bank, Gle for générale: the consonants, and maybe the last letter."""
    if not 2 <= len(sought) < len(word) - 1 or sought[0] != word[0] or not _VOWELS.isdisjoint(sought[:-1]):
        return 0.0
    if len(sought) == 2 and sought[-1] != word[-1]:
        return 0.0
    rest = iter(word)
    return _CONTRACTED if all(letter in rest for letter in sought) else 0.0


def _initialled(shorts: tuple[str, ...], words: tuple[str, ...]) -> dict[tuple[str, str], float]:
    """The words in a row of which a word of the other name has the initials; not where it is all that there is."""
    if len(shorts) < 2:
        return {}
    return {
        (short, word): _INITIALLED
        for short in shorts
        if 2 <= len(short) <= _LONGEST_INITIALS and short not in words
        for first in range(len(words) - len(short) + 1)
        if "".join(word[0] for word in words[first : first + len(short)]) == short
        for word in words[first : first + len(short)]
    }


def _divided(parts: tuple[str, ...], words: tuple[str, ...]) -> dict[tuple[str, str], float]:
    """Two words in a row that are one word of the other name."""
    return {
        (part, first + second): _DIVIDED
        for first, second in pairwise(parts)
        if first + second in words
        for part in (first, second)
    }


def _is_numbered_otherwise(sought: Folded, name: Folded) -> bool:
    """Whether either has a number that the other has not."""
    return any(
        number not in other.compact for one, other in ((sought, name), (name, sought)) for number in _ordinals(one)
    )


def _ordinals(name: Folded) -> list[str]:
    return [word for word in name.words if len(word) <= _LONGEST_ORDINAL and word.replace("_", "").isdigit()]


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))


@lru_cache(65536)
def _spelled(sought: str, word: str) -> float:
    """The same word with a slip or two; numbers have no slips, nor those in words: EL3, SBG5."""
    longest = max(len(sought), len(word))
    allowed = (longest + 1) // 4
    if not allowed or _digits(sought) != _digits(word):
        return 0.0
    edits = OSA.distance(sought, word, score_cutoff=allowed + 2)
    if edits <= allowed:
        return 1 - 1.1 * edits / longest
    return max(0.0, 1 - 2.2 * edits / longest) if edits <= allowed + 2 else 0.0


def _by_letters(sought: Folded, name: Folded) -> float:
    """Where the words are divided otherwise: cloud watt, ovhcloud."""
    if len(sought.words) == len(name.words):
        return 0.0
    one, other = sought.compact, name.compact
    if len(one) >= _BEGINNING and other.startswith(one):
        return _BEGUN + (_BEGUN_WHOLE - _BEGUN) * len(one) / len(other)
    longest = max(len(one), len(other))
    allowed = longest // 6
    edits = OSA.distance(one, other, score_cutoff=allowed)
    return SAME_LETTERS * (1 - 1.5 * edits / longest) if edits <= allowed else 0.0


def _by_initials(sought: Folded, name: Folded) -> float:
    if len(sought.words) == 1 and len(name.words) > 1:
        if len(name.words) > 2 and sought.compact == name.initials:
            return INITIALS
        return SYLLABLES if _in_syllables(sought.compact, name.words) else 0.0
    if len(name.words) == 1 and len(sought.words) > 2 and name.compact == sought.initials:
        return INITIALS
    return 0.0


def _in_syllables(text: str, words: tuple[str, ...]) -> bool:
    """SocGen: the first two letters or more of every word, one after the other."""
    if not words:
        return not text
    first, rest = words[0], words[1:]
    longest = 0
    while longest < min(len(first), len(text)) and first[longest] == text[longest]:
        longest += 1
    return any(_in_syllables(text[size:], rest) for size in range(2, longest + 1))
