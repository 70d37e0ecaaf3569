"""Each usual slip is named, at its place, with how to mend it. The sentences were approved before the code was run."""

import pytest

from loaders.findings import Finding
from loaders.turtle import UNREADABLE, Document, parse

HOUSE = {
    "andro": "https://w3id.org/andromede/ontology#",
    "id": "https://w3id.org/andromede/id/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcterms": "http://purl.org/dc/terms/",
}
HEAD = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in HOUSE.items())
RDF12 = " belongs to RDF 1.2, which is not accepted here: files stay RDF 1.1."
STRAIGHT = "it holds a straight quotation mark."
BLOCK = """id:x
    a andro:Shareholding ;
    andro:owner id:sfr ;
    andro:percent 46.0 ;
    andro:locator "§4" ;
    .

id:y
    a andro:Shareholding ;
    .
"""


def read(text: str) -> Document:
    return parse(text, "test.ttl", house=HOUSE)


def told(text: str) -> list[tuple[str, int, int, str]]:
    """Rule, line, column and English sentence of each fault, lines counted from the end of the prefixes."""
    faults = read(HEAD + text).faults
    return [(f.rule, f.place.line - 4, f.place.column, f.message.en) for f in faults]


def slip(old: str, new: str) -> list[tuple[str, int, int, str]]:
    assert BLOCK.count(old) == 1
    return told(BLOCK.replace(old, new))


def test_the_example_itself_has_no_fault() -> None:
    assert told(BLOCK) == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "line", "column", "message"),
    [
        ("id:sfr ;", "id:sfr", "missing-semicolon", 3, 23, "A semicolon is missing after `id:sfr`."),
        ('"§4" ;\n    .', '"§4" ;', "missing-dot", 5, 25, "A full stop is missing after `;`."),
        ('"§4" ;\n    .', '"§4"', "missing-dot", 5, 23, 'A full stop is missing after `"§4"`.'),
        ('"§4" ;\n    .', '"§4" ;\n    ', "missing-dot", 6, 5, "A full stop is missing after `;`."),
        ('"§4" ;\n    .', '"§4" # here\n\t', "missing-dot", 6, 2, 'A full stop is missing after `"§4"`.'),
        ("a andro:Shareholding ;\n    andro:owner", "andro:Shareholding ;\n    andro:owner", "missing-a", 2, 5,
         "`a` is missing before the class `andro:Shareholding`."),
        ("andro:owner id:sfr", "andro:owner", "expected-object", 3, 17, "A value is missing after `andro:owner`."),
        ("andro:owner id:sfr", "id:sfr", "expected-object", 3, 12, "A value is missing after `id:sfr`."),
        ("46.0 ;", "1 800 000 ;", "number-space", 4, 19, "The number `1 800 000` holds a space."),
        ('"§4"', "“§4”", "quote", 5, 19, "The quotation mark `“` does not open a string."),
        ('"§4"', "«§4»", "quote", 5, 19, "The quotation mark `«` does not open a string."),
        ('"§4"', '"§4', "string", 5, 19, "The string is not closed on its line."),
        ('"§4"', '"""§4', "long", 5, 19, "The string opened by three quotation marks is never closed."),
        ('"§4"', '"le "a" d"', "quote-inside", 5, 24, "The string ends before `a`: " + STRAIGHT),
        ('"§4"', r'"C:\data"', "escape", 5, 22, r"`\d` is no escape."),
        ('"§4"', r'"\uD800"', "escape", 5, 20, r"`\uD800` is no escape."),
        ('"§4"', r'"""a\q"""', "escape", 5, 23, r"`\q` is no escape."),
        ('"§4"', '"§4"@français', "language", 5, 23, "`@français` is no language tag."),
        ("id:sfr ;", "id:sfr ；", "width", 3, 24, "`；` is a full-width character (U+FF1B)."),
        ("id:sfr ;", "id:sfr\u00a0;", "space", 3, 23, "A U+00A0 space (no-break or typographic) separates two words."),
        ("id:sfr ;", "id:s\u200bfr ;", "invisible", 3, 21, "An invisible character (U+200B) hides here."),
        ("id:sfr ;", "id:s&amp;fr ;", "entity", 3, 21, "`&amp;` is an HTML entity, unknown to Turtle."),
        ("46.0", '"46.0"^xsd:decimal', "caret", 4, 25, "A single `^` announces no datatype."),
        ("46.0", '"46.0"^^46', "expected-datatype", 4, 27, "A datatype is expected after `^^`, not `46`."),
        ("46.0", "46.0%", "other", 4, 23, "The character `%` cannot stand here."),
        ("id:sfr", "<https://example.com/ b>", "iri-character", 3, 38, "The character ` ` cannot stand in an address."),
        ("id:sfr ;", "<https://example.com/a ;", "unclosed-iri", 3, 17, "The address opened by `<` is not closed."),
        ("id:sfr", "<https://[example/>", "iri", 3, 17, "`https://[example/` is not a valid address."),
        ("id:sfr", "<sfr>", "relative-iri", 3, 17, "The address `<sfr>` is relative."),
        ("id:sfr", "sfr", "bare-word", 3, 17, "The word `sfr` has neither prefix nor quotation marks."),
        ("id:sfr", "[ andro:p 1", "expected-bracket", 3, 17, "The bracket that opens here is not closed."),
        ("id:sfr", "<<id:a id:b id:c>>", "rdf12", 3, 17, "`<<`" + RDF12),
        ("id:sfr", "id:sfr ~ id:r", "rdf12", 3, 24, "`~`" + RDF12),
        ("id:sfr", "id:sfr {| andro:p 1 |}", "rdf12", 3, 24, "`{|`" + RDF12),
        ('"§4"', '"§4"@ar--rtl', "rdf12", 5, 23, "`@ar--rtl`" + RDF12),
        ("id:y", '"y"', "expected-subject", 8, 1, 'A block cannot begin with `"y"`.'),
        ("id:y\n", "", "missing-subject", 8, 5, "This block has no subject."),
        ("id:sfr", "ids:sfr", "undeclared-prefix", 3, 17, "The prefix `ids:` is not declared."),
    ],
)  # fmt: skip
def test_a_slip_is_named_at_its_place(old: str, new: str, rule: str, line: int, column: int, message: str) -> None:
    found = slip(old, new)
    assert found == [("syntax/" + rule, line, column, message)]


