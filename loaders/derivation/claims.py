"""What a source graph holds: its claims, its catalogue record, and the bare triples beside them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from loaders.triples import Values, by_subject, iris
from ontology.core import BASED_ON, COPY_OF, GRADE, MODALITIES, MODALITY, PRECISION, PRECISIONS, TYPE
from ontology.dictionary import Dictionary, Kind

# A claim is a hash IRI of its source.
_HASH = "#"


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that one source says; `values` are by property, without its type."""

    iri: str
    source: str
    kind: Kind
    values: Values

    @property
    def name(self) -> str:
        """What its source calls it."""
        return self.iri.removeprefix(self.source + _HASH)

    @property
    def modality(self) -> str | None:
        """`planned`, `alleged` or `denied`; None where the source says it plainly."""
        return next((value.value.removeprefix(MODALITIES) for value in iris(self.values, MODALITY)), None)

    @property
    def precision(self) -> str:
        """`about`, `at-least` or `at-most`, of all its numbers; empty where they are exact."""
        given = (value.value.removeprefix(PRECISIONS) for value in iris(self.values, PRECISION))
        return next((name for name in given if name != "exact"), "")


@dataclass(frozen=True, slots=True)
class Record:
    """What the catalogue record of a source says of its weight."""

    grade: str | None = None
    copy_of: frozenset[str] = frozenset()
    based_on: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Transcript:
    """One source graph, taken apart. `bare` is what stays beside the claims: the record, and structure of the world."""

    source: str
    claims: tuple[Claim, ...]
    record: Record
    bare: tuple[ox.Triple, ...]


def read_transcript(source: str, triples: Iterable[ox.Triple], dictionary: Dictionary) -> Transcript:
    """Take the graph of a source apart. Claims come in the order of their names."""
    triples = tuple(triples)
    values = by_subject(triples)
    claimed = {iri for iri in values if iri.startswith(source + _HASH)}
    bare = (t for t in triples if not (isinstance(t.subject, ox.NamedNode) and t.subject.value in claimed))
    claims = tuple(_claims(source, {iri: values[iri] for iri in sorted(claimed)}, dictionary))
    return Transcript(source, claims, _record(values.get(source, {})), tuple(bare))


def _claims(source: str, subjects: dict[str, Values], dictionary: Dictionary) -> Iterator[Claim]:
    """What has no known kind is no claim: the checks refuse it."""
    for iri, values in subjects.items():
        kinds = (dictionary.by_class.get(kind.value) for kind in iris(values, TYPE))
        kind = next((kind for kind in kinds if kind and kind.token), None)
        if kind:
            yield Claim(iri, source, kind, {name: terms for name, terms in values.items() if name != TYPE})


def _record(values: Values) -> Record:
    grade = min((term.value for term in values.get(GRADE, ()) if isinstance(term, ox.Literal)), default=None)
    related = (frozenset(node.value for node in iris(values, name)) for name in (COPY_OF, BASED_ON))
    return Record(grade, *related)
