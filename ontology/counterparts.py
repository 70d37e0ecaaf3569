"""How other vocabularies call our classes, read from the alignments."""

from collections.abc import Mapping

import pyoxigraph as ox

from ontology import HERE, RDFS, SKOS

# What is a kind of theirs comes before what is only near.
_PREDICATES = (RDFS + "subClassOf", SKOS + "closeMatch")


def read_counterparts(namespace: str) -> Mapping[str, str]:
    """The term of that vocabulary for each of our terms that has one."""
    found: dict[str, str] = {}
    triples = list(ox.parse(path=str(HERE / "alignments.ttl"), format=ox.RdfFormat.TURTLE))
    for predicate in _PREDICATES:
        for triple in triples:
            ours, theirs = triple.subject, triple.object
            if triple.predicate.value != predicate or not isinstance(ours, ox.NamedNode):
                continue
            if isinstance(theirs, ox.NamedNode) and theirs.value.startswith(namespace):
                found.setdefault(ours.value, theirs.value)
    return found
