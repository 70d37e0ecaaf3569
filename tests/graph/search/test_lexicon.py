"""Words of one language that stand for those of the other, from the names of things."""

from graph.search.entries import Entry, Name, Sort
from graph.search.lexicon import lexicon_of


def bilingual(fr: str, en: str) -> Entry:
    return Entry(fr, (Name(fr, "fr", Sort.LABEL), Name(en, "en", Sort.LABEL)), {}, (), (), 0)


ENTRIES = [
    bilingual("État belge", "Belgian State"),
    bilingual("État danois", "Danish State"),
    bilingual("Plan Nautilus", "Nautilus plan"),
    Entry("mute", (Name("État", "fr", Sort.LABEL),), {}, (), (), 0),
]


def test_words_that_always_stand_for_each_other_are_learned_both_ways() -> None:
    learned = lexicon_of(ENTRIES)
    assert learned["etat"]["state"] == learned["state"]["etat"] == 1.0


def test_words_that_met_once_and_names_that_stay_are_not() -> None:
    learned = lexicon_of(ENTRIES)
    assert "belge" not in learned
    assert "nautilus" not in learned
