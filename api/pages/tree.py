"""The classes of the ontology as a tree: a line each, the narrower under the broader; places in pixels."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from api.pages.pieces import Namer, Piece, capitalised
from graph.reading.facts import Values, iris
from graph.search.folding import plain
from ontology import RDFS

LINE, INDENT, LEFT, LONGEST = 24, 22, 10, 420


@dataclass(frozen=True, slots=True)
class Branch:
    """A class at its place; `up` is how far above it the class stands that it belongs to, 0 for a root."""

    name: Piece
    x: int
    y: int
    up: int


@dataclass(frozen=True, slots=True)
class Tree:
    branches: tuple[Branch, ...]
    width: int
    height: int


def tree_of(classes: Iterable[str], terms: Mapping[str, Values], namer: Namer) -> Tree:
    """The tree of these classes. One with several broader classes stands under the first of them."""
    known = set(classes)
    under: dict[str, list[str]] = defaultdict(list)
    for each in sorted(known, key=lambda iri: plain(namer.name(iri).text)):
        broader = sorted(known & set(iris(terms[each], RDFS + "subClassOf")) - {each})
        under[broader[0] if broader else ""].append(each)
    places = list(_walk("", 0, under))
    line = {iri: number for number, (iri, _, _) in enumerate(places)}
    branches = [
        Branch(
            name=capitalised((namer.link(iri),))[0],
            x=LEFT + depth * INDENT,
            y=number * LINE + LINE // 2,
            up=(number - line[parent]) * LINE if parent else 0,
        )
        for number, (iri, parent, depth) in enumerate(places)
    ]
    return Tree(tuple(branches), LONGEST, len(branches) * LINE)


def _walk(parent: str, depth: int, under: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str, int]]:
    """Each class once with its parent and its depth; the ontology's own checks refuse a circle."""
    for each in under.get(parent, ()):
        yield each, parent, depth
        yield from _walk(each, depth + 1, under)
