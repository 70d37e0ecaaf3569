"""When several values of one property agree, and which of them then stands."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import pyoxigraph as ox

from loaders.reach import reached
from loaders.triples import Value
from ontology.core import DATES, NUMBERS

ABOUT, AT_LEAST, AT_MOST = "about", "at-least", "at-most"

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
# What one text calls "about 70" another may have counted as 72; what is further off is another number.
_NEAR = Fraction(1, 20)

Wider = Mapping[str, frozenset[str]]


def agreed(values: Iterable[Value], wider: Wider) -> frozenset[Value] | None:
    """What stands of the values that claims give to a property that can have one; None where they disagree.

    They agree when equal, or when one of them says all that the others say and more: a date that the others begin, a
    number that rounds to the others, a concept or place within the others (`wider` gives all that each lies within).
    A text in two languages is one value in each.
    """
    by_language: dict[str, set[Value]] = {}
    for value in values:
        language = value.language if isinstance(value, ox.Literal) else None
        by_language.setdefault(language or "", set()).add(value)
    standing = [_finest(group, wider) for group in by_language.values()]
    return None if None in standing else frozenset(value for value in standing if value is not None)


@dataclass(frozen=True, slots=True)
class Measure:
    """A number as a claim gives it, with its precision by the vocabulary's local name; empty where it is exact."""

    number: ox.Literal
    precision: str = ""


def agreed_measure(measures: Iterable[Measure]) -> Measure | None:
    """The measure that each other one allows: 87 stands where another says "at least 70"; None where there is none.

    Exact numbers allow what rounds to them; "about", a twentieth more or less; a limit allows a stricter one too.
    """
    candidates = sorted(set(measures), key=_digits_first)
    return next((fine for fine in candidates if all(_allows(coarse, fine) for coarse in candidates)), None)


def _digits_first(measure: Measure) -> tuple[int, str, str]:
    """Two numbers that are both "about" may allow each other: the one told with more digits stands."""
    text = measure.number.value
    return -len(text.replace(".", "").strip("+-0")), measure.precision, str(measure.number)


def _allows(coarse: Measure, fine: Measure) -> bool:
    if coarse == fine:
        return True
    if not coarse.precision:
        return not fine.precision and _implies(fine.number, coarse.number, {})
    is_limit = fine.precision in (AT_LEAST, AT_MOST)
    if is_limit and fine.precision != coarse.precision:
        return False
    if not (_NUMBER.fullmatch(fine.number.value) and _NUMBER.fullmatch(coarse.number.value)):
        return False
    return _WITHIN[coarse.precision](Fraction(fine.number.value), Fraction(coarse.number.value))


_WITHIN: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    ABOUT: lambda number, around: abs(number - around) <= abs(around) * _NEAR,
    AT_LEAST: lambda number, limit: number >= limit,
    AT_MOST: lambda number, limit: number <= limit,
}


def _finest(values: set[Value], wider: Wider) -> Value | None:
    """The value that implies every other one. No two different values imply each other, so it is one or none."""
    # The order decides only between numbers written in two datatypes.
    candidates = sorted(values, key=str)
    return next((fine for fine in candidates if all(_implies(fine, coarse, wider) for coarse in candidates)), None)


def _implies(fine: Value, coarse: Value, wider: Wider) -> bool:
    if fine == coarse:
        return True
    if isinstance(fine, ox.NamedNode) and isinstance(coarse, ox.NamedNode):
        return coarse.value in wider.get(fine.value, ())
    if isinstance(fine, ox.Literal) and isinstance(coarse, ox.Literal):
        if _both(fine, coarse, DATES):
            return fine.value.startswith(coarse.value)
        if _both(fine, coarse, NUMBERS):
            return _rounds_to(fine.value, coarse.value)
    return False


def _both(one: ox.Literal, other: ox.Literal, datatypes: frozenset[str]) -> bool:
    return one.datatype.value in datatypes and other.datatype.value in datatypes


def _rounds_to(fine: str, coarse: str) -> bool:
    """Whether the coarse number is the fine one rounded at its own last significant digit, of which it needs two.

    1.791 rounds to 1.8; 3.5 does not vouch for 4, nor 34 for 30, since one digit is too vague to confirm anything.
    Fractions, because amounts may have more digits than a decimal context.
    """
    if not (_NUMBER.fullmatch(fine) and _NUMBER.fullmatch(coarse)):
        return False
    exact, rounded = Fraction(fine), Fraction(coarse)
    if exact == rounded:
        return True
    digits = coarse.lstrip("+-").replace(".", "")
    if exact * rounded < 0 or len(digits.strip("0")) < 2:
        return False
    zeros = len(digits) - len(digits.rstrip("0"))
    half = Fraction(10) ** (zeros - len(coarse.partition(".")[2])) / 2
    return abs(rounded) - half <= abs(exact) < abs(rounded) + half


def closure(edges: Iterable[tuple[str, str]]) -> Wider:
    """All that each thing lies within, directly or not, from pairs (narrower, wider). A circle is no error here."""
    direct: dict[str, set[str]] = {}
    for narrower, wide in edges:
        direct.setdefault(narrower, set()).add(wide)
    return {thing: frozenset(reached([thing], lambda one: direct.get(one, ())) - {thing}) for thing in direct}
