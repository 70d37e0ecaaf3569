"""The canonical layout: which line follows which."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox

from loaders.turtle import Document, Node, Term
from loaders.writer.comments import Comment, Comments, Spot
from loaders.writer.outline import Entry, Outline
from loaders.writer.spelling import Spelling, natural, sort_key
from ontology import RDF

INDENT = "    "
WIDTH = 100  # longer lists and bracketed nodes take a line an item

Order = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Style:
    """How a file is written.

    `order` gives each class the places of its properties. `sort` puts blocks, properties and values in order, `first`
    before all other blocks; without it the author's order stays.
    """

    prefixes: Mapping[str, str] = field(default_factory=dict)
    order: Order = field(default_factory=dict)
    sort: bool = True
    first: str | None = None


class Layout:
    """One writing of one file."""

    def __init__(self, outline: Outline, comments: Comments, style: Style, spelling: Spelling) -> None:
        self.outline, self.comments, self.style, self.spelling = outline, comments, style, spelling
        shared = [node for node in outline.entries if node in outline.mentioned and node not in outline.inline]
        blank = [node for node in shared if isinstance(node, ox.BlankNode)]
        self.labels: dict[Node, str] = {node: f"_:b{number}" for number, node in enumerate(blank, 1)}

    def text(self, document: Document | None) -> str:
        """The whole file, "" when there is nothing to write."""
        blocks = [self.block(node) for node in self.tops()]
        prefixes, homeless = self.prefix_lines(document)
        header = _with_gaps([*self.comments.header, *homeless])
        if not prefixes and self.tops():
            # What stands first in a file is its header: written so here, so that a second pass sees the same.
            header += _with_gaps(self.comments.at(Spot.ABOVE, self.tops()[0]))
            blocks[0] = self.block(self.tops()[0], bare=True)
        footer = _with_gaps(self.comments.footer)
        # Comments alone stand as they stood: there is nothing to keep them apart from.
        parts = [header, prefixes, *blocks, footer] if prefixes or blocks else [header + footer]
        return "\n\n".join("\n".join(part).strip("\n") for part in parts if part) + "\n" if any(parts) else ""

    def tops(self) -> list[Node]:
        tops = self.outline.tops()
        if not self.style.sort:
            return tops
        place = self.outline.place
        return sorted(
            tops,
            key=lambda node: (
                node.value != self.style.first,
                isinstance(node, ox.BlankNode),
                natural(node.value) if isinstance(node, ox.NamedNode) else ["", place[node]],
            ),
        )

    def prefix_lines(self, document: Document | None) -> tuple[list[str], list[Comment]]:
        """The declarations that the file needs, and the comments of those that go."""
        lines: list[str] = []
        used = sorted(self.spelling.used)
        for prefix in used:
            # Comments above the first declaration stand in the header, whatever they were about.
            above = self.comments.at(Spot.ABOVE, prefix) if prefix != used[0] else []
            beside = self.comments.at(Spot.BESIDE, prefix)
            lines += [comment.text for comment in above]
            line = f"@prefix {prefix}: <{self.spelling.prefixes[prefix]}> ."
            lines += _beside(line, beside, "")
        kept = set(used[1:])
        homeless: list[Comment] = []
        for name in _directive_names(document):
            if name not in kept:
                homeless += self.comments.at(Spot.ABOVE, name)
            if name not in used:
                homeless += self.comments.at(Spot.BESIDE, name)
        return lines, homeless

    def block(self, node: Node, bare: bool = False) -> list[str]:
        """The lines of one subject; `bare` leaves out the comments above it."""
        lines = [] if bare else _with_gaps(self.comments.at(Spot.ABOVE, node))
        lines += _beside(self.top(node), self.comments.at(Spot.BESIDE, node), INDENT, below=True)
        for entry in self.entries(node):
            lines += [INDENT + comment.text for comment in self.comments.at(Spot.ABOVE, entry.number)]
            line = f"{INDENT}{self.spelling.verb(entry.predicate.value)} {self.term(entry.value, 1)} ;"
            lines += _beside(line, self.comments.at(Spot.BESIDE, entry.number), INDENT)
        lines += [INDENT + comment.text for comment in self.comments.at(Spot.END, node)]
        return [*lines, INDENT + "."]

    def top(self, node: Node) -> str:
        if isinstance(node, ox.NamedNode):
            return self.spelling.iri(node.value)
        return self.labels.get(node, "[]")

    def entries(self, node: Node) -> list[Entry]:
        """The triples of a subject in order: its types, then as its shape has them, then by IRI."""
        entries = self.outline.entries[node]
        types = [entry for entry in entries if entry.predicate.value == RDF + "type"]
        if not self.style.sort:
            return types + [entry for entry in entries if entry not in types]
        order: dict[str, int] = {}
        for entry in types:
            if isinstance(entry.value, ox.NamedNode):
                order.update(self.style.order.get(entry.value.value, {}))
        return sorted(
            entries,
            key=lambda entry: (
                entry.predicate.value != RDF + "type",
                order.get(entry.predicate.value, len(order) + 1_000_000),
                entry.predicate.value,
                sort_key(entry.value, self.outline.place),
            ),
        )

    def term(self, term: Term, depth: int) -> str:
        if isinstance(term, ox.NamedNode):
            return self.spelling.iri(term.value)
        if isinstance(term, ox.Literal):
            return self.spelling.literal(term)
        if term not in self.outline.inline:
            return self.labels.get(term, "[]")
        items = self.outline.items(term)
        if items is not None:
            return _bracketed("(", [self.term(item, depth + 1) for item in items], ")", "", depth)
        pairs = [
            f"{self.spelling.verb(entry.predicate.value)} {self.term(entry.value, depth + 1)}"
            for entry in self.entries(term)
        ]
        return _bracketed("[", pairs, "]", " ;", depth)


def _bracketed(opening: str, parts: list[str], closing: str, separator: str, depth: int) -> str:
    if not parts:
        return opening + closing
    line = f"{opening} {(separator + ' ').join(parts)} {closing}"
    if len(line) <= WIDTH and "\n" not in line:
        return line
    inner, outer = INDENT * (depth + 1), INDENT * depth
    return "\n".join([opening, *(f"{inner}{part}{separator}" for part in parts), outer + closing])


def _beside(line: str, comments: list[Comment], indent: str, below: bool = False) -> list[str]:
    """A line with its comment; where it has several, they stand above it, or below if it is the first of a block."""
    if len(comments) == 1:
        return [f"{line}  {comments[0].text}"]
    others = [indent + comment.text for comment in comments]
    return [line, *others] if below else [*others, line]


def _with_gaps(comments: Iterable[Comment]) -> list[str]:
    lines: list[str] = []
    for comment in comments:
        lines += [comment.text, ""] if comment.gap else [comment.text]
    return lines


def _directive_names(document: Document | None) -> list[str]:
    """The prefixes that the author declared, each once, with "@base" for a base."""
    if document is None:
        return []
    directives = [statement.directive for statement in document.statements if statement.directive is not None]
    return list(dict.fromkeys("@base" if one.name is None else one.name for one in directives))
