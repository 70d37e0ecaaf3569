"""Names of claims: what a claim is called follows from its kind and values (MODEL, rule 3)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import pyoxigraph as ox

from graph.names import SEPARATOR, is_slug
from loaders.turtle import Term
from loaders.words import kebab, kebab_of_camel, local_name
from ontology import ANDRO, ID
from ontology.core import DATES
from ontology.dictionary import Kind, Slot

Values = Mapping[str, Sequence[Term]]

# Of two like claims, what tells them apart at the end of the name: a year that they give, or the version of the scheme.
_DISCRIMINATING = ANDRO + "schemeVersion"
_TWIN = re.compile(r"(?P<base>.*?)(?:\.(?P<number>[1-9][0-9]*))?", re.DOTALL)
_NUMBERED = re.compile(r"[1-9][0-9]*")


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a claim, apart: `base` names its fact, `number` tells claims of one fact from each other."""

    base: str
    number: int = 1

    def __str__(self) -> str:
        return self.base if self.number == 1 else f"{self.base}.{self.number}"


def read_name(text: str) -> Name | None:
    """A name taken apart; None where its number is none that is ever written (`.1`, `.02`)."""
    match = _TWIN.fullmatch(text)
    if match is None or match["number"] == "1" or re.search(r"\.0[0-9]*\Z", text):
        return None
    return Name(match["base"], int(match["number"] or 1))


def bases(kind: Kind, values: Values) -> list[str] | None:
    """What the fact of a claim may be called, the plain name first; None where the claim lacks what names it.

    Several come of a name in both languages; alternatives are taken in the order of the shape.
    """
    parts: list[list[str]] = [[kind.token or ""]]
    for position in kind.keys:
        words = _position(position, values)
        if words:
            parts.append(words)
        elif kind.demands(position):
            return None
    return [SEPARATOR.join(words) for words in product(*parts)]


def fits(base: str, kind: Kind, values: Values) -> bool:
    """Whether a fact may bear this name, with a discriminator at its end or without."""
    if not kind.keys:
        token, _, number = base.partition(SEPARATOR)
        return token == kind.token and _NUMBERED.fullmatch(number) is not None
    plain = bases(kind, values)
    if plain is None or base in plain:
        return True
    return any(f"{one}{SEPARATOR}{end}" == base for one in plain for end in _discriminators(values))


def _position(position: Sequence[Slot], values: Values) -> list[str]:
    """The words that may stand at a position; several values that should be one are for the shapes to refuse."""
    for slot in position:
        words = [word for value in values.get(slot.property, ()) if (word := key_of(value))]
        if words:
            return sorted(set(words))
    return [slot.key_default for slot in position if slot.key_default][:1]


def key_of(value: Term) -> str:
    """How a value is written in a name; "" where it cannot be."""
    if isinstance(value, ox.Literal):
        return value.value[:7] if value.datatype.value in DATES else kebab(value.value)
    if isinstance(value, ox.BlankNode):
        return ""
    if value.value.startswith(ID):
        return value.value.removeprefix(ID).rpartition("#")[2]
    local = local_name(value.value)
    return local if is_slug(local) else kebab_of_camel(local)


def _discriminators(values: Values) -> Iterator[str]:
    for path, given in values.items():
        for value in given:
            if isinstance(value, ox.Literal) and value.datatype.value in DATES:
                yield value.value[:4]
            elif path == _DISCRIMINATING:
                yield key_of(value)
