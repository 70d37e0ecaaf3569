"""Facts and claims as frozen values, put together from the rows of an answer."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.terms import Iri, Literal, Row, Term
from ontology.core import CLAIM_OF, DISPUTES, MODALITY, STANDING

Values = Mapping[str, tuple[Term, ...]]


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """Facts of one kind that name a resource by one property; without a property: that are it, or that it states."""

    kind: str
    via: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says. `values` holds all its properties, `andro:modality` and `andro:locator` among them."""

    iri: str
    source: str
    values: Values

    @property
    def modality(self) -> str | None:
        """The IRI of its modality; None where it is plain."""
        return first_iri(self.values, MODALITY)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact with the claims that it rests on. `groups` says how it belongs to the resource described."""

    iri: str
    values: Values
    claims: tuple[Claim, ...]
    groups: tuple[Group, ...]

    @property
    def kind(self) -> str:
        """The class of its claims, which a fact without a plain claim has not."""
        return self.groups[0].kind

    @property
    def standing(self) -> str | None:
        """The IRI of its standing."""
        return first_iri(self.values, STANDING)

    @property
    def disputes(self) -> tuple[str, ...]:
        """The properties on which its plain claims differ."""
        return iris(self.values, DISPUTES)


def facts_of(groups: Mapping[str, Sequence[Group]], facts: Iterable[Row], claims: Iterable[Row]) -> tuple[Fact, ...]:
    """The facts of `groups` (by their IRI), in that order, from the rows of `facts.rq` and `claims.rq`."""
    values = {iri: values_of(rows) for iri, rows in by(facts, "fact").items()}
    made: dict[str, list[Claim]] = defaultdict(list)
    for iri, rows in sorted(by(claims, "claim").items()):
        claim = Claim(iri, rows[0]["source"].value, values_of(rows))
        for fact in iris(claim.values, CLAIM_OF):
            made[fact].append(claim)
    return tuple(Fact(iri, values.get(iri, {}), tuple(made[iri]), tuple(held)) for iri, held in groups.items())


def by(rows: Iterable[Row], variable: str) -> dict[str, list[Row]]:
    """Rows by the value of one of their variables."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[variable].value].append(row)
    return found


def values_of(rows: Iterable[Row]) -> Values:
    """Values by property, each once and in one order, from rows of `?property ?value`."""
    found: dict[str, set[Term]] = defaultdict(set)
    for row in rows:
        found[row["property"].value].add(row["value"])
    return {name: tuple(sorted(terms, key=_order)) for name, terms in sorted(found.items())}


def iris(values: Values, property_iri: str) -> tuple[str, ...]:
    return tuple(term.value for term in values.get(property_iri, ()) if isinstance(term, Iri))


def first_iri(values: Values, property_iri: str) -> str | None:
    return next(iter(iris(values, property_iri)), None)


def literals(values: Values, property_iri: str) -> tuple[Literal, ...]:
    return tuple(term for term in values.get(property_iri, ()) if isinstance(term, Literal))


def _order(term: Term) -> tuple[str, ...]:
    return (type(term).__name__, term.value, getattr(term, "language", ""), getattr(term, "datatype", ""))
