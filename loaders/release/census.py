"""The census of a release: what curators wrote and what the build made of it, by kind, year, grade and language."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from graph.names import AUTHORITIES, slug_of
from graph.releases.census import PLAIN, UNDATED, Census, Fill, Filled, KindCount
from loaders.derivation.claims import Claim
from loaders.derivation.facts import Fact, Standing
from loaders.triples import Graphs, Values, by_subject
from ontology import DCTERMS
from ontology.core import GRADE, MODALITIES, SOURCE, SOURCE_KIND, TYPE
from ontology.dictionary import Dictionary, Kind

_ISSUED = DCTERMS + "issued"
_LANGUAGE = DCTERMS + "language"
_YEAR_DIGITS = 4
_INDEPENDENT = 2


def take_census(asserted: Graphs, facts: Iterable[Fact], dictionary: Dictionary) -> Census:
    """Count the asserted graphs and the facts derived from them."""
    facts = tuple(facts)
    things = _things(asserted)
    records = [values for values in things if SOURCE in _classes(values)]
    entities = Counter(
        kind for values in by_subject(asserted.get(AUTHORITIES, ())).values() for kind in _classes(values)
    )
    return Census(
        grades=_counted(records, GRADE),
        languages=_counted(records, _LANGUAGE),
        source_kinds=_counted(records, SOURCE_KIND),
        years=dict(sorted(Counter(_year(record) for record in records).items())),
        modalities=_most_first(Counter(_modality(claim) for fact in facts for claim in fact.claims)),
        entities=_most_first(entities),
        kinds=_kinds(facts),
        standings=_most_first(Counter(fact.standing.value for fact in facts)),
        facts=len(facts),
        witnessed=sum(fact.witnesses >= _INDEPENDENT for fact in facts),
        disputed=sum(bool(fact.disputes) for fact in facts),
        fills=tuple(_fills(things, dictionary)),
    )


def counts_of(census: Census, triples: int) -> Mapping[str, int]:
    """The counts of the manifest; `triples` are those of the default graph."""
    standings = (Standing.PLANNED, Standing.ALLEGED)
    return {
        "sources": census.sources,
        "entities": sum(census.entities.values()),
        "claims": census.claims,
        "facts": census.facts,
        "disputed": census.disputed,
        **{standing.value: census.standings.get(standing.value, 0) for standing in standings},
        "triples": triples,
    }


def _things(asserted: Graphs) -> Iterable[Values]:
    """Every entity, record and claim with its values. What a source says of an entity without a claim counts too."""
    curated = (graph for graph in asserted if graph == AUTHORITIES or slug_of(graph))
    return by_subject(one for graph in curated for one in asserted[graph]).values()


def _classes(values: Values) -> list[str]:
    return sorted(value.value for value in values.get(TYPE, ()) if isinstance(value, ox.NamedNode))


def _counted(records: Iterable[Values], name: str) -> Mapping[str, int]:
    texts = (value.value for record in records for value in record.get(name, ()) if not isinstance(value, ox.BlankNode))
    return _most_first(Counter(texts))


def _most_first(counts: Counter[str]) -> Mapping[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _year(record: Values) -> str:
    days = sorted(value.value for value in record.get(_ISSUED, ()) if isinstance(value, ox.Literal))
    return days[0][:_YEAR_DIGITS] if days else UNDATED


def _modality(claim: Claim) -> str:
    return MODALITIES + claim.modality if claim.modality else PLAIN


def _kinds(facts: Iterable[Fact]) -> tuple[KindCount, ...]:
    claims, made, disputed = Counter[str](), Counter[str](), Counter[str]()
    for fact in facts:
        claims[fact.kind.iri] += len(fact.claims)
        made[fact.kind.iri] += 1
        disputed[fact.kind.iri] += bool(fact.disputes)
    return tuple(KindCount(kind, claims[kind], made[kind], disputed[kind]) for kind in _most_first(claims))


def _fills(things: Iterable[Values], dictionary: Dictionary) -> Iterator[Fill]:
    """The fill rates of each class with a shape, the classes with the most things first."""
    totals, given = Counter[str](), Counter[tuple[str, str]]()
    for values in things:
        for kind in _classes(values):
            totals[kind] += 1
            given.update((kind, name) for name in values)
    for iri, number in _most_first(totals).items():
        if shaped := dictionary.by_class.get(iri):
            yield Fill(iri, number, tuple(_filled(shaped, given)))


def _filled(kind: Kind, given: Mapping[tuple[str, str], int]) -> Iterator[Filled]:
    return (Filled(slot.property, slot.shape, given[kind.iri, slot.property]) for slot in kind.slots)
