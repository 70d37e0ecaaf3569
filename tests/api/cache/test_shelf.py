from hypothesis import given
from hypothesis import strategies as st

from api.cache.shelf import Shelf


def test_what_was_not_asked_for_longest_leaves_first() -> None:
    shelf: Shelf[str, int] = Shelf(24)
    for number, key in enumerate("abcdefgh"):
        assert shelf.put(key, number, 3)
    assert shelf.get("a") == 0
    shelf.put("i", 8, 3)
    assert shelf.get("a") == 0
    assert shelf.get("b") is None
    assert shelf.get("i") == 8


def test_one_value_may_not_push_out_all_the_others() -> None:
    shelf: Shelf[str, int] = Shelf(80)
    shelf.put("small", 1, 10)
    assert not shelf.put("large", 2, 21)
    assert (shelf.get("small"), shelf.get("large"), shelf.bytes) == (1, None, 10)


def test_a_shelf_without_room_keeps_nothing() -> None:
    shelf: Shelf[str, int] = Shelf(0)
    assert not shelf.put("a", 1, 1)
    assert shelf.get("a") is None


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 30)), max_size=200))
def test_it_never_holds_more_than_it_has_room_for_and_counts_what_it_holds(puts: list[tuple[int, int]]) -> None:
    shelf: Shelf[int, int] = Shelf(160)
    weights = {}
    for key, weight in puts:
        if shelf.put(key, weight, weight):
            weights[key] = weight
        assert shelf.bytes <= 160
    held = [weight for key, weight in weights.items() if shelf.get(key) is not None]
    assert (len(held), sum(held)) == (len(shelf), shelf.bytes)
