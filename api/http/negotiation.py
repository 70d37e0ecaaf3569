"""Content negotiation by RFC 9110 §12: which of our representations a client's Accept lines ask for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from api.http.media import Media

# Commas and semicolons inside quoted parameters separate nothing.
_ELEMENT = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+')
_PARAMETER = re.compile(r'(?:[^;"]|"(?:[^"\\]|\\.)*")+')
_QUALITY = re.compile(r"0(?:\.\d*)?|\.\d+|1(?:\.0*)?")  # Java's HttpURLConnection writes q=.2
LONGEST_REMEMBERED = 512
EXACT, FAMILY, ANYTHING, NOTHING = 3, 2, 1, 0


@dataclass(frozen=True, slots=True)
class Range:
    """One element of an Accept header; `quality` runs from 0 (never) to 1."""

    type: str
    quality: float

    def fit(self, type_: str) -> int:
        if self.type == type_:
            return EXACT
        if self.type == "*/*":
            return ANYTHING
        return FAMILY if self.type.endswith("/*") and type_.startswith(self.type[:-1]) else NOTHING


def negotiate(offers: Sequence[Media], accept: Iterable[str]) -> Media | None:
    """The offer that the client likes best, ours first where it has no preference; None when it takes none of them.

    Parameters other than q (charset, profile, version) are no reason to refuse.
    """
    lines = tuple(accept)
    known = sum(map(len, lines)) <= LONGEST_REMEMBERED
    return (_remembered if known else _negotiated)(tuple(offers), lines)


def _negotiated(offers: tuple[Media, ...], accept: tuple[str, ...]) -> Media | None:
    ranges = parse(accept)
    if not ranges:
        return offers[0]
    graded = [(_grade(offer, ranges), -place) for place, offer in enumerate(offers)]
    (quality, _), place = max(graded)
    return offers[-place] if quality > 0 else None


# Clients have few ways to say what they take, and weighing one costs more than finding a thing in a small store.
_remembered = lru_cache(512)(_negotiated)


def parse(accept: Iterable[str]) -> list[Range]:
    """The ranges of all lines of the header; what is no media range is passed over, as browsers and clients expect."""
    elements = (element for line in accept for element in _ELEMENT.findall(line))
    return [found for element in elements if (found := _range(element)) is not None]


def _range(element: str) -> Range | None:
    first, *parameters = _PARAMETER.findall(element) or [""]
    type_ = first.strip().lower()
    if type_ == "*":  # So does this.
        type_ = "*/*"
    if type_.count("/") != 1 or type_.startswith("/") or type_.endswith("/"):
        return None
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q" and _QUALITY.fullmatch(value.strip()):
            quality = float(value)
    return Range(type_, quality)


def _grade(offer: Media, ranges: Sequence[Range]) -> tuple[float, int]:
    """Quality of the most specific range that fits, and how specific it is: the second breaks ties of the first."""
    fit, quality = _best(offer.type, ranges)
    if fit == EXACT:
        return quality, EXACT
    aliases = [_best(alias, ranges) for alias in offer.aliases]
    named = [quality for fit, quality in aliases if fit == EXACT]
    return (max(named), EXACT) if named else (quality, fit)


def _best(type_: str, ranges: Sequence[Range]) -> tuple[int, float]:
    return max(((range_.fit(type_), range_.quality) for range_ in ranges if range_.fit(type_)), default=(NOTHING, 0.0))
