"""What a name comes down to when it is compared: its words without case, accents, articles and legal forms.

French and English are folded alike, since a name of one is often written in the middle of the other.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "’": "'", "`": "'", "´": "'"})
# The combining diacritical marks of Unicode.
_MARKS = dict.fromkeys(range(0x300, 0x370))
_ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu)'")
# A.N.S.S.I. and O.V.H are one word each; E. Macron stays two.
_DOTTED = re.compile(r"\b(?:\w\.){2,}(?:\w\b)?")
_DOMAIN = re.compile(r"(?<=\w)(?:\.gouv)?\.(?:com|org|net|fr|eu|io|cloud|de|it|es|be|nl|lu|ch|uk)\b")
_NUMBERED = re.compile(r"\b(?:n|no|nr|num|numero|number)[.°º]?\s*(?=\d)")
# 3.1 is one number, and not 1.3.
_VERSION = re.compile(r"(?<=\d)\.(?=\d)")
_WORD = re.compile(r"\w+(\.)?")

LITTLE, _LEGAL = (
    frozenset(words.split())
    for words in (
        "a au aux dans de des du en et la le les par pour sous sur un une vers and at by for in of on the to with",
        "ag bv corp gmbh inc llc ltd nv plc sa sarl sas sasu se spa srl",
    )
)
_NUMBERS = {
    word: str(number)
    for number, words in enumerate(
        (
            "premier premiere first 1er 1ere 1st",
            "deuxieme second seconde 2e 2eme 2nd ii",
            "troisieme third 3e 3eme 3rd iii",
            "quatrieme fourth 4e 4eme 4th iv",
            "cinquieme fifth 5e 5eme 5th",
        ),
        start=1,
    )
    for word in words.split()
}


@dataclass(frozen=True, slots=True)
class Folded:
    """`words` are those that count, in order; `short` are those of them that were cut with a full stop."""

    words: tuple[str, ...]
    short: frozenset[str]

    @property
    def compact(self) -> str:
        """As one word: where people put spaces, hyphens and capitals tells little."""
        return "".join(self.words)

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.words)


def plain(text: str) -> str:
    """Without case and accents."""
    lowered = text.casefold()
    return (
        lowered if lowered.isascii() else unicodedata.normalize("NFKD", lowered.translate(_LETTERS)).translate(_MARKS)
    )


@lru_cache(4096)
def folded(text: str) -> Folded:
    """The words of a name; where nothing but articles and legal forms is left, those."""
    text = _DOTTED.sub(lambda found: found[0].replace(".", "") + " ", plain(text))
    text = _VERSION.sub("_", text)
    text = _NUMBERED.sub(" ", _DOMAIN.sub(" ", _ELIDED.sub(" ", text)))
    found = [(match[0].rstrip("."), bool(match[1])) for match in _WORD.finditer(text)]
    said = [(_NUMBERS.get(word, word), short) for word, short in found]
    kept = [each for each in said if each[0] not in LITTLE and each[0] not in _LEGAL] or said
    return Folded(tuple(word for word, _ in kept), frozenset(word for word, short in kept if short))
