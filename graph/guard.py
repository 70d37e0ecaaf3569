"""The guard: what a query is (its form, whether it is a function of the release) and what it may not do.

The engine's parser needs no space after a keyword (`SERVICEx:`, `trueSERVICE`), so a forbidden word counts wherever
it stands outside strings, IRIs and variables. A prefix that merely contains one is left to the sandbox of the worker,
or refused where there is none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graph.engine import Form
from graph.errors import ForbiddenOperation, QueryRefused
from graph.lexer import Token, position, tokens

_GAP = r"(?:[ \t\r\n]|\#[^\r\n]*+)*+"
_PROLOGUE = re.compile(
    rf"""(?:{_GAP}(?:PREFIX{_GAP}[^\s:<]*+:{_GAP}<[^>]*+> | BASE{_GAP}<[^>]*+> | VERSION{_GAP}(?:"[^"]*+"|'[^']*+')))*+
    {_GAP}(?P<word>[A-Za-z]++)""",
    re.VERBOSE | re.IGNORECASE,
)
_FORM = re.compile("|".join(Form), re.IGNORECASE)
_UPDATE = re.compile("INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH", re.IGNORECASE)

# Looked for in the whole text first: most queries hold none of these and need not be cut into tokens.
_REMARKABLE = re.compile("service|load|now|rand|uuid|bnode", re.IGNORECASE)
_REACHING = re.compile("service|load", re.IGNORECASE)
_VOLATILE = re.compile("service|now|rand|uuid|bnode", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Policy:
    """`endpoints` are those that SERVICE may name; `sandboxed` says that workers cannot reach the network anyway."""

    endpoints: frozenset[str] = field(default_factory=frozenset)
    sandboxed: bool = True


@dataclass(frozen=True, slots=True)
class Inspection:
    """`form` is None for what is no query; `volatile` means that the same release may answer otherwise next time."""

    form: Form | None
    volatile: bool = False
    federated: bool = False


def inspect(query: str, policy: Policy | None = None) -> Inspection:
    """Raises ForbiddenOperation for SERVICE and LOAD, QueryRefused for an update."""
    form = form_of(query)
    if form != Form.CONSTRUCT and not _REMARKABLE.search(query):
        return Inspection(form)
    words = list(tokens(query))
    federated = _check_reach(query, words, policy or Policy())
    return Inspection(form, volatile=federated or _is_volatile(words, form), federated=federated)


def form_of(query: str) -> Form | None:
    """Raises QueryRefused for an update, ForbiddenOperation for LOAD."""
    opening = _PROLOGUE.match(query)
    word = opening["word"] if opening else ""
    if form := _FORM.match(word):
        return Form(form[0].upper())
    if word.upper().startswith("LOAD"):
        raise _forbidden(query, opening.start("word") if opening else 0, "LOAD")
    if _UPDATE.match(word):
        raise QueryRefused("This is an update, and here queries are answered.")
    return None


def _check_reach(query: str, words: Sequence[Token], policy: Policy) -> bool:
    """Whether the query calls an endpoint, each being allowed. Raises ForbiddenOperation."""
    federated = False
    for place, token in enumerate(words):
        if not _reaches(words, place, policy):
            continue
        if _endpoint(words, place) not in policy.endpoints:
            raise _forbidden(query, token.start, "LOAD" if "load" in token.text.lower() else "SERVICE")
        federated = True
    return federated


def _reaches(words: Sequence[Token], place: int, policy: Policy) -> bool:
    token = words[place]
    if token.kind == "word":
        return _REACHING.search(token.text) is not None
    if token.kind == "name" and not policy.sandboxed:
        return _REACHING.search(token.text.partition(":")[0]) is not None and not _declares(words, place)
    return False


def _declares(words: Sequence[Token], place: int) -> bool:
    return place > 0 and words[place - 1].text.upper() == "PREFIX"


def _endpoint(words: Sequence[Token], place: int) -> str | None:
    """The endpoint that SERVICE names in full; prefixes, variables and relative IRIs are never on a list."""
    if words[place].text.upper() != "SERVICE":
        return None
    following = [word for word in words[place + 1 : place + 3] if word.text.upper() != "SILENT"]
    return following[0].text[1:-1] if following and following[0].kind == "iri" else None


def _is_volatile(words: Sequence[Token], form: Form | None) -> bool:
    if any(token.kind == "word" and _VOLATILE.search(token.text) for token in words):
        return True
    return form == Form.CONSTRUCT and any(
        token.kind == "blank" or token.text in ("[", "(") for token in _template(words)
    )


def _template(words: Sequence[Token]) -> Iterator[Token]:
    """What stands in the first braces: the template of a CONSTRUCT, or its only pattern."""
    depth = 0
    for token in words:
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if depth:
            yield token
        elif token.text == "}":
            return


def _forbidden(query: str, offset: int, word: str) -> ForbiddenOperation:
    line, column = position(query, offset)
    return ForbiddenOperation(f"Line {line}, column {column}: {SENTENCES[word]}", word, line, column)


SENTENCES = {
    "SERVICE": "SERVICE may only name an endpoint that this server allows, by its full address.",
    "LOAD": "LOAD is refused: this server fetches nothing on request.",
}
