"""Names and literals: from a token to the term that it stands for."""

import re
from collections.abc import Mapping
from hashlib import sha256
from urllib.parse import quote

import pyoxigraph as ox

from loaders.nearest import nearest
from loaders.turtle.cursor import NOT_IN_IRI, Cursor, Stop, lexical
from loaders.turtle.document import UNREADABLE, Node
from loaders.turtle.iris import is_absolute, resolve
from loaders.turtle.tokens import Source, Token

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SCHEMES = frozenset(("http:", "https:", "ftp:"))
_ADDRESS = re.compile(r"[^\s<>\"]*+")
_TAG = re.compile(r"@[\w-]++")  # as somebody typed it: @français, @fr_FR
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


class TermReader(Cursor):
    """A walk that knows the prefixes and the base declared so far."""

    def __init__(self, source: Source, base: str, house: Mapping[str, str]) -> None:
        super().__init__(source)
        self.base, self.house = base, house
        self.prefixes: dict[str, str] = {}
        self.muted: set[str] = set()
        self.resources: dict[str, Node] = {}
        self.blank_scope = sha256(source.file.encode()).hexdigest()[:8]
        self.blank_count = 0
        self.is_damaged = False

    def string(self, token: Token) -> tuple[ox.Literal, Token | None]:
        self.at += 1
        quotes = 1 if token.kind == "string" else 3
        value = self.unescaped(token, token.text[quotes:-quotes])
        mark = self.token
        if self.take("at"):
            following = self.token
            if following.is_bad and following.start == mark.end:
                found = _TAG.match(self.source.text, mark.start)
                end = max(following.end, found.end() if found else 0)
                raise Stop("language", mark.start, end, found=self.source.text[mark.start : end])
            literal = self.tagged(value, mark)
            if self.token.kind == "^^":
                raise Stop("language-and-datatype", self.token.start, self.token.end)
            return literal, None
        if not self.take("^^"):
            return ox.Literal(value), None
        datatype = self.token
        if datatype.kind not in ("name", "iri"):
            raise self.unexpected("expected-datatype")
        return ox.Literal(value, datatype=self.named(datatype)), datatype

    def tagged(self, value: str, tag: Token) -> ox.Literal:
        try:
            return ox.Literal(value, language=tag.text[1:])
        except ValueError:
            self.is_damaged = True
            self.report("language", tag.start, tag.end, found=tag.text)
            return ox.Literal(value)

    def unescaped(self, token: Token, text: str) -> str:
        if "\\" not in text:
            return text
        try:
            return _ESCAPE.sub(_character, text)
        except ValueError as error:
            start = token.start + token.text.index(str(error))
            raise Stop("escape", start, start + len(str(error)), found=str(error)) from None

    def resource(self) -> Node:
        token = self.token
        if token.kind != "blank":
            return self.named(token)
        self.at += 1
        label = token.text[2:]
        return self.resources.setdefault(token.text, ox.BlankNode(f"{self.blank_scope}l{label}"))

    def named(self, token: Token) -> ox.NamedNode:
        self.at += 1
        following = self.token
        if following.is_bad and following.start == token.end:
            raise self.cut(token, following)
        if following.kind == "word" and token.text.endswith(":"):
            found = self.source.text[token.start : following.end]
            raise Stop("name-space", token.start, following.end, found=found)
        known = self.resources.get(token.text)
        if isinstance(known, ox.NamedNode):
            return known
        node = self.node(token, self.absolute(token) if token.kind == "iri" else self.expanded(token))
        self.resources[token.text] = node
        return node

    def cut(self, token: Token, following: Token) -> Stop:
        """The fault of a name that goes on with what no name holds: it stands for nothing."""
        if token.text in _SCHEMES and following.text.startswith("//"):
            address = _ADDRESS.match(self.source.text, token.start)
            found = address[0].rstrip(".,;") if address else token.text
            return Stop("bare-iri", token.start, token.start + len(found), found=found)
        return lexical(following)

    def node(self, token: Token, iri: str) -> ox.NamedNode:
        try:
            return ox.NamedNode(iri)
        except ValueError:
            self.is_damaged = True
            self.report("iri", token.start, token.end, found=iri)
            return ox.NamedNode(UNREADABLE + quote(iri, safe=""))

    def absolute(self, token: Token) -> str:
        iri = self.unescaped(token, token.text[1:-1])
        if wrong := NOT_IN_IRI.search(iri):
            raise Stop("iri-character", token.start, token.end, found=wrong[0], encoded=quote(wrong[0]))
        if is_absolute(iri):
            return iri if "/." not in iri else resolve("", iri)
        if self.base:
            return resolve(self.base, iri)
        self.is_damaged = True
        self.report("relative-iri", token.start, token.end, found=token.text)
        return UNREADABLE + quote(iri, safe="")

    def expanded(self, token: Token) -> str:
        prefix, _, local = token.text.partition(":")
        namespace = self.prefixes.get(prefix)
        if namespace is None:
            namespace = self.undeclared(prefix, token)
        return namespace + (re.sub(r"\\(.)", r"\1", local) if "\\" in local else local)

    def undeclared(self, prefix: str, token: Token) -> str:
        """Say it once a file, with the line to paste; go on as if it were there."""
        namespace = self.house.get(prefix)
        if prefix not in self.muted:
            self.muted.add(prefix)
            known = dict(self.house) | self.prefixes
            near = None if namespace else nearest(prefix, known)
            words = {"prefix": prefix, "namespace": namespace or known.get(near or "", "")}
            code = "undeclared-prefix" + ("/house" if namespace else "/nearest" if near else "")
            end = token.start + len(prefix) + 1
            self.report(code, token.start, end, **words, **({"nearest": near} if near else {}))
        self.is_damaged = self.is_damaged or namespace is None
        return namespace or f"{UNREADABLE}{quote(prefix)}:"

    def blank(self) -> ox.BlankNode:
        self.blank_count += 1
        return ox.BlankNode(f"{self.blank_scope}b{self.blank_count}")


def _character(match: re.Match[str]) -> str:
    """The character of an escape. Raises ValueError with its text where there is none such."""
    digits = match[1] or match[2]
    if digits is None:
        return _ESCAPED[match[3]]
    code = int(digits, 16)
    if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        raise ValueError(match[0])
    return chr(code)
