"""Which shapes pySHACL is given, and how they are aimed: the same results at a quarter of the cost.

pySHACL asks a property shape below a node shape about one node at a time, and makes its constraints anew for each. One
that has targets of its own is asked about all of them at once. So what a node shape aims at, its property shapes are
made to aim at themselves; the results do not tell the two apart (SHACL §2.1, §4.7.1).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import pyoxigraph as ox

from ontology import OWL, RDF, RDFS, SH
from ontology.core import TYPE

TARGET_CLASS = SH + "targetClass"
TARGETS = frozenset((TARGET_CLASS, *(SH + name for name in ("targetNode", "targetSubjectsOf", "targetObjectsOf"))))
# With one of these the properties of a shape cannot stand alone: it has a path, is switched off, or aims by a query.
_UNMOVABLE = frozenset(SH + name for name in ("path", "deactivated", "target"))
# A property shape with one of these asks what stands beside it under the same node shape (SHACL §4.7.3).
_SIBLINGS = SH + "qualifiedValueShape"
# A shape that is a class aims at its own instances (SHACL §2.1.3.3).
_CLASSES = frozenset((RDFS + "Class", OWL + "Class"))
_PROPERTY = SH + "property"
_CLOSED = SH + "closed"
_IGNORED = SH + "ignoredProperties"
_NIL = ox.NamedNode(RDF + "nil")

_Node = ox.NamedNode | ox.BlankNode
_Value = _Node | ox.Literal | ox.Triple
_Blocks = Mapping[_Node, Sequence[ox.Triple]]


def aimed(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """These shapes with each property shape aimed by itself, where that changes no result."""
    held = list(triples)
    blocks = _blocks(held)
    named = {triple.object for triple in held}
    return [one for node, block in blocks.items() for one in _aimed(node, block, blocks, named)]


def _blocks(triples: Iterable[ox.Triple]) -> _Blocks:
    blocks: dict[_Node, list[ox.Triple]] = defaultdict(list)
    for triple in triples:
        assert not isinstance(triple.subject, ox.Triple), "RDF 1.1 has no triple terms"
        blocks[triple.subject].append(triple)
    return blocks


def _aimed(node: _Node, block: Sequence[ox.Triple], blocks: _Blocks, named: Collection[_Value]) -> Iterator[ox.Triple]:
    """A block of a node shape that nothing else refers to; any other as it is."""
    said: dict[str, list[ox.Triple]] = defaultdict(list)
    for triple in block:
        said[triple.predicate.value].append(triple)
    aims = [triple for path in TARGETS for triple in said.get(path, ())]
    is_class = any(isinstance(one.object, ox.NamedNode) and one.object.value in _CLASSES for one in said.get(TYPE, ()))
    parts = [triple.object for triple in said.get(_PROPERTY, ())]
    nodes = [part for part in parts if isinstance(part, (ox.NamedNode, ox.BlankNode))]
    ignored = said.get(_IGNORED, [])
    is_odd = len(ignored) > 1 or len(nodes) < len(parts) or any(_is_odd(blocks, part) for part in nodes)
    if not aims or is_class or is_odd or node in named or _UNMOVABLE & said.keys():
        yield from block
        return
    yield from (triple for triple in block if triple.predicate.value not in (_PROPERTY, _IGNORED))
    yield from (ox.Triple(part, aim.predicate, aim.object) for part in nodes for aim in aims)
    if _CLOSED in said:
        yield from _ignoring(node, ignored, [one.object for part in nodes for one in _paths(blocks, part)])


def _is_odd(blocks: _Blocks, part: _Node) -> bool:
    """Without a path it would pass for a node shape, and nobody would be told that it is ill-formed."""
    paths = {triple.predicate.value for triple in blocks.get(part, ())}
    return _SIBLINGS in paths or SH + "path" not in paths


def _paths(blocks: _Blocks, part: _Node) -> Iterator[ox.Triple]:
    """The property of a property shape; what is no plain property allows nothing in a closed shape."""
    for triple in blocks.get(part, ()):
        if triple.predicate.value == SH + "path" and isinstance(triple.object, ox.NamedNode):
            yield triple


def _ignoring(node: _Node, ignored: Sequence[ox.Triple], paths: Iterable[_Value]) -> Iterator[ox.Triple]:
    """What a closed shape lets pass: what it says itself, and the properties that it has no longer."""
    rest: _Value = ignored[0].object if ignored else _NIL
    for path in paths:
        cell = ox.BlankNode()
        yield ox.Triple(cell, ox.NamedNode(RDF + "first"), path)
        yield ox.Triple(cell, ox.NamedNode(RDF + "rest"), rest)
        rest = cell
    yield ox.Triple(node, ox.NamedNode(_IGNORED), rest)


def concerning(triples: Iterable[ox.Triple], classes: Collection[str]) -> list[ox.Triple]:
    """Of these shapes those that may judge nodes of the classes, superclasses named too, with all that they refer to.

    A shape that chooses its nodes in another way than by class stays.
    """
    blocks = _blocks(triples)
    waiting = [node for node, block in blocks.items() if any(_concerns(triple, classes) for triple in block)]
    kept: dict[_Node, None] = {}
    while waiting:
        node = waiting.pop()
        if node not in kept:
            kept[node] = None
            found = (triple.object for triple in blocks[node])
            waiting += [one for one in found if isinstance(one, (ox.NamedNode, ox.BlankNode)) and one in blocks]
    return [triple for node in kept for triple in blocks[node]]


def _concerns(triple: ox.Triple, classes: Collection[str]) -> bool:
    path, value = triple.predicate.value, triple.object
    if path == TARGET_CLASS:
        return isinstance(value, ox.NamedNode) and value.value in classes
    is_class = path == TYPE and isinstance(value, ox.NamedNode) and value.value in _CLASSES
    return is_class or path in TARGETS or path == SH + "target"
