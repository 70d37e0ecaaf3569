"""N-Quads (https://www.w3.org/TR/n-quads/): N-Triples with a graph after the object of a line, which is not kept.

Shapes judge the triples of all graphs together.
"""

from collections.abc import Iterable, Iterator

from loaders.turtle import Document, Source, Token
from loaders.turtle.grammar import Parser

_NAMES = frozenset(("iri", "blank"))


def parse_quads(text: str, file: str) -> Document:
    """As `loaders.turtle.parse`: never raises."""
    parser = Parser(Source(text, file), "", {})
    parser.tokens = [*_without_graphs(parser.tokens)]
    return parser.read()


def _without_graphs(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens but for a name that is the fourth term of its line."""
    terms, is_datatype, before = 0, False, None
    for token in tokens:
        if token.kind == "." or (before and not token.source.same_line(before.end, token.start)):
            terms = 0
        if token.kind not in (".", "^^", "at") and not is_datatype:
            terms += 1
        is_datatype = token.kind == "^^"
        before = token
        if terms != 4 or token.kind not in _NAMES:
            yield token
