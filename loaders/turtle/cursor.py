"""Walking over tokens: what stands next, which token a fault is blamed on, and where reading goes on after it."""

import re
from urllib.parse import quote

from loaders.findings import Finding
from loaders.turtle.faults import fault
from loaders.turtle.tokens import Source, Token, split

NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')
BAD_ESCAPE = re.compile(r"(?:[^\\]|\\(?:[tbnrf\"'\\]|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}))*+(\\u[0-9A-Fa-f]{0,4}|\\[\s\S])")
REST_OF_LINE = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?:\r|\n|\Z)")
# A line that is indented for what was never written.
EMPTY_LINE = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?:\r\n?|\n)[ \t]+(?=[\r\n]|\Z)")
ENDS = frozenset((".", ";", ",", "]", ")", "end"))
CAN_BEGIN_STATEMENT = frozenset(("iri", "name", "blank", "at", "word"))


class Stop(Exception):
    """A statement cannot be read further."""

    def __init__(self, code: str, start: int, end: int, /, **words: str) -> None:
        self.code, self.start, self.end, self.words = code, start, end, words


class Cursor:
    """One walk over one source, from the first token to the last."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.tokens, self.comments = split(source)
        self.at = 0
        self.faults: list[Finding] = []

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def take(self, kind: str) -> bool:
        """Step over the next token if it is of this kind."""
        if self.token.kind != kind:
            return False
        self.at += 1
        return True

    def report(self, code: str, start: int, end: int, **words: str) -> None:
        self.faults.append(fault(self.source, code, start, end, **words))

    def unexpected(self, code: str) -> Stop:
        """What stands here is not what the grammar wants; the end of the line before is blamed if the line is new."""
        token = self.token
        if token.is_bad:
            return lexical(token)
        words = {"found": token.text or "…", "after": self.tokens[self.at - 1].text}
        starts = code in ("expected-subject", "missing-subject", "unknown-directive")
        # A line that begins with what is no property is itself at fault, not the line above.
        starts = starts or (code == "expected-predicate" and token.kind not in ENDS)
        if self.at and not starts and not self.source.same_line(self.tokens[self.at - 1].end, token.start):
            end = self.tokens[self.at - 1].end
            return Stop(code, end, end + 1, **words)
        return Stop(code, token.start, token.end, **words)

    def gap(self, previous: Token) -> int:
        """Where the full stop after a token is missing: in the empty line that was indented for it, or else there."""
        empty = EMPTY_LINE.match(self.source.text, previous.end)
        return empty.end() if empty else previous.end

    def next_block(self, stop: Stop, first: int) -> int | None:
        """A block that lacks its end fails inside the next one, which curated files begin in column 1."""
        if not stop.code.startswith(("expected-", "missing-", "a-as", "bare")) or stop.code == "missing-dot":
            return None
        found = self.token
        for index in range(first + 1, min(self.at + 1, len(self.tokens))):
            token = self.tokens[index]
            if token.kind in ("name", "iri") and self.source.begins_line(token.start):
                return None if token is found and stop.code == "missing-semicolon" else index
        return None

    def resume_at(self, first: int) -> int:
        """After the next full stop that ends a line, or at a token in column 1 that can begin a statement."""
        index = max(self.at, first + 1)
        while (token := self.tokens[index]).kind != "end":
            if token.kind in CAN_BEGIN_STATEMENT and self.source.begins_line(token.start):
                break
            index += 1
            if token.kind == "." and REST_OF_LINE.match(self.source.text, token.end):
                break
        return index


def lexical(token: Token) -> Stop:
    """The fault of a token that is none."""
    text = token.text
    code = token.kind.removeprefix("bad_")
    if code == "escape":
        match = BAD_ESCAPE.match(text)
        start = token.start + (match.start(1) if match else 0)
        return Stop("escape", start, start + 2, found=match[1] if match else text)
    if code == "iri":
        wrong = NOT_IN_IRI.search(text, 1, len(text) - 1) if text.endswith(">") else None
        if wrong is None:
            return Stop("unclosed-iri", token.start, token.end)
        start = token.start + wrong.start()
        return Stop("iri-character", start, start + 1, found=wrong[0], encoded=quote(wrong[0]))
    end = token.start + 3 if code == "long" else token.end
    words = {"found": text, "point": f"U+{ord(text[0]):04X}"}
    if code in ("merge", "comment"):
        words["found"] = text[: 7 if code == "merge" else 2]
    if code == "width":
        words["narrow"] = {"、": ",", "。": "."}.get(text) or chr(ord(text) - 0xFEE0)
    return Stop(code, token.start, end, **words)
