from api.pages.paging import part_of


def test_a_page_shows_its_share_and_leads_to_those_beside_it() -> None:
    part = part_of("abcdefg", 2, 3)
    assert (part.entries, part.first, part.total) == (("d", "e", "f"), 4, 7)
    assert (part.previous(str), part.next(str)) == ("1", "3")


def test_the_first_page_and_the_last_lead_nowhere_beyond() -> None:
    assert part_of("abcdef", 1, 3).previous(str) == ""
    assert part_of("abcdef", 2, 3).next(str) == ""


def test_a_number_beyond_the_last_page_is_the_last() -> None:
    assert part_of("abcd", 9, 3).entries == ("d",)


def test_nothing_is_one_empty_page() -> None:
    part = part_of("", 1, 3)
    assert (part.entries, part.number, part.first, part.total) == ((), 1, 1, 0)
    assert (part.previous(str), part.next(str)) == ("", "")
