"""The guard: what a query is (its form, whether it is a function of the release) and what it may not do.

The engine's parser needs no space after a keyword (`SERVICEx: {}`, `trueSERVICE <…>`), so a forbidden word counts
wherever it stands in a bare word, and in a prefix where what follows could only be a call.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.engine import Form
from graph.errors import ForbiddenOperation, QueryRefused
from graph.sparql.lexer import Token, position, tokens
from ontology.text import Text

_GAP = r"(?:[ \t\r\n]|\#[^\r\n]*+)*+"
_PROLOGUE = re.compile(
    rf"""(?:{_GAP}(?:PREFIX{_GAP}[^\s:<]*+:{_GAP}<[^>]*+> | BASE{_GAP}<[^>]*+> | VERSION{_GAP}(?:"[^"]*+"|'[^']*+')))*+
    {_GAP}(?P<word>[A-Za-z]++)""",
    re.VERBOSE | re.IGNORECASE,
)
_FORM = re.compile("|".join(Form), re.IGNORECASE)
_UPDATE_REFUSED = Text(
    "C’est une mise à jour, et l’on ne répond ici qu’à des requêtes.",
    "This is an update, and here queries are answered.",
)
_UPDATE = re.compile("INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH", re.IGNORECASE)

# Looked for in the whole text first: most queries hold none of these and need not be cut into tokens.
_REMARKABLE = ("service", "now", "rand", "uuid", "bnode")
_CALL = re.compile("service", re.IGNORECASE)
# After these, a name and an opening brace are no call: GRAPH service:g { … }.
_INTRODUCERS = frozenset({"GRAPH", "FROM", "NAMED", "DESCRIBE"})


@dataclass(frozen=True, slots=True)
class Inspection:
    """`form` is None for what is no query; `volatile` means that the same release may answer otherwise next time."""

    form: Form | None
    volatile: bool = False
    federated: bool = False


def inspect(query: str, endpoints: frozenset[str] = frozenset()) -> Inspection:
    """Raises ForbiddenOperation for LOAD and for SERVICE to any but these endpoints, QueryRefused for an update."""
    form = form_of(query)
    if form != Form.CONSTRUCT and not _is_remarkable(query):
        return Inspection(form)
    words = list(tokens(query))
    calls = [place for place in range(len(words)) if _is_call(words, place)]
    for place in calls:
        if _endpoint(words, place) not in endpoints:
            raise _forbidden(query, words[place].start, "SERVICE")
    return Inspection(form, volatile=_is_volatile(words, form), federated=bool(calls))


def _is_remarkable(text: str) -> bool:
    """Keywords are ASCII in any case; a search for each is far quicker than one pattern that ignores case."""
    lowered = text.lower()
    return any(word in lowered for word in _REMARKABLE)


def form_of(query: str) -> Form | None:
    """Raises QueryRefused for an update, ForbiddenOperation for LOAD."""
    opening = _PROLOGUE.match(query)
    word = opening["word"] if opening else ""
    if form := _FORM.match(word):
        return Form(form[0].upper())
    if word.upper().startswith("LOAD"):
        raise _forbidden(query, opening.start("word") if opening else 0, "LOAD")
    if _UPDATE.match(word):
        raise QueryRefused(_UPDATE_REFUSED)
    return None


def _is_call(words: Sequence[Token], place: int) -> bool:
    kind, text, _ = words[place]
    if kind == "word":
        return _CALL.search(text) is not None
    if kind != "name" or not _CALL.search(text.partition(":")[0]):
        return False
    before, after = words[place - 1].text if place else "", words[place + 1].text if place + 1 < len(words) else ""
    return after == "{" and before.upper() not in _INTRODUCERS


def _endpoint(words: Sequence[Token], place: int) -> str | None:
    """The endpoint that SERVICE names in full; prefixes, variables and relative IRIs are never on a list."""
    if words[place].text.upper() != "SERVICE":
        return None
    following = [word for word in words[place + 1 : place + 3] if word.text.upper() != "SILENT"]
    return following[0].text[1:-1] if following and following[0].kind == "iri" else None


def _is_volatile(words: Sequence[Token], form: Form | None) -> bool:
    if any(token.kind == "word" and _is_remarkable(token.text) for token in words):
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
