"""How many independent documents state a thing: a reprint and its original, or two texts made from one, are one."""

from collections.abc import Collection, Mapping

from loaders.derivation.claims import Record
from loaders.reach import reached


def count_witnesses(sources: Collection[str], records: Mapping[str, Record]) -> int:
    """The fewest originals that account for all these sources, found greedily; their order does not matter."""
    unheard = [originals(source, records) for source in set(sources)]
    count = 0
    while unheard:
        heard = {source: sum(source in texts for texts in unheard) for source in set().union(*unheard)}
        witness = max(heard, key=lambda source: (heard[source], source))
        unheard = [texts for texts in unheard if witness not in texts]
        count += 1
    return count


def originals(source: str, records: Mapping[str, Record]) -> frozenset[str]:
    """The texts that a source comes from in the end, itself where it comes from none.

    Texts that copy each other in a circle have the first of them, by IRI, as their original.
    """
    before = _before(source, records)
    last = frozenset(text for text in before | {source} if not _earlier(text, records))
    return last or frozenset({min(text for text in before if text in _before(text, records))})


def _before(source: str, records: Mapping[str, Record]) -> set[str]:
    """The texts that it comes from, itself among them only where they copy each other in a circle."""
    return reached(_earlier(source, records), lambda text: _earlier(text, records))


def _earlier(source: str, records: Mapping[str, Record]) -> frozenset[str]:
    """A copy says what its original says, so `basedOn` matters only where `copyOf` is not given."""
    record = records.get(source)
    return (record.copy_of or record.based_on) if record else frozenset()
