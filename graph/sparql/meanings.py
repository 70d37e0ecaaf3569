"""Queries that are well written but mean nothing: which word is to blame for each complaint that the engine makes."""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from graph.sparql.lexer import Token

AGGREGATES = frozenset({"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"})
Words = Sequence[Token]


def bound_again(words: Words) -> Token | None:
    """BIND(… AS ?v) where ?v stood in the same group before."""
    for place, token in enumerate(words):
        if _is_word(token, "AS") and place + 1 < len(words):
            variable = words[place + 1]
            group = words[_group_start(words, place) : place]
            if any(_same(earlier, variable) for earlier in group):
                return variable
    return None


def selected_though_used(words: Words) -> Token | None:
    """SELECT (… AS ?v) where the pattern has ?v."""
    clause, rest = _select(words)
    for token, following in pairwise(clause):
        if _is_word(token, "AS") and any(_same(used, following) for used in rest):
            return following
    return None


def selected_though_not_grouped(words: Words) -> Token | None:
    """A variable of SELECT outside aggregates that GROUP BY does not name."""
    clause, rest = _select(words)
    start = next((place for place, token in enumerate(rest) if _is_word(token, "GROUP")), len(rest))
    grouped = {token.text[1:] for token in rest[start:] if token.kind == "variable"}
    return next((token for token in _outside_aggregates(clause) if token.text[1:] not in grouped), None)


def selected_twice(words: Words) -> Token | None:
    return _repeated(token for token in _select(words)[0] if token.kind == "variable")


def star_though_grouped(words: Words) -> Token | None:
    clause, rest = _select(words)
    is_grouped = any(_is_word(token, "GROUP") for token in rest)
    return next((token for token in clause if token.text == "*"), None) if is_grouped else None


def aggregate_out_of_place(words: Words) -> Token | None:
    return next((token for token in _select(words)[1] if token.text.upper() in AGGREGATES), None)


def row_of_other_length(words: Words) -> Token | None:
    """The opening bracket of the first row of VALUES that has not one value for each variable."""
    for block in _values(words):
        rows = list(_rows(block))
        if wrong := [opening for opening, length in rows[1:] if length != rows[0][1]]:
            return wrong[0]
    return None


def variable_twice_in_values(words: Words) -> Token | None:
    for block in _values(words):
        end = next((place for place, token in enumerate(block) if token.text in ")}"), len(block))
        if variable := _repeated(token for token in block[:end] if token.kind == "variable"):
            return variable
    return None


# The engine's sentence, the name under which we tell it, and who finds the word.
MEANINGS: tuple[tuple[str, str, Callable[[Words], Token | None]], ...] = (
    ("BIND is overriding an existing variable", "bind-of-used-variable", bound_again),
    ("The SELECT overrides an existing variable", "select-of-used-variable", selected_though_used),
    ("The SELECT contains a variable that is unbound", "select-of-ungrouped", selected_though_not_grouped),
    ("The SELECT contains an expression with a variable", "select-of-ungrouped", selected_though_not_grouped),
    ("Duplicated variable name in SELECT", "select-twice", selected_twice),
    ("SELECT * is not authorized with GROUP BY", "star-with-groups", star_though_grouped),
    ("SELECT * is not authorized with GROUP BY", "aggregate-out-of-place", aggregate_out_of_place),
    ("The VALUES clause rows should have", "values-of-other-length", row_of_other_length),
    ("Repeated variables are not allowed in VALUES", "values-variable-twice", variable_twice_in_values),
)


def meaning(complaint: str, words: Words) -> tuple[str, Token] | None:
    """The name of the mistake and its word, when the complaint is one of those above."""
    for sentence, name, find in MEANINGS:
        if sentence in complaint and (token := find(words)) is not None:
            return name, token
    return None


def innermost_group(words: Words) -> Words:
    """The tokens of the group that is still open at the end."""
    return words[_group_start(words, len(words)) :]


def _is_word(token: Token, text: str) -> bool:
    return token.kind == "word" and token.text.upper() == text


def _same(one: Token, other: Token) -> bool:
    """?v and $v are one variable."""
    return one.kind == other.kind == "variable" and one.text[1:] == other.text[1:]


def _group_start(words: Words, place: int) -> int:
    opened = [0]
    for index, token in enumerate(words[:place]):
        if token.text == "{":
            opened.append(index + 1)
        elif token.text == "}" and len(opened) > 1:
            opened.pop()
    return opened[-1]


def _select(words: Words) -> tuple[Words, Words]:
    """The clause of the first SELECT, and all that follows it."""
    start = next((place for place, token in enumerate(words) if _is_word(token, "SELECT")), 0)
    for place in range(start, len(words)):
        if words[place].text == "{" or _is_word(words[place], "WHERE") or _is_word(words[place], "FROM"):
            return words[start + 1 : place], words[place:]
    return words[start + 1 :], ()


def _outside_aggregates(clause: Words) -> Iterator[Token]:
    """The variables that SELECT shows or computes with; what an AS names is new, what an aggregate takes is bound."""
    depth = aggregate = 0
    for place, token in enumerate(clause):
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        if token.kind == "word" and token.text.upper() in AGGREGATES:
            aggregate = depth + 1
        elif depth < aggregate:
            aggregate = 0
        named = place > 0 and _is_word(clause[place - 1], "AS")
        if token.kind == "variable" and not named and not (aggregate and depth >= aggregate):
            yield token


def _repeated(variables: Iterator[Token]) -> Token | None:
    seen: set[str] = set()
    for token in variables:
        if token.text[1:] in seen:
            return token
        seen.add(token.text[1:])
    return None


def _values(words: Words) -> Iterator[Words]:
    """What follows each VALUES."""
    return (words[place + 1 :] for place, token in enumerate(words) if _is_word(token, "VALUES"))


def _rows(words: Words) -> Iterator[tuple[Token, int]]:
    """Each bracketed row up to the end of the block, with its length; the first holds the variables."""
    opening: Token | None = None
    length = 0
    for before, token in zip((None, *words), words, strict=False):
        if token.text == "(":
            opening, length = token, 0
        elif token.text == ")" and opening is not None:
            yield opening, length
            opening = None
        elif opening is not None:
            is_part = token.text == "^^" or token.kind == "language" or (before is not None and before.text == "^^")
            length += not is_part
        elif token.text == "}":
            return
