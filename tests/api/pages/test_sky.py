"""Policies in time: no name meets another on its line, and what is drawn is said in the table too."""

from itertools import combinations

from api.pages.pieces import Namer
from api.pages.sky import NARROWEST, Sky, Star, read_rows, sky_of
from api.pages.words import words_of
from graph.reading.overview import Moment
from graph.terms import Literal
from ontology import HERE, ID, VOCABULARY

NAMES = {
    ID + "one": {"fr": "Projet"},
    ID + "two": {"fr": "Stratégie"},
    ID + "long": {"fr": "Proposition de règlement sur le développement du cloud"},
    VOCABULARY + "change/replacement": {"fr": "remplacement"},
}
NAMER = Namer(words_of("fr"), NAMES)


def drawn(*moments: Moment) -> Sky:
    sky = sky_of(moments, {"plans": [moment.thing for moment in moments]}, NAMER)
    assert sky is not None
    return sky


def reach(star: Star) -> tuple[float, float]:
    x, name = star.left * NARROWEST / 100, 7 * len(star.label)
    return (x - name, x) if star.turned else (x, x + name)


def test_names_of_one_day_stand_on_lines_of_their_own() -> None:
    moments = [Moment(f"{ID}plan-{number}", f"2014-0{number}-01", 1) for number in range(1, 10)]
    for one, two in combinations(drawn(*moments).stars, 2):
        (begin, end), (left, right) = reach(one), reach(two)
        assert one.top != two.top or end < left or right < begin


def test_no_name_runs_out_of_the_picture() -> None:
    stars = drawn(
        *(Moment(f"{ID}a-policy-with-quite-a-long-name-{year}", f"{year}-01-01", 1) for year in range(2009, 2027))
    )
    assert all(begin >= 0 and end <= NARROWEST for begin, end in map(reach, stars.stars))


def test_a_line_leads_from_what_was_replaced_to_what_replaced_it_and_the_table_says_how() -> None:
    change = VOCABULARY + "change/replacement"
    sky = drawn(Moment(ID + "one", "2018-07-03", 2, next=[(ID + "two", change)]), Moment(ID + "two", "2021-05-17", 9))
    assert [(edge.x1, edge.x2, edge.after) for edge in sky.edges] == [(sky.stars[0].left, sky.stars[1].left, True)]
    assert [(each.name.text, each.change) for each in sky.stars[0].next] == [("Stratégie", "remplacement")]


def test_what_is_part_of_a_part_is_not_drawn_as_part_of_the_whole() -> None:
    moments = (
        Moment(ID + "whole", "2010-01-01", 1),
        Moment(ID + "part", "2011-01-01", 1, wholes=[ID + "whole"]),
        Moment(ID + "detail", "2012-01-01", 1, wholes=[ID + "part", ID + "whole"]),
    )
    sky = drawn(*moments)
    assert [[whole.text for whole in star.wholes] for star in sky.stars] == [[], ["whole"], ["part"]]
    assert len(sky.edges) == 2


def test_a_long_name_gives_way_to_a_shorter_one_that_is_no_number() -> None:
    others = [Literal("COM(2026) 502", "fr"), Literal("CADA", "fr"), Literal("Cloud and AI Development Act", "en")]
    (star,) = drawn(Moment(ID + "long", "2025-04-30", 3, others=others)).stars
    assert (star.label, star.name.text) == ("CADA", "Proposition de règlement sur le développement du cloud")


def test_every_policy_chosen_has_a_file() -> None:
    chosen = [thing.removeprefix(ID) for band in read_rows().values() for thing in band]
    written = {file.stem for file in HERE.parent.glob("graph/data/authorities/*/*.ttl")}
    assert len(chosen) == len(set(chosen))
    assert set(chosen) <= written
