"""The pages of rules and shapes show the golden pairs of the tests, gathered where an installed server finds them."""

from pathlib import Path

from loaders.checks.rules import read_rules
from loaders.examples import gathered
from loaders.turtle import read
from ontology import HERE, SH, SHAPES
from ontology.examples import FILE, read_examples, written

WRONG = """@prefix id: <https://w3id.org/andromede/id/> .

id:a
    a andro:Plan ;
    .

id:b
    a andro:Law ;
{}    .
"""


def test_the_examples_are_those_of_the_tests() -> None:
    assert FILE.read_text("utf-8") == written(gathered()), "run `make examples`"


def test_every_rule_has_a_wrong_and_a_right_example() -> None:
    examples = read_examples()
    for rule in read_rules():
        assert any(one.bad and one.said and one.bad.marked for one in examples[rule.name]), rule.name


def test_every_shape_of_a_kind_shows_a_thing_of_that_kind() -> None:
    for file in (HERE / "shapes").glob("*.ttl"):
        for found in read(file).triples:
            if found.path == SH + "targetClass":
                assert read_examples()[found.focus.removeprefix(SHAPES)], found.focus


def test_a_shape_is_shown_by_the_block_with_the_mistake_and_its_marked_lines(tmp_path: Path) -> None:
    folder = tmp_path / "shapes" / "law"
    folder.mkdir(parents=True)
    (folder / "valid.ttl").write_text(WRONG.format(""), "utf-8")
    (folder / "invalid.odd.ttl").write_text(WRONG.format("    id:odd 1 ;\n"), "utf-8")
    (folder / "invalid.odd.approved").write_text("Law 9:5 error\nNon.\nNo.\n", "utf-8")
    (odd,) = (one for one in gathered(tmp_path) if one.bad)
    assert odd.bad is not None
    assert (odd.name, odd.bad.marked, odd.good.marked) == ("Law", (3,), ())
    assert odd.bad.text.split("\n")[2] == "    id:odd 1 ;"
    assert odd.good.text == "id:b\n    a andro:Law ;\n    ."