def test_two_slips_in_two_blocks_are_two_findings_and_the_rest_is_read() -> None:
    text = "id:x andro:owner “a” .\n\nid:y andro:owner id:b .\n\nid:z andro:owner andro:q andro:r .\n"
    document = read(HEAD + text)
    assert [f.place.line - 4 for f in document.faults] == [1, 5]
    assert [found.focus for found in document.triples] == [HOUSE["id"] + "y", HOUSE["id"] + "z"]
    assert document.broken == {HOUSE["id"] + "x", HOUSE["id"] + "z"}


def test_a_missing_full_stop_leaves_the_next_block_whole() -> None:
    document = read(HEAD + BLOCK.replace('"§4" ;\n    .', '"§4" ;'))
    assert [found.value.value.rpartition("#")[2] for found in document.triples if found.focus.endswith("/y")] == [
        "Shareholding"
    ]


def test_a_block_whose_class_lacks_only_an_a_is_read_whole() -> None:
    document = read(HEAD + BLOCK.replace("a andro:Shareholding", "andro:Shareholding"))
    assert [one.rule for one in document.faults] == ["syntax/missing-a"] * 2
    assert [one.triple for one in document.triples] == [one.triple for one in read(HEAD + BLOCK).triples]


def test_an_undeclared_prefix_of_the_house_is_said_once_with_the_line_to_paste() -> None:
    faults = read(
        BLOCK.replace("andro:", "xsd:").replace("id:", "<https://e.example/x> # ").replace("xsd:", "andro:")
    ).faults
    once = read("<https://e.example/x> andro:a andro:b ; andro:c 1 .\n").faults
    assert [(f.message.fr, f.mend.fr) for f in once] == [
        (
            "Le préfixe `andro:` n’est pas déclaré.",
            "Lancez `andromede fmt`, ou ajoutez en tête du fichier :"
            " @prefix andro: <https://w3id.org/andromede/ontology#> .",
        )
    ]
    assert sum(f.rule == "syntax/undeclared-prefix" for f in faults) == 1


