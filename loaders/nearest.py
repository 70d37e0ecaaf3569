"""The nearest word: what somebody who mistyped a name most likely meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, candidates: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The candidate most like the word, case aside; None when none is like it.

    difflib finds more than edit distance does (`startDate` → `start`) and is fast enough for some hundred candidates.
    """
    by_form = {candidate.casefold(): candidate for candidate in sorted(candidates, reverse=True)}
    found = get_close_matches(word.casefold(), sorted(by_form), n=1, cutoff=cutoff)
    return by_form[found[0]] if found else None
