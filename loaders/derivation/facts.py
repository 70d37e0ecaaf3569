"""From claims to facts: each thing once, with the values on which its plain claims agree, and how it stands."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

import pyoxigraph as ox

from graph.names import SEPARATOR, fact
from loaders.derivation.agreement import Measure, Wider, agreed, agreed_measure
from loaders.derivation.claims import Claim, Record
from loaders.derivation.witnesses import count_witnesses
from loaders.reach import reached
from loaders.triples import Value, Values
from ontology.core import NUMBERS, PRECISION, PRECISIONS, STAY_ON_CLAIMS
from ontology.dictionary import Kind

# `:name.2` is a second claim of the same fact in one source: another value, day or modality.
_SECOND = re.compile(r"\.\d+$")


class Standing(StrEnum):
    """Where a fact stands in view of all its claims: exactly one of these, named as in the vocabulary."""

    PLAIN = "plain"
    DISPUTED = "disputed"
    DENIED = "denied"
    PLANNED = "planned"
    ALLEGED = "alleged"


# When no claim is plain, the first of these that a claim has.
_WITHOUT_PLAIN = (Standing.PLANNED, Standing.ALLEGED, Standing.DENIED)


@dataclass(frozen=True, slots=True)
class Background:
    """What editors decided that bears on facts: which are one, what lies within what, which source copies which."""

    joins: Mapping[str, str] = field(default_factory=dict)
    wider: Wider = field(default_factory=dict)
    records: Mapping[str, Record] = field(default_factory=dict)


@dataclass(frozen=True)
class Fact:
    """`voices` are the claims on which it rests: the plain ones, or those of its modality where none is plain.

    `values` holds what they agree on; it is empty where none is plain, and where a fact that says more makes it vague.
    """

    iri: str
    kind: Kind
    claims: tuple[Claim, ...]
    voices: tuple[Claim, ...]
    standing: Standing
    values: Values
    disputes: tuple[str, ...] = ()
    witnesses: int = 1
    grade: str | None = None
    vaguer_than: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether a source says it plainly."""
        return self.voices[0].modality is None

    @property
    def has_kind(self) -> bool:
        """Whether simple queries meet it: what is planned, alleged or denied alone, or vague, has no kind."""
        return self.is_plain and not self.vaguer_than

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The documents that it rests on."""
        return tuple(sorted({claim.source for claim in self.voices}))

    def given(self, name: str) -> frozenset[Value]:
        """The agreed values of a property, or else all that its voices give."""
        return self.values.get(name) or said(self.voices, name)


def derive_facts(claims: Iterable[Claim], background: Background) -> list[Fact]:
    """The facts of these claims in the order of their IRIs; neither depends on the order of the claims."""
    claims = sorted(claims, key=lambda claim: claim.iri)
    names = {claim.iri: fact_of(claim, background.joins) for claim in claims}
    grouped: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        grouped[names[claim.iri]].append(_lifted(claim, names))
    return [_fact(iri, group, background) for iri, group in sorted(grouped.items())]


def fact_of(claim: Claim, joins: Mapping[str, str]) -> str:
    """The fact that a claim states. Claims of kinds without a key are numbered in their source and never grouped."""
    iri = fact(_SECOND.sub("", claim.name)) if claim.kind.keys else claim.source + SEPARATOR + claim.name
    return joins.get(iri, iri)


def joined(pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """For each fact that editors join to another, the one that stands for all joined with it.

    That is the one that is itself joined to no other; the first by IRI where there are several, or a circle.
    """
    neighbours: dict[str, set[str]] = defaultdict(set)
    joining = set()
    for one, other in pairs:
        neighbours[one].add(other)
        neighbours[other].add(one)
        joining.add(one)
    chosen: dict[str, str] = {}
    for start in sorted(neighbours):
        if start not in chosen:
            group = reached([start], neighbours.__getitem__)
            chosen |= dict.fromkeys(group, min(group - joining or group))
    return {iri: stands for iri, stands in chosen.items() if iri != stands}


def said(claims: Iterable[Claim], name: str) -> frozenset[Value]:
    """Every value that these claims give to a property."""
    return frozenset(value for claim in claims for value in claim.values.get(name, ()))


def _lifted(claim: Claim, names: Mapping[str, str]) -> Claim:
    """The claim with values that are claims (a sum included in another) replaced by their facts."""
    moved = {
        name: frozenset(ox.NamedNode(names.get(v.value, v.value)) if isinstance(v, ox.NamedNode) else v for v in values)
        for name, values in claim.values.items()
        if any(isinstance(value, ox.NamedNode) and value.value in names for value in values)
    }
    return replace(claim, values={**claim.values, **moved}) if moved else claim


def _fact(iri: str, claims: Sequence[Claim], background: Background) -> Fact:
    plain = tuple(claim for claim in claims if claim.modality is None)
    kind = (plain or claims)[0].kind
    values, disputes = _agreement(kind, plain, background.wider)
    standing = _standing({claim.modality for claim in claims}, disputes)
    voices = plain or tuple(claim for claim in claims if claim.modality == standing)
    sources = {claim.source for claim in voices}
    grades = (background.records[source].grade for source in sources if source in background.records)
    return Fact(
        iri,
        kind,
        tuple(claims),
        voices,
        standing,
        values,
        disputes,
        count_witnesses(sources, background.records),
        min((grade for grade in grades if grade), default=None),
    )


def _standing(modalities: set[str | None], disputes: Sequence[str]) -> Standing:
    if None not in modalities:
        return next(standing for standing in _WITHOUT_PLAIN if standing in modalities)
    if Standing.DENIED in modalities:
        return Standing.DENIED
    return Standing.DISPUTED if disputes else Standing.PLAIN


def _agreement(kind: Kind, plain: Sequence[Claim], wider: Wider) -> tuple[Values, tuple[str, ...]]:
    """What the plain claims agree on, by property, and the properties on which they do not.

    The precision of a fact is that of the numbers that stand in it: it is nothing to agree on by itself.
    """
    values: dict[str, frozenset[Value]] = {}
    disputes = []
    precisions: set[str] = set()
    for name in sorted({name for claim in plain for name in claim.values} - STAY_ON_CLAIMS - {PRECISION}):
        slot = kind.slot(name)
        standing, precision = _stands(plain, name, wider) if slot and slot.single else (said(plain, name), "")
        precisions.add(precision)
        if standing is None:
            disputes.append(name)
        else:
            values[name] = standing
    if len(vague := precisions - {""}) == 1:
        values[PRECISION] = frozenset(ox.NamedNode(PRECISIONS + name) for name in vague)
    return values, tuple(disputes)


def _stands(plain: Sequence[Claim], name: str, wider: Wider) -> tuple[frozenset[Value] | None, str]:
    """What stands of a property that can have one value, and with which precision; None where claims disagree."""
    given, measures = said(plain, name), measures_of(plain, name)
    if not measures:
        return (agreed(given, wider) if len(given) > 1 else given), ""
    measure = agreed_measure(measures)
    return (frozenset([measure.number]), measure.precision) if measure else (None, "")


def measures_of(claims: Iterable[Claim], name: str) -> frozenset[Measure]:
    """The numbers that claims give to a property, each with the precision of its claim."""
    return frozenset(
        Measure(value, claim.precision)
        for claim in claims
        for value in claim.values.get(name, ())
        if isinstance(value, ox.Literal) and value.datatype.value in NUMBERS
    )
