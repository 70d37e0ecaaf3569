"""What is Turtle and yet no curated file; and lexical forms that no shape sees."""

import pytest

from loaders.checks.curated import curated_faults
from loaders.turtle import parse
from loaders.workspace import Part

HEAD = (
    "@prefix id: <https://w3id.org/andromede/id/> .\n@prefix andro: <https://w3id.org/andromede/ontology#> .\n"
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
)


def told(text: str, part: Part = Part.SOURCES) -> list[tuple[str, int, int, str, str]]:
    faults = curated_faults(parse(text, "f.ttl"), part)
    return [(f.rule, f.place.line, f.place.column, f.message.en, f.mend.en) for f in faults]


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", HEAD])
def test_a_file_with_nothing_in_it_is_a_finding(text: str) -> None:
    assert told(text) == [
        ("syntax/empty", 1, 1, "There is nothing in this file.", "Write what it is about, or delete it.")
    ]


def test_a_byte_order_mark_is_a_finding_that_the_writer_mends() -> None:
    assert told("\ufeff" + HEAD + "id:a andro:p id:b .\n") == [
        (
            "syntax/byte-order-mark",
            1,
            1,
            "The file begins with a byte order mark (BOM), which other tools refuse.",
            "Run `andromede fmt` on this file.",
        )
    ]


def test_a_base_is_a_finding() -> None:
    [(rule, line, column, message, _)] = told("@base <https://w3id.org/andromede/id/> .\n<a> <p> <b> .\n")
    assert (rule, line, column, message) == ("syntax/base", 1, 1, "`@base` is not allowed in a curated file.")


def test_a_prefix_that_is_declared_twice_is_a_finding() -> None:
    found = told(HEAD + "@prefix id: <https://w3id.org/andromede/id/> .\nid:a andro:p id:b .\n")
    assert [(one[0], one[1], one[2], one[3]) for one in found] == [
        ("syntax/prefix-twice", 4, 9, "The prefix `id:` is declared twice.")
    ]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("id:a andro:p [] .", [(4, 14)]),
        ("id:a andro:p ( 1 2 3 ) .", [(4, 14)]),
        ("id:a andro:p [ andro:q 1 ; andro:r 2 ] .", [(4, 14)]),
        ("_:x andro:p 1 .\n_:x andro:q 2 .", [(4, 1)]),
        ("id:a andro:p [ andro:q [] ] .", [(4, 14), (4, 24)]),
    ],
)
def test_each_blank_node_in_data_is_one_finding(text: str, places: list[tuple[int, int]]) -> None:
    found = told(HEAD + text)
    assert sorted((line, column) for _, line, column, _, _ in found) == places
    assert {one[3] for one in found} == {"A node without a name has no place here."}


def test_the_ontology_may_hold_lists_and_axioms() -> None:
    assert told(HEAD + "id:a andro:p ( 1 [ andro:q 2 ] ) .", Part.ONTOLOGY) == []


@pytest.mark.parametrize(
    "literal",
    [
        '"2015"^^xsd:gYear',
        '"2015-12"^^xsd:gYearMonth',
        '"2016-02-29"^^xsd:date',
        f'"{"9" * 5_000}-12-31"^^xsd:date',
        '"2015-12-31T23:59:59Z"^^xsd:dateTime',
        '"46.0"^^xsd:decimal',
        '"-3"^^xsd:integer',
        '"https://example.com/é"^^xsd:anyURI',
        '"anything"^^xsd:string',
    ],
)
def test_a_value_that_its_datatype_has_is_no_finding(literal: str) -> None:
    assert told(HEAD + f"id:a andro:p {literal} .") == []


@pytest.mark.parametrize(
    "literal",
    [
        '"xx"^^xsd:gYear',
        '"15"^^xsd:gYear',
        '"2015-13"^^xsd:gYearMonth',
        '"2015-02-30"^^xsd:date',
        '"2015-02-29"^^xsd:date',
        '"31/12/2015"^^xsd:date',
        '"1e3"^^xsd:decimal',
        '"46,5"^^xsd:decimal',
        '"vrai"^^xsd:boolean',
        '"a b"^^xsd:anyURI',
        '"2015-12-31 10:00"^^xsd:dateTime',
    ],
)
def test_a_value_that_its_datatype_lacks_is_one_finding_at_the_value(literal: str) -> None:
    [(rule, line, column, _, mend)] = told(HEAD + f"id:a andro:p {literal} .")
    assert (rule, line, column) == ("syntax/value", 4, 14)
    assert mend


def test_a_wrong_date_says_how_dates_are_written() -> None:
    [(_, _, _, message, mend)] = told(HEAD + 'id:a andro:date "2015-02-30"^^xsd:date .')
    assert message == "`2015-02-30` is no value of `xsd:date`."
    assert mend == 'Write a day that exists, the year first: "2015-12-31"^^xsd:date.'
