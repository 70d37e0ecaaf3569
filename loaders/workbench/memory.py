"""What our shapes said of a subject, remembered: while somebody types, all subjects but one are as they were.

Our shapes look no further than a subject's own triples and the classes of its values, so those are the key. Texts with
nodes without a name are judged whole each time: labels mean nothing beyond their text.

pySHACL makes all shapes anew for each graph, so it is given those of the classes of the subjects alone.
"""

from collections import OrderedDict, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import pyoxigraph as ox

from loaders.checks.aiming import concerning
from loaders.checks.context import classes_of
from loaders.checks.shapes import Shapes, read_shapes, violations_of
from loaders.checks.violations import Violation
from ontology import RDFS
from ontology.core import TYPE

REMEMBERED = 5_000
# Sets of classes whose shapes are kept.
NARROWED = 100
Key = tuple[frozenset[ox.Triple], frozenset[ox.Triple]]
_TYPE = ox.NamedNode(TYPE)
_SUBCLASS = ox.NamedNode(RDFS + "subClassOf")


class Memory:
    """Its life is that of the shapes."""

    def __init__(self, shapes: Sequence[ox.Triple]) -> None:
        """`shapes` are the triples that spell them."""
        self._shapes = shapes
        self._known: OrderedDict[Key, tuple[Violation, ...]] = OrderedDict()
        self._narrowed: OrderedDict[frozenset[str], Shapes] = OrderedDict()

    def violations(self, asserted: Collection[ox.Triple], context: Collection[ox.Triple]) -> list[Violation]:
        """As `violations_of` with these shapes."""
        # A hierarchy of the text's own would be needed by all its subjects.
        if any(_is_blank(triple) or triple.predicate == _SUBCLASS for triple in asserted):
            return violations_of(self._aimed_at(classes_of([*asserted, *context])), asserted, context)
        keys = _keys(asserted, context)
        fresh = {subject for subject, key in keys.items() if key not in self._known}
        self._judge(fresh, keys, asserted, context)
        found = [violation for key in keys.values() for violation in self._recalled(key)]
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return found

    def _judge(
        self,
        subjects: Collection[str],
        keys: Mapping[str, Key],
        asserted: Collection[ox.Triple],
        context: Collection[ox.Triple],
    ) -> None:
        if not subjects:
            return
        own = [triple for triple in asserted if _focus(triple) in subjects]
        # Whatever has a class is judged by pySHACL, so nothing is told of things that these subjects do not mention.
        near = {*subjects, *_values(own)}
        types = [triple for triple in asserted if triple.predicate == _TYPE and _focus(triple) in near]
        beside = [triple for triple in context if triple.predicate == _SUBCLASS or _focus(triple) in near]
        found: dict[str, list[Violation]] = defaultdict(list)
        aims = [triple for triple in own if triple.predicate == _TYPE]
        aims += [one for one in beside if one.predicate == _SUBCLASS or _focus(one) in subjects]
        shapes = self._aimed_at(classes_of(aims))
        for violation in violations_of(shapes, own, [*types, *beside]):
            found[violation.focus].append(violation)
        for subject in subjects:
            self._known[keys[subject]] = tuple(found[subject])

    def _aimed_at(self, classes: frozenset[str]) -> Shapes:
        if classes not in self._narrowed:
            self._narrowed[classes] = read_shapes(concerning(self._shapes, classes))
        self._narrowed.move_to_end(classes)
        while len(self._narrowed) > NARROWED:
            self._narrowed.popitem(last=False)
        return self._narrowed[classes]

    def _recalled(self, key: Key) -> tuple[Violation, ...]:
        self._known.move_to_end(key)
        return self._known[key]


def _keys(asserted: Iterable[ox.Triple], context: Iterable[ox.Triple]) -> dict[str, Key]:
    own: dict[str, set[ox.Triple]] = defaultdict(set)
    subjects = dict.fromkeys(sorted({_focus(triple) for triple in asserted}))
    types: dict[str, set[ox.Triple]] = defaultdict(set)
    for triple in (*asserted, *context):
        focus = _focus(triple)
        if focus in subjects:
            own[focus].add(triple)
        if triple.predicate == _TYPE:
            types[focus].add(triple)
    return {
        subject: (frozenset(own[subject]), frozenset(one for value in _values(own[subject]) for one in types[value]))
        for subject in subjects
    }


def _values(triples: Iterable[ox.Triple]) -> Iterable[str]:
    return (triple.object.value for triple in triples if isinstance(triple.object, ox.NamedNode))


def _focus(triple: ox.Triple) -> str:
    assert not isinstance(triple.subject, ox.Triple), "RDF 1.1 has no triple terms"
    return triple.subject.value


def _is_blank(triple: ox.Triple) -> bool:
    return isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)
