"""The nearest word: what somebody who mistyped a name most likely meant."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches


def nearest(word: str, candidates: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The candidate most like the word, case aside; None when none is like it.

    difflib finds more than edit distance does (`startDate` → `start`) and is fast enough for some hundred candidates.
    """
    by_form = {candidate.casefold(): candidate for candidate in sorted(candidates, reverse=True)}
    found = get_close_matches(word.casefold(), sorted(by_form), n=1, cutoff=cutoff)
    return by_form[found[0]] if found else None


def nearest_slug(slug: str, candidates: Collection[str], cutoff: float = 0.85) -> str | None:
    """The slug most like one of thousands. A common beginning weighs more: `caisse-des-depots-et-consignations`."""
    # Only a finding needs it, and it takes longer to import than a file takes to check.
    from rapidfuzz.distance.JaroWinkler import normalized_similarity  # noqa: PLC0415

    scored = [(normalized_similarity(slug, one), one) for one in sorted(candidates)]
    score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= cutoff else None