def test_an_unknown_prefix_is_mended_with_the_nearest_known_one() -> None:
    [fault] = read(HEAD + "id:x andor:owner id:y .\n").faults
    assert (fault.nearest, fault.mend.en) == (
        "andro",
        "Write `andro:`, declared by: @prefix andro: <https://w3id.org/andromede/ontology#> .",
    )


def test_what_an_unknown_prefix_stands_for_is_marked_as_unreadable() -> None:
    [triple] = read(HEAD + "id:x andro:owner nowhere:y .\n").triples
    assert triple.value.value.startswith(UNREADABLE)


@pytest.mark.parametrize(
    "directive",
    [
        "@prefix andro: <https://w3id.org/andromede/ontology#>\n",
        "@prefix andro: https://w3id.org/andromede/ontology# .\n",
        "@prefix andro <https://w3id.org/andromede/ontology#> .\n",
        "@prefix andro: <https://w3id.org/andromede/ontology# .\n",
        "@prefixx andro: <https://w3id.org/andromede/ontology#> .\n",
        "andro: <https://w3id.org/andromede/ontology#> .\n",
    ],
)
def test_a_broken_prefix_line_is_one_finding_and_not_one_more_for_each_use(directive: str) -> None:
    faults = read(directive + "@prefix id: <https://w3id.org/andromede/id/> .\n\n" + BLOCK).faults
    assert [f.place.line for f in faults] == [1]


def test_reading_stops_after_a_hundred_faults() -> None:
    faults = read("id:x andro:owner “a” .\n" * 1000).faults
    assert (len(faults), faults[-1].rule) == (101, "syntax/too-many")


def every_fault() -> list[Finding]:
    texts = [BLOCK.replace("id:sfr", wrong) for wrong in ("“", "<a b>", "sfr", "a", "；", "&amp;", "\\", "x:y", "<")]
    return [fault for text in texts for fault in read(HEAD + text).faults]


def test_every_fault_says_what_is_wrong_and_how_to_mend_it_in_both_languages() -> None:
    for fault in every_fault():
        assert fault.message.fr != fault.message.en
        assert fault.mend.fr != fault.mend.en
        assert "{" not in fault.message.fr + fault.message.en + fault.mend.fr + fault.mend.en


def test_columns_count_code_points_from_one() -> None:
    [fault] = read(HEAD + 'id:x andro:owner "🛰🛰é", “a” .\n').faults
    assert (fault.place.line, fault.place.column, fault.place.end_column) == (5, 25, 26)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_editors_end_them(end: str) -> None:
    [fault] = read(HEAD.replace("\n", end) + f'id:x andro:owner "a\u2028\u0085b" ;{end}    andro:q “a” .{end}').faults
    assert (fault.place.line, fault.place.column) == (6, 13)


def test_a_base_that_grows_with_each_line_is_a_fault_and_grows_no_further() -> None:
    text = "@base <http://a.example/> .\n" + f"@base <{'d' * 99}/> .\n" * 1000
    faults = parse(text, "file.ttl").faults
    # 17 characters and 39 times 100 are within 4,000.
    assert [(one.rule, one.place.line) for one in faults][:2] == [("syntax/long-base", 41), ("syntax/long-base", 42)]
    # One that had grown further would be longer in each.
    assert {one.message.en for one in faults[:-1]} == {"`@base` grows too long: 4017 characters."}
