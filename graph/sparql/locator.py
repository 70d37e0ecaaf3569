"""Where a query error really is: the engine's own position overshoots, so its parser is asked about shorter texts.

A text that ends in a character which no grammar takes is never evaluated; where the engine stumbles over that
character and not before, everything before it was a good beginning. The longest good beginning ends before the fault.
"""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import pyoxigraph as ox

from graph.errors import MalformedQuery
from graph.sparql.excerpt import excerpt
from graph.sparql.hints import dialect, hint
from graph.sparql.lexer import Token, position, tokens
from graph.sparql.meanings import innermost_group, meaning
from ontology import BASE

# Spaces, so that a keyword which the engine tries past the end of the text cannot reach the stopper.
STOPPER = " " * 40 + "\x01" * 40
OVERSHOOT = 20
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)

# What is tried after a good beginning: the text, and how it is shown to the reader.
CANDIDATES = (
    ("?v", "?variable"),
    ("<http://x/>", "<IRI>"),
    ('"text"', '"text"'),
    ("1", "number"),
    *((sign, sign) for sign in ("{", "}", "(", ")", "[", "]", ".", ";", ",", "*", "=", "+", "&&", "/", "^", "|")),
    *((word, word) for word in ("a", "SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "PREFIX", "BASE", "FROM", "NAMED")),
    *((word, word) for word in ("WHERE", "DISTINCT", "FILTER", "OPTIONAL", "UNION", "GRAPH", "MINUS", "BIND")),
    *((word, word) for word in ("VALUES", "EXISTS", "NOT", "IN", "AS", "GROUP", "HAVING", "ORDER", "BY", "ASC")),
    *((word, word) for word in ("DESC", "LIMIT", "OFFSET", "UNDEF", "true")),
)
# fmt: off
FUNCTIONS = (
    "COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "SEPARATOR", "STR", "LANG", "LANGMATCHES",
    "DATATYPE", "BOUND", "IRI", "URI", "BNODE", "RAND", "ABS", "CEIL", "FLOOR", "ROUND", "CONCAT", "STRLEN", "UCASE",
    "LCASE", "ENCODE_FOR_URI", "CONTAINS", "STRSTARTS", "STRENDS", "STRBEFORE", "STRAFTER", "YEAR", "MONTH", "DAY",
    "HOURS", "MINUTES", "SECONDS", "TIMEZONE", "TZ", "NOW", "UUID", "STRUUID", "MD5", "SHA1", "SHA256", "SHA384",
    "SHA512", "COALESCE", "IF", "STRLANG", "STRDT", "sameTerm", "isIRI", "isURI", "isBLANK", "isLITERAL",
    "isNUMERIC", "REGEX", "SUBSTR", "REPLACE",
)
# fmt: on
WORDS = {word.upper(): word for word in (*FUNCTIONS, *(shown for text, shown in CANDIDATES if text.isalpha()))}

QUOTES = frozenset({'"', "'"})


def locate(query: str, prefixes: Mapping[str, str]) -> MalformedQuery:
    """The fault of a query that the engine does not read; `prefixes` are those worth proposing."""
    words = list(tokens(query))
    good = _good_beginning(query, words)
    if good == len(words):
        return _at_the_end(query, words)
    fault, before = words[good], words[good - 1] if good else None
    if fault.kind == "name" and fault.text.partition(":")[0] not in (declared := _declared(words[:good])):
        return _unknown_prefix(query, fault, before, declared, prefixes)
    if fault.text in "})" and (found := _meaning(query, words, good)):
        return _fault(query, found[1], cause=found[0])
    beginning = query[: before.end] if before else ""
    return _fault(
        query,
        fault,
        cause=_cause(fault, words[:good]),
        after=before.text if before else None,
        expected=_expected(beginning),
        nearest=dialect(fault) or _nearest_word(beginning, fault),
        hint=hint(fault, before),
    )


def _at_the_end(query: str, words: Sequence[Token]) -> MalformedQuery:
    if found := meaning(_complaint(query), words):
        return _fault(query, found[1], cause=found[0])
    end = Token("end", "", words[-1].end if words else 0)
    if opening := _unclosed(words):
        return _fault(query, end, cause="unclosed", opened=list(position(query, opening.start)), after=opening.text)
    last = words[-1].text if words else None
    return _fault(query, end, cause="ends-early" if words else "empty", after=last, expected=_expected(query))


def _unknown_prefix(
    query: str, fault: Token, before: Token | None, declared: Mapping[str, str], known: Mapping[str, str]
) -> MalformedQuery:
    prefix = fault.text.partition(":")[0]
    nearest = prefix if prefix in known else next(iter(get_close_matches(prefix, [*declared, *known], n=1)), None)
    paste = f"PREFIX {nearest}: <{known[nearest]}>" if nearest and nearest in {*known} - {*declared} else None
    return _fault(
        query,
        fault,
        cause="unknown-prefix",
        after=before.text if before else None,
        nearest=f"{nearest}:" if nearest is not None and nearest != prefix else None,
        paste=paste,
    )


def _fault(query: str, token: Token, cause: str, **more: Any) -> MalformedQuery:
    line, column = position(query, token.start)
    return MalformedQuery(
        detail=f"Line {line}, column {column}: {cause.replace('-', ' ')} {token.text}".rstrip(),
        cause=cause,
        line=line,
        column=column,
        token=token.text or None,
        excerpt=excerpt(query, line, column, len(token.text)),
        **more,
    )


def _meaning(query: str, words: Sequence[Token], good: int) -> tuple[str, Token] | None:
    """A closing bracket that does not fit often closes what means nothing: the complaint about just that part."""
    without, through = query[: words[good - 1].end], query[: words[good].end]
    return meaning(_complaint(without), innermost_group(words[:good])) or meaning(_complaint(through), words[:good])


def _cause(fault: Token, before: Sequence[Token]) -> str:
    if dialect(fault):
        return "unexpected"
    if fault.text in QUOTES:
        return "unclosed-string"
    if fault.text == "<":
        return "broken-iri"
    return "blank-node-in-two-groups" if fault.kind == "blank" and _is_among(fault, before) else "unexpected"


def _is_among(fault: Token, before: Sequence[Token]) -> bool:
    return any(token.text == fault.text for token in before)


def _declared(words: Sequence[Token]) -> dict[str, str]:
    return {
        name.text.partition(":")[0]: iri.text
        for keyword, name, iri in zip(words, words[1:], words[2:], strict=False)
        if keyword.text.upper() == "PREFIX"
    }


def _unclosed(words: Sequence[Token]) -> Token | None:
    """The innermost bracket that is open at the end."""
    opened = []
    for token in words:
        if token.text in ("{", "(", "["):
            opened.append(token)
        elif token.text in ("}", ")", "]") and opened:
            opened.pop()
    return opened[-1] if opened else None


def _expected(beginning: str) -> list[str]:
    return [shown for text, shown in CANDIDATES if _is_good(f"{beginning} {text}")]


def _nearest_word(beginning: str, fault: Token) -> str | None:
    """The keyword or function that may stand there and looks like the word at fault."""
    if fault.kind != "word":
        return None
    likely = get_close_matches(fault.text.upper(), WORDS, n=5, cutoff=0.65 if len(fault.text) > 3 else 0.8)
    return next((WORDS[word] for word in likely if _is_good(f"{beginning} {word}")), None)


def _good_beginning(query: str, words: Sequence[Token]) -> int:
    """How many tokens begin some query; all shorter beginnings are good too, so that bisection finds it."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if _is_good(query[: words[middle - 1].end]):
            low = middle
        else:
            high = middle - 1
    return low


def _is_good(beginning: str) -> bool:
    text = beginning + STOPPER
    place = _PLACE.match(_complaint(text))
    last_line = text.count("\n") + 1
    if place is None or int(place[1]) != last_line:
        return False
    offset = text.rfind("\n") + int(place[2])
    return len(beginning) + OVERSHOOT <= offset < len(text) - OVERSHOOT


def _complaint(text: str) -> str:
    try:
        ox.Store().query(text, base_iri=BASE)
    except SyntaxError as error:
        return str(error)
    return ""
