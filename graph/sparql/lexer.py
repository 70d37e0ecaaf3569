"""The words of a SPARQL text: tokens with their offsets by the grammar of SPARQL 1.1 and 1.2, in linear time."""

import re
from collections.abc import Iterator
from typing import NamedTuple

# https://www.w3.org/TR/sparql11-query/#rPN_CHARS_BASE and the productions after it. Every repetition that could be
# tried twice is possessive or bounded: a query may be hostile, and it is read before any worker could be killed for it.
_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_CHARS = _BASE + r"_\-0-9\u00b7\u0300-\u036f\u203f-\u2040"
_ESCAPE = r"(?:%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%])"
_LOCAL = rf"(?:[{_BASE}_:0-9]|{_ESCAPE})(?:(?:[{_CHARS}.:]|{_ESCAPE})*(?:[{_CHARS}:]|{_ESCAPE}))?"
_TOKEN = re.compile(
    rf"""
    (?P<space>[ \t\r\n]++)
  | (?P<comment>\#[^\r\n]*+)
  | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*+>)
  | (?P<string>\"{{3}}(?:\"{{0,2}}(?:[^"\\]|\\.))*+\"{{3}} | '{{3}}(?:'{{0,2}}(?:[^'\\]|\\.))*+'{{3}}
             | "(?!"")(?:[^"\\\r\n]|\\.)*+" | '(?!'')(?:[^'\\\r\n]|\\.)*+' | "" | '')
  | (?P<variable>[?$][{_BASE}_0-9][{_CHARS.replace(chr(92) + "-", "")}]*+)
  | (?P<blank>_:[{_BASE}_0-9](?:[{_CHARS}.]*[{_CHARS}])?)
  | (?P<name>(?:[{_BASE}][{_CHARS}]*+(?:\.{{1,8}}[{_CHARS}]++){{0,8}}+)?+:(?:{_LOCAL})?)
  | (?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--[A-Za-z]++)?)
  | (?P<number>[0-9]++(?:\.[0-9]*+)?(?:[eE][+-]?[0-9]++)?|\.[0-9]++(?:[eE][+-]?[0-9]++)?)
  | (?P<word>[{_BASE}][{_CHARS}]*+)
  | (?P<sign>\^\^|&&|\|\||!=|<=|>=|<<\(|\)>>|<<|>>|\{{\||\|\}}|[\^{{}}()\[\].,;|/*+?!=<>~\-&$@%:])
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_BREAK = re.compile(r"\r\n|\r|\n")


class Token(NamedTuple):
    """`kind` is a group of the pattern above; `start` and `end` count code points from 0."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def tokens(text: str) -> Iterator[Token]:
    """All that is neither space nor comment."""
    for found in _TOKEN.finditer(text):
        kind = str(found.lastgroup)
        if kind not in ("space", "comment"):
            yield Token(kind, found.group(), found.start())


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, counted from 1 in code points; CR, LF and CRLF each end a line."""
    breaks = list(_BREAK.finditer(text, 0, offset))
    return len(breaks) + 1, offset - (breaks[-1].end() if breaks else 0) + 1


def line_of(text: str, line: int) -> str:
    """The text of a line, counted from 1, without its end."""
    return _BREAK.split(text)[line - 1]
