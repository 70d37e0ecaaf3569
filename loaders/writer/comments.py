"""Comments: which line each one belongs to, so that it moves with that line."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

from loaders.turtle import Directive, Document, Node, Statement, Token
from loaders.writer.outline import Outline

_BLANK_LINE = re.compile(r"[ \t]*(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)")


class Comment(NamedTuple):
    """A comment with its `#`; `gap` says that the author left a blank line after it."""

    text: str
    gap: bool = False


class Spot(Enum):
    """Where a comment stands with respect to what it belongs to."""

    ABOVE = auto()
    BESIDE = auto()
    END = auto()  # of a block, above its full stop


Key = tuple[Spot, Node | int | str]


@dataclass
class Comments:
    """Comments by what they belong to: a node is a block, a number an entry, a text a prefix."""

    header: list[Comment] = field(default_factory=list)
    footer: list[Comment] = field(default_factory=list)
    placed: dict[Key, list[Comment]] = field(default_factory=lambda: defaultdict(list))

    def at(self, spot: Spot, owner: Node | int | str) -> list[Comment]:
        return self.placed.get((spot, owner), [])


def place(document: Document, outline: Outline) -> Comments:
    """Every comment of the document, in its place."""
    placed = Comments()
    finder = _Finder(document, outline)
    for token in document.comments:
        comment = Comment(token.text.rstrip(), _BLANK_LINE.match(document.text, token.end) is not None)
        if token.start < finder.first:
            placed.header.append(comment)
        elif finder.is_trailing(token):
            placed.placed[finder.before(token.start)].append(comment._replace(gap=False))
        elif token.start > finder.last:
            placed.footer.append(comment)
        else:
            placed.placed[finder.after(token.start)].append(comment)
    return placed


class _Finder:
    """Looks up what stands before and after an offset."""

    def __init__(self, document: Document, outline: Outline) -> None:
        self.document, self.outline = document, outline
        self.statements = document.statements
        self.starts = [statement.start for statement in self.statements]
        numbered = sorted((found.object.start, number) for number, found in enumerate(document.triples))
        self.values = [start for start, _ in numbered]
        self.numbers = [number for _, number in numbered]
        self.first = self.starts[0] if self.starts else len(document.text)
        self.last = self.statements[-1].end if self.statements else 0

    def is_trailing(self, comment: Token) -> bool:
        """Whether something other than white space precedes it on its line."""
        return bool(self.line_before(comment.start).strip())

    def line_before(self, offset: int) -> str:
        source = self.document.source
        return source.text[source.line_starts[source.position(offset)[0] - 1] : offset]

    def before(self, offset: int) -> Key:
        """The owner of a comment at the end of a line."""
        statement = self.statements[bisect_right(self.starts, offset) - 1]
        if statement.directive is not None:
            return Spot.BESIDE, _name(statement.directive)
        index = bisect_right(self.values, offset) - 1
        if index < 0 or self.values[index] < statement.start:
            return Spot.BESIDE, self.block(statement)
        if offset >= statement.end and self.ends_alone(statement):
            return Spot.END, self.block(statement)
        return Spot.BESIDE, self.outline.top_entry(self.numbers[index])[1]

    def after(self, offset: int) -> Key:
        """The owner of a comment on a line of its own: what comes next."""
        index = bisect_right(self.starts, offset) - 1
        inside = index >= 0 and offset < self.statements[index].end
        statement = self.statements[index if inside else index + 1]
        if statement.directive is not None:
            return Spot.ABOVE, _name(statement.directive)
        if not inside:
            return Spot.ABOVE, self.block(statement)
        value = bisect_right(self.values, offset)
        if value < len(self.values) and self.values[value] < statement.end:
            return Spot.ABOVE, self.outline.top_entry(self.numbers[value])[1]
        return Spot.END, self.block(statement)

    def block(self, statement: Statement) -> Node:
        # The outermost triple of a statement is read last, after those inside its brackets.
        return self.outline.top_entry(statement.triples.stop - 1)[0]

    def ends_alone(self, statement: Statement) -> bool:
        """Whether the full stop of a block stands on a line of its own."""
        return not self.line_before(statement.end - 1).strip()


def _name(directive: Directive) -> str:
    return "@base" if directive.name is None else directive.name


def texts(comments: Iterable[Token]) -> list[str]:
    """What must be the same before and after writing."""
    return sorted(comment.text.rstrip() for comment in comments)
