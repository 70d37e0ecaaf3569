"""The sums of a fact: each of its stages with its text, its bar and the class that dresses it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from api.pages.pieces import Pieces, key_of
from api.pages.telling import Teller, shown_values
from api.pages.timeline import WIDTH
from graph.reading.facts import Fact, Values, literals
from graph.terms import Literal
from ontology.dictionary import Slot


@dataclass(frozen=True, slots=True)
class Amount:
    """One stage of a sum with its bar; `style` is that of the stage, `sum` the largest that a source gives."""

    stage: str
    value: Pieces
    width: float
    style: str
    sum: Decimal


def amounts_of(fact: Fact, largest: Decimal, teller: Teller) -> tuple[Amount, ...]:
    """The stages that sources give, the surest last, with bars on the scale of the `largest` sum around."""
    values, stages = shown_values(fact), teller.views.values.stages
    planned = all(claim.modality for claim in fact.claims)
    given = [s for s in teller.told_slots(fact.kind) if s.property in stages and values.get(s.property)]
    sums = {slot.property: _largest_of(values, slot.property) for slot in given}
    return tuple(
        Amount(
            stage=_stage(slot, teller),
            value=teller.value(slot.property, values, fact),
            width=round(float(sums[slot.property] / largest) * (WIDTH + 4), 2) if largest else 0.0,
            style="b-plan" if planned or stages[slot.property] == "plan" else f"b{stages[slot.property]}",
            sum=sums[slot.property],
        )
        for slot in given
    )


def largest_of(facts: Iterable[Fact], teller: Teller) -> Decimal:
    """The largest sum of these facts: all bars beside one another have the same scale."""
    stages = teller.views.values.stages
    return max((_largest_of(shown_values(fact), name) for fact in facts for name in stages), default=Decimal(0))


def decimal_of(term: Literal) -> Decimal:
    """A number that is not negative; nought for everything else."""
    return Decimal(term.value) if term.value.replace(".", "", 1).isdigit() else Decimal(0)


def _stage(slot: Slot, teller: Teller) -> str:
    """In a column of sums, what the property adds to "amount"."""
    return teller.namer.words.get(f"stage.{key_of(slot.property)}") or teller.label(slot)


def _largest_of(values: Values, name: str) -> Decimal:
    return max((decimal_of(term) for term in literals(values, name)), default=Decimal(0))
