"""Copies and texts made from one communiqué are one witness."""

from hypothesis import given
from hypothesis import strategies as st

from loaders.derivation.claims import Record
from loaders.derivation.witnesses import count_witnesses, originals


def copies(**originals: str) -> dict[str, Record]:
    return {source: Record(copy_of=frozenset(texts.split())) for source, texts in originals.items()}


def based(**originals: str) -> dict[str, Record]:
    return {source: Record(based_on=frozenset(texts.split())) for source, texts in originals.items()}


def test_documents_of_their_own_each_count() -> None:
    assert count_witnesses(["a", "b"], {}) == 2


def test_a_reprint_counts_with_its_original() -> None:
    assert count_witnesses(["a", "b"], copies(b="a")) == 1


def test_two_texts_made_from_a_third_count_once_whether_or_not_it_is_here() -> None:
    assert count_witnesses(["a", "b"], based(a="communique", b="communique")) == 1
    assert count_witnesses(["a", "b", "communique"], based(a="communique", b="communique")) == 1


def test_a_copy_of_a_text_made_from_another_comes_from_that_other() -> None:
    records = copies(c="b") | based(b="a")
    assert originals("c", records) == {"a"}
    assert count_witnesses(["a", "c"], records) == 1


def test_a_copy_comes_from_what_it_copies_whatever_it_says_of_what_both_are_made_from() -> None:
    records = {"b": Record(copy_of=frozenset("a"), based_on=frozenset("p"))}
    assert originals("b", records) == {"a"}


def test_a_text_made_from_two_is_heard_through_either() -> None:
    records = based(a="p q")
    assert count_witnesses(["a"], records) == 1
    assert count_witnesses(["a", "p"], records) == 1
    assert count_witnesses(["a", "p", "q"], records) == 2


def test_texts_that_copy_each_other_in_a_circle_are_one() -> None:
    records = copies(b="c", c="b", a="c")
    assert originals("a", records) == originals("b", records) == originals("c", records) == {"b"}
    assert count_witnesses(["a", "b", "c"], records) == 1


SOURCES = "abcdef"
EARLIER = st.dictionaries(
    st.sampled_from(SOURCES), st.frozensets(st.sampled_from(SOURCES), max_size=2).map(lambda e: Record(based_on=e))
)


@given(EARLIER, st.permutations(SOURCES))
def test_the_count_is_at_least_one_at_most_the_documents_and_free_of_their_order(
    records: dict[str, Record], sources: list[str]
) -> None:
    assert 1 <= count_witnesses(sources, records) <= len(sources)
    assert count_witnesses(sources, records) == count_witnesses(sorted(sources), records)
