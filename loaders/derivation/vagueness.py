"""Which facts say the same as others with one thing less: a post without portfolio, a certificate without service."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pyoxigraph as ox

from graph.names import SEPARATOR
from loaders.derivation.agreement import agreed_measure
from loaders.derivation.facts import Fact, measures_of
from loaders.triples import Value
from ontology import ID
from ontology.core import INCLUDED_IN, VALUE
from ontology.dictionary import Slot

Key = frozenset[tuple[str, Value]]


def mark_vague(facts: Iterable[Fact]) -> list[Fact]:
    """These facts; those that lack an optional key which others with the same other keys have are marked and emptied.

    Only what is said plainly makes another vague. A sum is no vaguer than the part of it that has its own period, nor a
    figure without one than that of a year with another number: it says something else.
    """
    facts = list(facts)
    fuller = _fuller(facts)
    found = {fact.iri: tuple(sorted(_vaguer(fact, fuller))) for fact in facts}
    return [replace(fact, vaguer_than=found[fact.iri], values={}) if found[fact.iri] else fact for fact in facts]


def _fuller(facts: Iterable[Fact]) -> dict[tuple[object, ...], list[Fact]]:
    """Plain facts that have an optional key, by all that they share with one that lacks it."""
    found: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        keys = _keys(fact) if fact.is_plain else []
        for position in _optional(fact):
            if keys and keys[position]:
                found[_without(fact, keys, position)].append(fact)
    return found


def _vaguer(fact: Fact, fuller: dict[tuple[object, ...], list[Fact]]) -> set[str]:
    keys, own = _keys(fact), _discriminator(fact)
    return {
        other.iri
        for position in _optional(fact)
        if not keys[position]
        for other in fuller.get(_without(fact, keys, position), ())
        if own in ((), _discriminator(other))
        and ox.NamedNode(fact.iri) not in other.values.get(INCLUDED_IN, ())
        and not _counts_otherwise(fact, other)
    }


def _counts_otherwise(fact: Fact, other: Fact) -> bool:
    """Whether both give a number, and none of the one's may be one of the other's."""
    one, two = measures_of(fact.voices, VALUE), measures_of(other.voices, VALUE)
    return bool(one and two) and not any(agreed_measure((mine, its)) for mine in one for its in two)


def _keys(fact: Fact) -> list[Key]:
    """What the fact gives at each position of its name: the first of the alternatives that it has."""
    return [next(filter(None, (_key(fact, slot) for slot in slots)), frozenset()) for slots in fact.kind.keys]


def _key(fact: Fact, slot: Slot) -> Key:
    return frozenset((slot.property, value) for value in fact.given(slot.property))


def _without(fact: Fact, keys: Sequence[Key], position: int) -> tuple[object, ...]:
    return (fact.kind.iri, position, *keys[:position], *keys[position + 1 :])


def _optional(fact: Fact) -> list[int]:
    return [position for position, slots in enumerate(fact.kind.keys) if len(slots) == 1 and _may_lack(slots[0])]


def _may_lack(slot: Slot) -> bool:
    return not slot.required and slot.key_default is None


def _discriminator(fact: Fact) -> tuple[str, ...]:
    """What follows the keys in its name, such as the year that tells one term from another."""
    parts = fact.iri.removeprefix(ID).split(SEPARATOR)
    given = sum(1 for slots, key in zip(fact.kind.keys, _keys(fact), strict=True) if key or slots[0].key_default)
    return tuple(parts[1 + given :])
