"""The nearest word: what somebody who mistyped a name most likely meant."""

from collections.abc import Collection, Iterable
from difflib import get_close_matches

# Jaro and Winkler's measure weighs a common beginning: `caisse-des-depots-et-consignations` is `caisse-des-depots`.
ALIKE = 0.85


def nearest(word: str, candidates: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The candidate most like the word, case aside; None when none is like it.

    difflib finds more than edit distance does (`startDate` → `start`) and is fast enough for some hundred candidates.
    """
    by_form = {candidate.casefold(): candidate for candidate in sorted(candidates, reverse=True)}
    found = get_close_matches(word.casefold(), sorted(by_form), n=1, cutoff=cutoff)
    return by_form[found[0]] if found else None


def nearest_slug(slug: str, candidates: Collection[str]) -> str | None:
    """The slug most like one of thousands: one or two letters away, or with much the same beginning."""
    # Only a finding needs it, and it takes longer to import than a file takes to check.
    from rapidfuzz.distance import OSA, JaroWinkler  # noqa: PLC0415

    ordered = sorted(candidates)
    closest = min(ordered, key=lambda one: OSA.distance(slug, one), default="")
    if closest and OSA.distance(slug, closest) <= max(1, len(slug) // 6):
        return closest
    likest = max(ordered, key=lambda one: JaroWinkler.similarity(slug, one), default="")
    return likest if JaroWinkler.similarity(slug, likest) >= ALIKE else None
