"""The grammar of Turtle 1.1, read by recursive descent: one method a production (https://www.w3.org/TR/turtle/)."""

import re
from collections.abc import Mapping
from types import MappingProxyType

import pyoxigraph as ox

from loaders.turtle.cursor import Stop, lexical
from loaders.turtle.document import Directive, Document, Node, PositionedTriple, Statement, Term
from loaders.turtle.terms import TermReader
from loaders.turtle.tokens import Source, Token
from ontology import RDF, XSD

MAX_DEPTH = 100
MAX_FAULTS = 100
# Each relative `@base` is added to the one before: a file of many would take the square of its length.
LONGEST_BASE = 4_000

_TYPE = ox.NamedNode(RDF + "type")
_FIRST = ox.NamedNode(RDF + "first")
_REST = ox.NamedNode(RDF + "rest")
_NIL = ox.NamedNode(RDF + "nil")
_LITERALS = {kind: ox.NamedNode(XSD + kind) for kind in ("integer", "decimal", "double", "boolean")}
_RESOURCES = frozenset(("iri", "name", "blank"))
_STRINGS = frozenset(("string", "long"))
_NUMBERS = frozenset(("integer", "decimal", "double"))
# What a number was the beginning of, where nothing says that it goes on.
_BARE_NUMBERS = (
    (
        "bare-date",
        re.compile(r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?(?![0-9])|[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}(?![0-9])"),
    ),
    ("number-space/groups", re.compile(r"[+-]?[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+(?:[.,][0-9]+)?(?![0-9])")),
)


def _precision(code: str, found: str) -> str:
    """Which sentence mends a bare date: that of a day, of a month, or of what is written in another order."""
    return {10: "/day", 7: "/month"}.get(len(found), "") if code == "bare-date" and found[4] == "-" else ""


def _joined(number: str) -> str:
    """Groups of digits as Turtle writes a decimal number."""
    digits = "".join(number.split()).replace(",", ".")
    return digits if "." in digits else digits + ".0"


class Parser(TermReader):
    """One reading of one source."""

    def __init__(self, source: Source, base: str, house: Mapping[str, str]) -> None:
        super().__init__(source, base, house)
        self.depth = 0
        self.subject: Node | None = None
        self.verb: Token | None = None
        self.triples: list[PositionedTriple] = []
        self.statements: list[Statement] = []
        self.broken: set[str] = set()

    def read(self) -> Document:
        while self.token.kind != "end":
            if len(self.faults) >= MAX_FAULTS:
                self.report("too-many", self.token.start, self.token.end, limit=str(MAX_FAULTS))
                break
            self.read_statement()
        return Document(
            self.source.file,
            self.source,
            MappingProxyType(self.prefixes),
            tuple(self.triples),
            tuple(self.statements),
            tuple(self.comments),
            tuple(self.faults),
            frozenset(self.broken),
        )

    def read_statement(self) -> None:
        first, before = self.at, len(self.triples)
        self.depth, self.subject, self.is_damaged = 0, None, False
        try:
            directive = self.statement()
        except Stop as stop:
            self.recover(self.early_end(stop, first, before) or stop, first, before)
            return
        if self.is_damaged:
            self.break_subject()
        start, end = self.tokens[first].start, self.tokens[self.at - 1].end
        self.statements.append(Statement(start, end, directive, slice(before, len(self.triples))))

    def break_subject(self) -> None:
        if self.subject is not None:
            self.broken.add(self.subject.value)

    def early_end(self, stop: Stop, first: int, before: int) -> Stop | None:
        """A block that begins inside a line, with a property: the full stop before it was to be a semicolon."""
        subject, ending = self.tokens[first], self.tokens[first - 1]
        looks = stop.code in ("expected-object", "expected-predicate") and subject.kind in ("name", "iri")
        if not looks or not before or ending.kind != "." or self.source.begins_line(subject.start):
            return None
        self.broken.add(self.triples[before - 1].focus)
        return Stop("early-end", ending.start, ending.end, found=subject.text)

    def recover(self, stop: Stop, first: int, before: int) -> None:
        """Report, drop what was read beyond the fault, and go on where a new statement can begin."""
        self.break_subject()
        next_block = self.next_block(stop, first)
        if stop.code in ("expected-bracket", "expected-parenthesis"):
            # What stands behind the bracket was read as if it stood inside.
            self.triples[before:] = [
                one for one in self.triples[before:] if isinstance(one.triple.subject, ox.NamedNode)
            ]
        if next_block is None:
            self.report(stop.code, stop.start, stop.end, **stop.words)
            self.at = self.resume_at(first)
            return
        previous = self.tokens[next_block - 1]
        start = self.gap(previous)
        self.report("missing-dot", start, start + 1, after=previous.text)
        limit = self.tokens[next_block].start
        self.triples[before:] = [found for found in self.triples[before:] if found.predicate.start < limit]
        self.at = next_block

    # --- statements ---

    def statement(self) -> Directive | None:
        token = self.token
        if token.kind in ("at", "word"):
            return self.directive(token)
        if self.is_bare_declaration():
            self.report("missing-directive", token.start, token.end, found=token.text)
            directive = self.prefix()
            self.end_of_statement()
            return directive
        self.subject_and_predicates(token)
        return None

    def is_bare_declaration(self) -> bool:
        """`id: <…> .`, which is no statement, and can only be a declaration without its first word."""
        kinds = [token.kind for token in self.tokens[self.at : self.at + 3]]
        return kinds == ["name", "iri", "."] and self.token.text.endswith(":")

    def subject_and_predicates(self, token: Token) -> None:
        subject: Node
        if token.kind == "[":
            subject, filled = self.anonymous()
            if filled and self.take("."):
                return
        elif token.kind == "(":
            subject = self.collection()
        elif token.kind in _RESOURCES:
            subject = self.resource()
        else:
            raise self.unexpected("missing-subject" if token.kind == "a" else "expected-subject")
        self.subject = subject
        self.predicates(subject, token)
        self.end_of_statement()

    def directive(self, token: Token) -> Directive:
        word = token.text.lower()
        if word not in ("@prefix", "@base", "prefix", "base"):
            if word in ("@version", "version"):
                raise Stop("rdf12", token.start, token.end, found=token.text)
            if token.kind == "word":
                raise self.unexpected("expected-subject")
            self.muted.update(self.house)
            raise self.unexpected("unknown-directive")
        if token.kind == "at" and word != token.text:
            self.report("directive-case", token.start, token.end, found=token.text, expected=word)
        self.at += 1
        directive = self.prefix() if word.endswith("prefix") else self.new_base()
        if token.kind == "at":
            self.end_of_statement()
        elif self.token.kind == ".":
            self.report("directive-stop", self.token.start, self.token.end, found=token.text)
            self.at += 1
        return directive

    def prefix(self) -> Directive:
        token = self.token
        if token.kind != "name" or not token.text.endswith(":"):
            # Which prefix was meant is unknown: those of the house are not reported a second time.
            self.muted.update(self.house)
            raise self.unexpected("expected-prefix")
        name = token.text[:-1]
        self.at += 1
        self.muted.add(name)
        self.prefixes[name] = self.address()
        self.resources.clear()
        return Directive(name, self.prefixes[name], token, self.tokens[self.at - 1])

    def new_base(self) -> Directive:
        token = self.token
        base = self.address()
        if len(base) > LONGEST_BASE:
            self.report("long-base", token.start, token.end, length=str(len(base)))
        else:
            self.base = base
        self.resources.clear()
        return Directive(None, self.base, token, token)

    def address(self) -> str:
        if self.token.kind != "iri":
            following = self.tokens[self.at + 1] if self.token.kind == "name" else self.token
            touches = following.is_bad and following.start == self.token.end
            raise self.cut(self.token, following) if touches else self.unexpected("expected-iri")
        self.at += 1
        return self.absolute(self.tokens[self.at - 1])

    def end_of_statement(self) -> None:
        if self.take("."):
            return
        token, previous = self.token, self.tokens[self.at - 1]
        for code, pattern in _BARE_NUMBERS if previous.kind in _NUMBERS else ():
            if match := pattern.match(self.source.text, previous.start):
                words = {"nearest": _joined(match[0])} if code == "number-space/groups" else {}
                raise Stop(code + _precision(code, match[0]), match.start(), match.end(), found=match[0], **words)
        if token.is_bad:
            raise lexical(token)
        comma = self.tokens[self.at - 2]
        if comma.kind == "," and self.verb and not self.source.same_line(comma.end, previous.start):
            raise Stop("comma", comma.start, comma.end, after=self.verb.text, found=previous.text)
        code = self.missing_end(previous, token)
        if code == "number-space":
            found = self.source.text[previous.start : token.end]
            raise Stop(code, previous.start, token.end, found=found)
        if code == "number-word":
            raise Stop(code, previous.start, token.end, after=previous.text, found=token.text)
        if code == "colon":
            self.triples.pop()  # It is no value, though Turtle has names of nothing but a colon.
            raise Stop(code, previous.start, previous.end)
        start = self.gap(previous) if code == "missing-dot" else previous.end
        raise Stop(code, start, start + 1, after=previous.text, found=token.text)

    def missing_end(self, previous: Token, token: Token) -> str:
        if token.kind == "end" or self.source.begins_line(token.start):
            return "missing-dot"
        if not self.source.same_line(previous.end, token.start):
            return "missing-semicolon"
        if previous.kind in _NUMBERS and token.kind in _NUMBERS:
            return "number-space"
        if previous.kind in _NUMBERS and token.kind == "word":
            return "number-word"
        if previous.text == ":":
            return "colon"
        if previous.kind in _STRINGS and token.kind in ("word", "a", "string"):
            return "quote-inside"
        return "missing-end"

    def predicates(self, subject: Node, at: Token) -> None:
        while True:
            verb = self.token
            if self.take("a"):
                predicate = _TYPE
            elif self.lacks_a(verb):
                self.report("missing-a", verb.start, verb.end, found=verb.text)
                predicate = _TYPE
            elif verb.kind in ("name", "iri"):
                predicate = self.named(verb)
            else:
                raise self.unexpected("expected-predicate")
            self.verb = verb
            self.objects(subject, at, predicate, verb)
            if not self.take(";"):
                return
            while self.take(";"):
                pass
            if self.token.kind in (".", "]", "end"):
                return

    def lacks_a(self, verb: Token) -> bool:
        """A class alone, where a property and its value would stand: classes have a capital, as everywhere in RDF."""
        is_alone = verb.kind == "name" and self.tokens[self.at + 1].kind in (";", ".")
        return is_alone and verb.text.partition(":")[2][:1].isupper()

    def objects(self, subject: Node, at: Token, predicate: ox.NamedNode, verb: Token) -> None:
        while True:
            start = self.at
            term, datatype = self.object()
            first, last = self.tokens[start], self.tokens[self.at - 1]
            token = first if last is first or first.kind in ("[", "(") else first._replace(end=last.end)
            self.triples.append(PositionedTriple(ox.Triple(subject, predicate, term), at, verb, token, datatype))
            if not self.take(","):
                return

    # --- terms ---

    def object(self) -> tuple[Term, Token | None]:
        token = self.token
        if token.kind in _RESOURCES:
            return self.resource(), None
        if token.kind in _STRINGS:
            return self.string(token)
        if token.kind in _LITERALS:
            self.at += 1
            return ox.Literal(token.text, datatype=_LITERALS[token.kind]), None
        if token.kind == "[":
            return self.anonymous()[0], None
        if token.kind == "(":
            return self.collection(), None
        raise self.unexpected({"a": "a-as-object", "word": "bare-word"}.get(token.kind, "expected-object"))

    # --- nodes without a name ---

    def deeper(self, token: Token) -> None:
        self.at += 1
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Stop("too-deep", token.start, token.end, limit=str(MAX_DEPTH))

    def anonymous(self) -> tuple[ox.BlankNode, bool]:
        """A node in square brackets, and whether anything stands in them."""
        opening, node = self.token, self.blank()
        self.deeper(opening)
        filled = not self.take("]")
        if filled:
            self.predicates(node, opening)
            if not self.take("]"):
                raise self.unclosed("expected-bracket", opening)
        self.depth -= 1
        return node, filled

    def collection(self) -> Node:
        opening = self.token
        self.deeper(opening)
        head: Node = _NIL
        last: ox.BlankNode | None = None
        while not self.take(")"):
            if self.token.kind in ("end", ".", ";"):
                raise self.unclosed("expected-parenthesis", opening)
            node, item = self.blank(), self.token
            if last is None:
                head = node
            else:
                self.triples.append(PositionedTriple(ox.Triple(last, _REST, node), opening, item, item))
            term, datatype = self.object()
            self.triples.append(PositionedTriple(ox.Triple(node, _FIRST, term), opening, item, item, datatype))
            last = node
        if last is not None:
            closing = self.tokens[self.at - 1]
            self.triples.append(PositionedTriple(ox.Triple(last, _REST, _NIL), opening, closing, closing))
        self.depth -= 1
        return head

    def unclosed(self, code: str, opening: Token) -> Stop:
        return lexical(self.token) if self.token.is_bad else Stop(code, opening.start, opening.end)
