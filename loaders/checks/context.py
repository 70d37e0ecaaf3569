"""What the shapes must know besides the triples that they judge."""

from collections import defaultdict
from collections.abc import Collection, Iterator

import pyoxigraph as ox

from graph.names import SHAPES_GRAPH
from loaders.checks.corpus import Corpus
from loaders.reach import reached
from loaders.workspace import CuratedFile, Part
from ontology import RDFS
from ontology.core import TYPE

JUDGED_BY_SHAPES = frozenset(
    (Part.AUTHORITIES, Part.SOURCES, Part.RETIRED, Part.STRAY, Part.VOCABULARIES, Part.ONTOLOGY)
)
_TYPE = ox.NamedNode(TYPE)
_SUBCLASS = ox.NamedNode(RDFS + "subClassOf")


def context_of(
    corpus: Corpus, judged: Collection[CuratedFile], asserted: Collection[ox.Triple]
) -> frozenset[ox.Triple]:
    """The triples of other files that decide whether the asserted ones, those of the judged files, are right.

    `sh:class` needs the types of all that is mentioned, here or in what is added, and the hierarchy of classes; a bare
    triple about an entity needs what the authorities say of it, or it would look like an entity without a name.
    """
    within = frozenset(judged)
    if all(file in within for file in corpus.files if file.part in JUDGED_BY_SHAPES):
        return frozenset()
    elsewhere = frozenset(_elsewhere(corpus, within, asserted))
    return elsewhere | frozenset(_classes(corpus, elsewhere.union(asserted)))


def _elsewhere(corpus: Corpus, judged: Collection[CuratedFile], asserted: Collection[ox.Triple]) -> Iterator[ox.Triple]:
    """What other files say of the same subjects, literals as they are written."""
    subjects = {triple.subject for triple in asserted if isinstance(triple.subject, ox.NamedNode)}
    for subject in subjects:
        for file in corpus.speaking_of(subject.value):
            if file not in judged and file.part in JUDGED_BY_SHAPES:
                yield from (triple for triple in corpus.triples(file) if triple.subject == subject)


def _classes(corpus: Corpus, asserted: Collection[ox.Triple]) -> Iterator[ox.Triple]:
    for thing in {triple.object for triple in asserted if isinstance(triple.object, ox.NamedNode)}:
        for quad in corpus.store.quads_for_pattern(thing, _TYPE, None):
            if quad.graph_name != ox.NamedNode(SHAPES_GRAPH):
                yield quad.triple
        for file in corpus.of(Part.STRAY):
            yield from (one for one in corpus.triples(file) if one.subject == thing and one.predicate == _TYPE)
    for quad in corpus.store.quads_for_pattern(None, _SUBCLASS, None):
        yield quad.triple


def classes_of(triples: Collection[ox.Triple]) -> frozenset[str]:
    """The classes that these triples give to anything, and all classes above them that they speak of."""
    above: dict[str, set[str]] = defaultdict(set)
    given: set[str] = set()
    for triple in triples:
        if isinstance(triple.object, ox.NamedNode) and isinstance(triple.subject, ox.NamedNode):
            if triple.predicate == _SUBCLASS:
                above[triple.subject.value].add(triple.object.value)
            elif triple.predicate == _TYPE:
                given.add(triple.object.value)
    return frozenset(reached(given, lambda kind: above.get(kind, ())))
