"""Known slips of hand and habits from other languages: what was probably meant by a word that does not belong."""

import re

from graph.sparql.lexer import Token
from graph.sparql.meanings import AGGREGATES

# Words and signs of other languages, and of word processors, with what SPARQL has for them.
DIALECTS = {
    "AND": "&&",
    "OR": "||",
    "<>": "!=",
    "==": "=",
    "LIKE": "REGEX",
    "NULL": "UNDEF",
    "TOP": "LIMIT",
    "@PREFIX": "PREFIX",
    "@BASE": "BASE",
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "‘": "'",
    "’": "'",
    "–": "-",
    "—": "-",
    "\u00a0": " ",
    "\u202f": " ",
    "\ufeff": "",
}

# The name of a remedy, and when it fits: the word before the fault, and the word at fault.
_HINTS = tuple(
    (name, re.compile(before, re.IGNORECASE), re.compile(fault, re.IGNORECASE))
    for name, before, fault in (
        ("aggregate-needs-as", ".*", "|".join(sorted(AGGREGATES))),
        ("no-commas-in-select", "[?$].*", ","),
        ("equals-once", "=", "="),
        ("no-dot-after-prefix", "<.*", r"\."),
        ("filter-needs-brackets", "FILTER", ".*"),
        ("order-needs-brackets", "ASC|DESC", ".*"),
        ("prefix-needs-colon", "PREFIX", "[^:]*"),
        ("braces-around-pattern", "WHERE|UNION|OPTIONAL|MINUS", ".*"),
    )
)


def dialect(fault: Token) -> str | None:
    """What SPARQL writes instead of this word; None when it is no stranger that we know."""
    return DIALECTS.get(fault.text.upper())


def hint(fault: Token, before: Token | None) -> str | None:
    """The name of the remedy that fits."""
    previous = before.text if before else ""
    return next((name for name, one, two in _HINTS if one.fullmatch(previous) and two.fullmatch(fault.text)), None)
