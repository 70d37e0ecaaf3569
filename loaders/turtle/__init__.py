"""The strict reader of RDF 1.1 Turtle: triples with the tokens they came from, comments, and all faults of a file.

tokens → cursor → grammar → document; the sentences of the faults are in `faults`.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from loaders.turtle.document import UNREADABLE, Directive, Document, Node, PositionedTriple, Statement, Term
from loaders.turtle.faults import fault
from loaders.turtle.grammar import Parser
from loaders.turtle.tokens import Source, Token

__all__ = [
    "NO_PREFIXES",
    "UNREADABLE",
    "Directive",
    "Document",
    "Node",
    "PositionedTriple",
    "Source",
    "Statement",
    "Term",
    "Token",
    "parse",
    "read",
    "read_bytes",
]

NO_PREFIXES: Mapping[str, str] = MappingProxyType({})


def parse(text: str, file: str, *, base: str = "", house: Mapping[str, str] = NO_PREFIXES) -> Document:
    """Read a text. Never raises: what is wrong stands in `faults`, and the triples around it are kept.

    Blank nodes are labelled after `file`, so that those of two files never meet. Prefixes of `house` need a declaration
    like any other, but a missing one is mended in the finding and breaks nothing else.
    """
    return Parser(Source(text, file), base, house).read()


def read(path: Path, file: str | None = None, *, house: Mapping[str, str] = NO_PREFIXES) -> Document:
    """Read a file, `file` being the name that findings give it. Raises OSError where it cannot be opened."""
    return read_bytes(path.read_bytes(), file or str(path), house=house)


def read_bytes(data: bytes, file: str, *, house: Mapping[str, str] = NO_PREFIXES) -> Document:
    """Read the bytes of a file; a byte that is no UTF-8 is a fault. Never raises."""
    try:
        return parse(data.decode(), file, house=house)
    except UnicodeDecodeError as error:
        return _misencoded(data, error, file, house)


def _misencoded(data: bytes, error: UnicodeDecodeError, file: str, house: Mapping[str, str]) -> Document:
    document = parse(data.decode(errors="replace"), file, house=house)
    # The text before the first bad byte is the same in both, so its length is the character's offset.
    start = len(data[: error.start].decode())
    count = str(document.text.count("\ufffd", start))
    finding = fault(document.source, "encoding", start, start + 1, found=f"{data[error.start]:02X}", count=count)
    subjects = frozenset(found.focus for found in document.triples)
    return replace(document, faults=(finding,), broken=subjects)
