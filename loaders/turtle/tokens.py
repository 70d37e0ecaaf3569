"""The words of Turtle 1.1: which characters make a token, where it stands, and what the usual slips look like."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from loaders.findings import Place

# The character classes of the grammar: https://www.w3.org/TR/turtle/#sec-grammar-grammar
NAME_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
NAME_START = NAME_BASE + "_"
NAME = NAME_START + "\\-0-9\u00b7\u0300-\u036f\u203f-\u2040"
CODE_POINT = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
ESCAPE = r"\\[tbnrf\"'\\]"
LOCAL_ESCAPE = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"

# Strangers' text comes here too: possessive quantifiers and bounds keep every alternative linear
# (a naive form of these took 23 s for 200 kB of "<a ").
PREFIX = f"[{NAME_BASE}][{NAME}]{{0,200}}+(?:\\.{{1,20}}+[{NAME}]{{1,200}}+){{0,20}}+"
LOCAL = f"(?:[{NAME_START}:0-9]|{LOCAL_ESCAPE})(?:[{NAME}:]|{LOCAL_ESCAPE})*+(?:\\.++(?:[{NAME}:]|{LOCAL_ESCAPE})++)*+"

LEGAL = {
    "space": r"[ \t\r\n]++",
    "comment": r"#[^\r\n]*+",
    "bad_merge": r"(?<![^\r\n])(?:<{7}|={7}|>{7}|\|{7})(?![<=>|])[^\r\n]*+",
    "iri": rf"<(?:[^\x00-\x20<>\"{{}}|^`\\]++|{CODE_POINT})*+>",
    "blank": rf"_:[{NAME_START}0-9][{NAME}]*+(?:\.++[{NAME}]++)*+",
    "name": f"(?:{PREFIX})?:(?:{LOCAL})?",
    "long": (
        rf"\"\"\"(?:\"{{0,2}}+(?:[^\"\\]++|{ESCAPE}|{CODE_POINT}))*+\"\"\""
        rf"|'''(?:'{{0,2}}+(?:[^'\\]++|{ESCAPE}|{CODE_POINT}))*+'''"
    ),
    "string": (
        rf"\"(?!\"\")(?:[^\"\\\n\r]++|{ESCAPE}|{CODE_POINT})*+\"|'(?!'')(?:[^'\\\n\r]++|{ESCAPE}|{CODE_POINT})*+'"
    ),
    "bad_rdf12": r"@[a-zA-Z]++(?:-[a-zA-Z0-9]++)*+--[a-zA-Z]++|<<\(?|\)?>>|\{\||\|\}|~",
    "at": r"@[a-zA-Z]++(?:-[a-zA-Z0-9]++)*+",
    "double": r"[+-]?(?:[0-9]++\.[0-9]*+[eE][+-]?[0-9]++|\.?[0-9]++[eE][+-]?[0-9]++)",
    "decimal": r"[+-]?[0-9]*\.[0-9]++",
    "integer": r"[+-]?[0-9]++",
    "word": r"[A-Za-z]++(?:-[A-Za-z][A-Za-z0-9]*+)*+",
    "datatype": r"\^\^",
    "mark": r"[.;,\[\]()]",
}
# What no token is, by the slip that makes it; tried in this order, after all that is legal.
ILLEGAL = {
    "bad_escape": (
        r"\"\"\"(?:\"{0,2}+(?:[^\"\\]++|\\[\s\S]))*+\"\"\"|'''(?:'{0,2}+(?:[^'\\]++|\\[\s\S]))*+'''"
        r"|\"(?!\"\")(?:[^\"\\\n\r]++|\\.)*+\"|'(?!'')(?:[^'\\\n\r]++|\\.)*+'"
    ),
    "bad_long": r"(?:\"\"\"|''')[\s\S]*+",  # the rest of the file lies inside
    # Over a few lines, where what closes it stands at the end of one; else the rest of its line.
    "bad_string": (
        r"\"[^\"\r\n]*+(?:(?:\r\n?|\n)[^\"\r\n]*+){1,5}+\"(?=@|\^\^|[ \t]*[;,.]?[ \t]*(?:[\r\n]|\Z))"
        r"|[\"'][^\r\n]*+"
    ),
    "bad_iri": r"<[^<>\r\n]{0,300}+>|<[^\s<>]*+",
    "bad_quote": "[“”„‟«»‹›‘’`´]",
    "bad_space": "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]",
    "bad_invisible": "[\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]",
    "bad_width": "[\uff01-\uff5e\u3001\u3002]",
    "bad_entity": r"&(?:[A-Za-z]{1,30}+|#[0-9A-Fa-fx]{1,10}+);",
    "bad_caret": r"\^",
    "bad_comment": r"//[^\r\n]*+|/\*[^\r\n]*+",
    "bad_language": "@",
    "bad_other": r"[\s\S]",
}
TOKEN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in (LEGAL | ILLEGAL).items()))
WORDS = {"a": "a", "true": "boolean", "false": "boolean"}
# splitlines() would also split at U+0085 and U+2028, which Turtle and editors do not.
LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True)
class Source:
    """The text of a file and where its lines begin."""

    text: str
    file: str

    @cached_property
    def line_starts(self) -> list[int]:
        return [0, *(end.end() for end in LINE_END.finditer(self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a character, both counted from 1, in code points."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def place(self, start: int, end: int) -> Place:
        return Place(self.file, *self.position(start), *self.position(end))

    def begins_line(self, offset: int) -> bool:
        return offset == 0 or self.text[offset - 1] in "\r\n"

    def same_line(self, start: int, end: int) -> bool:
        return self.text.find("\n", start, end) < 0 and self.text.find("\r", start, end) < 0


class Token(NamedTuple):
    """A stretch of a source; `kind` is a key of LEGAL or ILLEGAL, a mark itself, or "end" after the last token."""

    kind: str
    start: int
    end: int
    source: Source

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    @property
    def line(self) -> int:
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        return self.source.position(self.start)[1]

    @property
    def end_line(self) -> int:
        return self.source.position(self.end)[0]

    @property
    def end_column(self) -> int:
        return self.source.position(self.end)[1]

    @property
    def place(self) -> Place:
        return self.source.place(self.start, self.end)

    @property
    def is_bad(self) -> bool:
        return self.kind.startswith("bad_")


def split(source: Source) -> tuple[list[Token], list[Token]]:
    """The tokens of a source, with one of kind "end" after the last, and apart from them its comments."""
    tokens: list[Token] = []
    comments: list[Token] = []
    text = source.text
    for match in TOKEN.finditer(text, 1 if text.startswith("\ufeff") else 0):
        kind = match.lastgroup or ""
        if kind == "space":
            continue
        if kind == "comment":
            comments.append(Token(kind, match.start(), match.end(), source))
            continue
        if kind in ("mark", "word", "datatype"):
            kind = WORDS.get(match[0], "word") if kind == "word" else match[0]
        tokens.append(Token(kind, match.start(), match.end(), source))
    tokens.append(Token("end", len(text), len(text), source))
    return tokens, comments
