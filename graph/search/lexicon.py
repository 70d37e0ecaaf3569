"""Which words of one language stand for which of the other, learned from the things that have a name in both."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from graph.search.entries import Entry
from graph.search.folding import folded
from ontology import LANGUAGES

# Of a pair of words: how often at least they must meet, and in which share of the names that have either.
_MEETINGS = 2
_SHARE = 0.3

Lexicon = Mapping[str, Mapping[str, float]]


def lexicon_of(entries: Iterable[Entry]) -> Lexicon:
    """For a word, those of the other language that stand where it stands, with a share from 0 to 1."""
    pairs = [pair for entry in entries if (pair := _pair(entry))]
    counts = [Counter(word for pair in pairs for word in pair[side]) for side in (0, 1)]
    together = Counter((one, other) for ones, others in pairs for one in ones for other in others)
    learned: dict[str, dict[str, float]] = defaultdict(dict)
    for (one, other), meetings in together.items():
        share = 2 * meetings / (counts[0][one] + counts[1][other])
        if meetings >= _MEETINGS and share >= _SHARE:
            learned[one][other] = learned[other][one] = share
    return learned


def _pair(entry: Entry) -> tuple[frozenset[str], frozenset[str]] | None:
    """The words of its label in each language that the other does not share: names stay as they are."""
    labels = entry.labels
    if not all(language in labels for language in LANGUAGES):
        return None
    ones, others = (frozenset(folded(labels[language]).words) for language in LANGUAGES)
    return ones - others, others - ones
