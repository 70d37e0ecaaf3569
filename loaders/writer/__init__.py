"""The one writer of Turtle: one triple a line in a fixed order, comments kept, nothing lost.

outline (what is written inside what) → comments (what each belongs to) → layout (which line follows which), with terms
spelt by `spelling`. A one-fact change is a one-line diff.
"""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from loaders.findings import Finding
from loaders.turtle import Document, Node, parse
from loaders.writer.comments import Comments, place, texts
from loaders.writer.layout import Layout, Order, Style
from loaders.writer.outline import outline
from loaders.writer.spelling import Spelling, merged

__all__ = ["Order", "Refused", "Style", "WriterFault", "canonical", "replace_file", "written"]


MAX_PASSES = 10


class Refused(Exception):
    """The text cannot be read, so it is not rewritten; `findings` say why."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("the text has faults")


class WriterFault(Exception):
    """The writer's own mistake: what it wrote does not say the same. Nothing was changed."""


def canonical(document: Document, style: Style) -> str:
    """The document in its normal form, verified to hold the same triples and comments and to be stable.

    Raises Refused where the document has faults, WriterFault where the writer itself is wrong.
    """
    if document.faults:
        raise Refused(document.faults)
    text, again = _settled(document, style)
    if _graph(document) != _graph(again):
        raise WriterFault(f"{document.file}: the graph would change")
    if texts(document.comments) != texts(again.comments):
        raise WriterFault(f"{document.file}: a comment would be lost")
    return text


def _settled(document: Document, style: Style) -> tuple[str, Document]:
    """The text that a further pass leaves as it is, and what it says.

    One pass is enough but for blank nodes that several triples mention: sorting moves the places that order them.
    """
    text = _written(document, style)
    if text == document.text:
        return text, document
    for _ in range(MAX_PASSES):
        again = parse(text, document.file)
        if again.faults:
            raise WriterFault(f"{document.file}: what was written does not parse: {again.faults[0].message.en}")
        before, text = text, _written(again, style)
        if text == before:
            return text, again
    raise WriterFault(f"{document.file}: each pass would write it differently")


def written(triples: Iterable[ox.Triple], style: Style) -> str:
    """The normal form of triples that come from no file."""
    return Layout(outline(triples), Comments(), style, Spelling(style.prefixes)).text(None)


def replace_file(path: Path, text: str) -> None:
    """Put a text in the place of a file at once: a reader sees the old one or the new one whole."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _written(document: Document, style: Style) -> str:
    drawn = outline(found.triple for found in document.triples)
    spelling = Spelling(merged(style.prefixes, _declared(document)))
    return Layout(drawn, place(document, drawn), style, spelling).text(document)


def _declared(document: Document) -> Iterable[tuple[str, str]]:
    for statement in document.statements:
        if statement.directive is not None and statement.directive.name is not None:
            yield statement.directive.name, statement.directive.iri


def _graph(document: Document) -> object:
    """The triples, comparable; only blank nodes need the costly form."""
    triples = {found.triple for found in document.triples}
    if not any(_is_blank(found.triple.subject) or _is_blank(found.value) for found in document.triples):
        return triples
    dataset = ox.Dataset(ox.Quad(*triple) for triple in triples)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return set(dataset)


def _is_blank(term: Node | ox.Literal | ox.Triple) -> bool:
    return isinstance(term, ox.BlankNode)
