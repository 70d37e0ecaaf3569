import re
from itertools import pairwise

import pytest

from api.pages.drawing import GAP, SHAPES, THINNEST, Drawing, Stream, drawing_of

LONG = "Programme d’investissements d’avenir et autres lignes"
STREAMS = (
    Stream(("State", "Bank", "One"), (("b-plan", 300.0), ("b", 100.0)), "300 announced, 100 paid"),
    Stream(("State", "Bank", "Two"), (("b-plan", 75.0), ("b2", 75.0)), "75 announced, committed"),
    Stream(("State", LONG, "Three"), (("b3", 0.001),), "little budgeted"),
    Stream(("Others", "", "Three"), (("b2", 125.0),), "125 committed"),
)


@pytest.fixture(params=sorted(SHAPES))
def drawing(request: pytest.FixtureRequest) -> Drawing:
    return drawing_of(STREAMS, request.param)


def _width(path: str) -> float:
    """How far below its beginning a ribbon's outline ends."""
    start = re.match(r"M0 ([\d.]+)", path)
    heights = re.findall(r"([\d.]+)(?=Z|[VC])", path)
    assert start
    return round(float(heights[-1]) - float(start[1]), 1)


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_a_ribbon_is_as_wide_as_its_sum_and_the_least_can_still_be_seen(name: str) -> None:
    drawing = drawing_of(STREAMS, name)
    scale = SHAPES[name].thickest / 500.001
    wide = [(ribbon.style, _width(ribbon.path)) for ribbon in drawing.ribbons]
    expected = [("b-plan", 300 * scale), ("b", 100 * scale), ("b2", 75 * scale), ("b3", THINNEST), ("b2", 125 * scale)]
    assert [style for style, _ in wide] == [style for style, _ in expected]
    assert [width for _, width in wide] == pytest.approx([width for _, width in expected], abs=0.2)


def test_what_was_announced_is_drawn_only_where_no_surer_sum_covers_it(drawing: Drawing) -> None:
    assert [ribbon.style for ribbon in drawing.ribbons].count("b-plan") == 1


def test_no_name_is_cut_and_every_sum_stands_once(drawing: Drawing) -> None:
    text = " ".join(text.text for text in drawing.texts)
    names = {name for stream in STREAMS for name in stream.ends if name}
    assert all(name in text for name in names)
    assert [text.count(stream.label.split()[0]) for stream in STREAMS] == [1, 1, 1, 1]


def test_nodes_of_a_column_leave_room_for_one_another_and_the_picture_for_them_all(drawing: Drawing) -> None:
    for column in {node.x for node in drawing.nodes}:
        nodes = sorted((node for node in drawing.nodes if node.x == column), key=lambda node: node.y)
        assert all(above.y + above.height + GAP <= below.y for above, below in pairwise(nodes))
    assert all(0 < text.y < drawing.height for text in drawing.texts)
    assert all(node.y + node.height <= drawing.height for node in drawing.nodes)


def test_where_nobody_names_a_channel_there_is_no_column_for_it() -> None:
    direct = drawing_of(
        [Stream(("A", "", "B"), (("b", 2.0),), "2"), Stream(("C", "", "B"), (("b", 1.0),), "1")], "wide"
    )
    assert len({node.x for node in direct.nodes}) == 2
