"""What cannot be both: things that data and ontology together give two disjoint types, and the triples at fault."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from graph.asking import bind, text_of
from loaders.words import local_name
from ontology import OWL, RDF
from ontology.text import Text

# What the query for disjoint classes reads: a join over all types at once took nine seconds on ten thousand claims.
_AXIOMS = frozenset({OWL + "disjointWith", OWL + "members", RDF + "first", RDF + "rest"})


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing of two disjoint classes. The culprits are the asserted triples that typed it, for either class."""

    entity: str
    classes: tuple[str, str]
    culprits: tuple[ox.Triple, ...]

    @property
    def message(self) -> Text:
        """What is wrong, in the last words of the IRIs."""
        thing, first, second = (local_name(iri) for iri in (self.entity, *self.classes))
        return Text(
            f"« {thing} » est à la fois {first} et {second}, ce que rien ne peut être.",
            f"“{thing}” is both a {first} and a {second}, which nothing can be.",
        )


def disjointness_conflicts(asserted: Iterable[ox.Triple], inferred: Iterable[ox.Triple]) -> list[Conflict]:
    """All conflicts, by thing and class.

    `asserted` holds data and ontology, `inferred` what follows from them under OWL RL. Blank nodes are passed over:
    curated data has none. Under a second on the whole corpus.
    """
    stated, derived = list(asserted), list(inferred)
    members = _members([*stated, *derived])
    clashes = {
        (entity, first, second)
        for first, second in _disjoint_pairs(stated)
        for entity in members[first] & members[second]
    }
    if not clashes:
        return []
    statements, closure = _store(stated), _store([*stated, *derived])
    return [
        Conflict(entity, (first, second), tuple(_culprits(statements, closure, entity, (first, second))))
        for entity, first, second in sorted(clashes)
    ]


def _members(triples: Iterable[ox.Triple]) -> Mapping[str, set[str]]:
    """The named members of each class."""
    members: dict[str, set[str]] = defaultdict(set)
    for triple in triples:
        if triple.predicate.value == RDF + "type" and isinstance(triple.subject, ox.NamedNode):
            members[getattr(triple.object, "value", "")].add(triple.subject.value)
    return members


def _disjoint_pairs(triples: Iterable[ox.Triple]) -> set[tuple[str, str]]:
    """Each pair once, in the order of its IRIs."""
    axioms = _store(triple for triple in triples if triple.predicate.value in _AXIOMS)
    pairs = ((_iri(row["first"]), _iri(row["second"])) for row in _rows(axioms, text_of("disjoint")))
    return {(min(pair), max(pair)) for pair in pairs}


def _culprits(statements: ox.Store, closure: ox.Store, entity: str, classes: Iterable[str]) -> Iterator[ox.Triple]:
    """What somebody wrote; where a type rests on inferred triples alone, those."""
    seen: set[ox.Triple] = set()
    for name in classes:
        found = _typing(statements, entity, name) or _typing(closure, entity, name)
        yield from (triple for triple in found if triple not in seen)
        seen.update(found)


def _typing(store: ox.Store, entity: str, name: str) -> list[ox.Triple]:
    query = bind(text_of("typing"), entity=entity, **{"class": name})
    return sorted((_triple(row) for row in _rows(store, query)), key=str)


def _triple(row: ox.QuerySolution) -> ox.Triple:
    subject, predicate, value = row["subject"], row["predicate"], row["value"]
    assert isinstance(subject, ox.NamedNode | ox.BlankNode), "a subject is no literal"
    assert isinstance(predicate, ox.NamedNode), "a predicate is an IRI"
    assert value is not None, "typing.rq binds the value in each branch"
    return ox.Triple(subject, predicate, value)


def _store(triples: Iterable[ox.Triple]) -> ox.Store:
    store = ox.Store()
    store.bulk_extend(ox.Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    return store


def _rows(store: ox.Store, query: str) -> Iterator[ox.QuerySolution]:
    solutions = store.query(query)
    assert isinstance(solutions, ox.QuerySolutions), "both queries are SELECTs"
    return solutions


def _iri(term: object) -> str:
    assert isinstance(term, ox.NamedNode), "disjoint classes have names"
    return term.value
