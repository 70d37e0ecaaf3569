"""All that a release derives from what was asserted: facts, shortcuts, inferred triples, labels, bounds."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from graph.names import AUTHORITIES, DEFAULT_PARTS, FACTS, INFERRED, ONTOLOGY_GRAPH, VOCABULARIES, slug_of
from loaders.derivation.agreement import closure
from loaders.derivation.claims import Claim, Transcript, read_transcript
from loaders.derivation.dates import Bounds
from loaders.derivation.facts import Background, Fact, derive_facts, joined
from loaders.derivation.inference import infer
from loaders.derivation.labels import Names, entity_labels, fact_labels, names_of
from loaders.derivation.lifetimes import Sorts, bounds_of, date_sorts, lives, marks_of
from loaders.derivation.shortcuts import run_shortcuts
from loaders.derivation.vagueness import mark_vague
from loaders.progress import SILENT, Progress
from loaders.triples import Graphs, pairs, triple
from ontology import XSD
from ontology.catalogue import Query
from ontology.core import (
    BEST_GRADE,
    CLAIM,
    CLAIM_OF,
    DISPUTES,
    FACT,
    LABEL,
    SAME_FACT_AS,
    SOURCE_COUNT,
    STANDING,
    STANDINGS,
    STATED_IN,
    TYPE,
    VAGUER_THAN,
    WIDER,
)
from ontology.dictionary import Dictionary


@dataclass(frozen=True)
class Derivation:
    """What is derived, by the graph that it goes to: `graph/facts`, `graph/inferred`, and those of sources.

    `graph/facts` is all that the default graph has from sources, and labels: facts, shortcuts, records, bare structure.
    """

    facts: tuple[Fact, ...]
    graphs: Mapping[str, frozenset[ox.Triple]]


def derive(
    asserted: Graphs, dictionary: Dictionary, shortcuts: Iterable[Query], progress: Progress = SILENT
) -> Derivation:
    """What follows from the asserted graphs. Raises CatalogueError on a shortcut that is wrong."""
    with progress.stage("facts"):
        sources = (source for source in asserted if slug_of(source))
        transcripts = [read_transcript(source, asserted[source], dictionary) for source in sorted(sources)]
        facts = mark_vague(derive_facts((c for t in transcripts for c in t.claims), _background(asserted, transcripts)))
        bare = {one for transcript in transcripts for one in transcript.bare}
    with progress.stage("labels and dates"):
        described = _described(facts, asserted, bare)
    with progress.stage("shortcuts"):
        plain = {t.source: _plain(t, asserted[t.source]) for t in transcripts}
        made = run_shortcuts({FACTS: described, **plain}, shortcuts)
    with progress.stage("inference"):
        own = frozenset(described | bare | made.get(FACTS, set()))
        default = own.union(*(asserted.get(graph, ()) for graph in DEFAULT_PARTS))
        inferred = infer(default, asserted.get(ONTOLOGY_GRAPH, ()))
    graphs: dict[str, set[ox.Triple]] = defaultdict(set, {FACTS: set(own), INFERRED: inferred})
    for source, triples in _about_claims(facts, made):
        graphs[source] |= triples
    return Derivation(tuple(facts), {graph: frozenset(triples) for graph, triples in graphs.items()})


def fact_triples(fact: Fact, sorts: Sorts, names: Names) -> Iterator[ox.Triple]:
    """A fact as the default graph has it."""
    yield triple(fact.iri, TYPE, ox.NamedNode(FACT))
    if fact.has_kind:
        yield triple(fact.iri, TYPE, ox.NamedNode(fact.kind.iri))
    yield from (triple(fact.iri, name, value) for name, values in fact.values.items() for value in values)
    yield from (triple(fact.iri, DISPUTES, ox.NamedNode(name)) for name in fact.disputes)
    yield from (triple(fact.iri, VAGUER_THAN, ox.NamedNode(other)) for other in fact.vaguer_than)
    yield from (triple(fact.iri, STATED_IN, ox.NamedNode(source)) for source in fact.sources)
    yield triple(fact.iri, STANDING, ox.NamedNode(STANDINGS + fact.standing))
    yield triple(fact.iri, SOURCE_COUNT, ox.Literal(fact.witnesses))
    if fact.grade:
        yield triple(fact.iri, BEST_GRADE, ox.Literal(fact.grade))
    yield from _bound_triples(fact.iri, bounds_of(fact, sorts))
    yield from (triple(fact.iri, LABEL, label) for label in fact_labels(fact, names))


def _background(asserted: Graphs, transcripts: Iterable[Transcript]) -> Background:
    everything = [one for graph in sorted(asserted) for one in asserted[graph]]
    return Background(
        joins=joined(pairs(asserted.get(AUTHORITIES, ()), [SAME_FACT_AS])),
        wider=closure(pairs(everything, WIDER)),
        records={transcript.source: transcript.record for transcript in transcripts},
    )


def _described(facts: Collection[Fact], asserted: Graphs, bare: set[ox.Triple]) -> set[ox.Triple]:
    """Facts, and labels and bounds for what has a name or a life."""
    ontology, vocabularies = (asserted.get(graph, ()) for graph in (ONTOLOGY_GRAPH, VOCABULARIES))
    named = [*asserted.get(AUTHORITIES, ()), *vocabularies, *sorted(bare, key=str)]
    names, sorts = names_of([*ontology, *named]), date_sorts(ontology)
    described = {one for fact in facts for one in fact_triples(fact, sorts, names)}
    described.update(entity_labels(named))
    for thing, bounds in lives(facts, sorts, marks_of(vocabularies)).items():
        described.update(_bound_triples(thing, bounds))
    return described


def _plain(transcript: Transcript, triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """What a source says plainly, which is all that its shortcuts may see."""
    plain = {ox.NamedNode(claim.iri) for claim in transcript.claims if claim.modality is None}
    return [one for one in triples if one.subject in plain]


def _about_claims(facts: Iterable[Fact], made: Mapping[str, set[ox.Triple]]) -> Iterator[tuple[str, set[ox.Triple]]]:
    """What is derived inside the graphs of sources."""
    for fact in facts:
        for claim in fact.claims:
            yield claim.source, _claim_triples(claim, fact)
    yield from ((source, triples) for source, triples in made.items() if source != FACTS)


def _claim_triples(claim: Claim, fact: Fact) -> set[ox.Triple]:
    return {
        triple(claim.iri, TYPE, ox.NamedNode(CLAIM)),
        triple(claim.iri, CLAIM_OF, ox.NamedNode(fact.iri)),
    }


def _bound_triples(thing: str, bounds: Bounds) -> Iterator[ox.Triple]:
    date = ox.NamedNode(XSD + "date")
    return (triple(thing, name, ox.Literal(day, datatype=date)) for name, day in bounds.by_property())
