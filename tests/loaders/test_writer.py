"""The canonical writer: same graph, same comments, one layout."""

import os
from difflib import ndiff
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.turtle import parse
from loaders.writer import Refused, Style, canonical, replace_file, written

ID = "https://w3id.org/andromede/id/"
ANDRO = "https://w3id.org/andromede/ontology#"
HOUSE = {"andro": ANDRO, "id": ID, "xsd": "http://www.w3.org/2001/XMLSchema#"}
ORDER = {ANDRO + "Shareholding": {ANDRO + "owner": 1, ANDRO + "asset": 2, ANDRO + "percent": 3}}
STYLE = Style(prefixes=HOUSE, order=ORDER)
# `make soak` tries 34 times as many generated documents: more than 10,000 of each kind.
SOAK = int(os.environ.get("SOAK", "1"))
HEAD = f"@prefix andro: <{ANDRO}> .\n@prefix id: <{ID}> .\n"


def normal(text: str, style: Style = STYLE) -> str:
    return canonical(parse(text, "test.ttl", house=HOUSE), style)


def test_each_triple_has_a_line_and_the_full_stop_its_own() -> None:
    messy = HEAD + "id:s andro:percent 46.0 ; andro:asset id:n ;\n andro:owner id:b, id:a ; a andro:Shareholding ."
    assert normal(messy) == HEAD + (
        "\nid:s\n    a andro:Shareholding ;\n    andro:owner id:a ;\n    andro:owner id:b ;\n"
        "    andro:asset id:n ;\n    andro:percent 46.0 ;\n    .\n"
    )


def test_comments_alone_stand_as_they_stood_whatever_prefix_was_between_them() -> None:
    prefix = f"@prefix id: <{ID}> .\n"
    assert normal(f"# one\n{prefix}# two\n") == "# one\n# two\n"
    assert normal(f"# one\n\n{prefix}\n# two\n") == "# one\n\n# two\n"


def test_prefixes_are_those_of_the_house_and_only_those_used() -> None:
    text = "@prefix ids: <https://w3id.org/andromede/id/> .\n@prefix x: <http://x.example/> .\nids:a x:p ids:b .\n"
    assert normal(text) == (f"@prefix id: <{ID}> .\n@prefix x: <http://x.example/> .\n\nid:a\n    x:p id:b ;\n    .\n")


def test_the_entity_of_the_file_comes_first_then_claims_with_numbers_in_natural_order() -> None:
    text = HEAD + "".join(f"id:{name} andro:about id:x .\n" for name in ("s--10", "s--2", "z", "a"))
    lines = normal(text, Style(prefixes=HOUSE, first=ID + "z")).splitlines()
    assert [line for line in lines if line.startswith("id:")] == ["id:z", "id:a", "id:s--2", "id:s--10"]


def test_without_sorting_the_order_of_the_author_stays() -> None:
    text = (
        HEAD
        + "id:b\n    andro:z id:y ;\n    andro:z id:x ;\n    andro:a id:x ;\n    .\n\nid:a\n    andro:a id:x ;\n    .\n"
    )
    assert normal(text, Style(prefixes=HOUSE, sort=False)).split("\n\n", 1)[1] == text[len(HEAD) :]


def test_a_base_and_relative_names_are_resolved_away() -> None:
    assert normal(f"@base <{ID}> .\n<a> <http://x.example/p> <b> .\n") == (
        f"@prefix id: <{ID}> .\n\nid:a\n    <http://x.example/p> id:b ;\n    .\n"
    )


@pytest.mark.parametrize(
    ("literal", "expected"),
    [
        ('"46.0"^^xsd:decimal', "46.0"),
        ('"46"^^xsd:decimal', '"46"^^xsd:decimal'),
        ('"TRUE"^^xsd:boolean', '"TRUE"^^xsd:boolean'),
        ('"true"^^xsd:boolean', "true"),
        ('"a"^^xsd:string', '"a"'),
        ('"A"@FR', '"A"@fr'),
        ('"""two\nlines"""', '"two\\nlines"'),
        ('"hidden\\u200Bhere"', '"hidden\\u200Bhere"'),
        ('"no\u00a0break"', '"no\u00a0break"'),
        ("'say \"so\"'", '"say \\"so\\""'),
    ],
)
def test_a_literal_has_one_spelling(literal: str, expected: str) -> None:
    text = f"@prefix id: <{ID}> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\nid:a id:p {literal} .\n"
    assert f"    id:p {expected} ;\n" in normal(text)


def test_comments_stay_with_what_they_are_about() -> None:
    text = HEAD + (
        "\n# about z\n\nid:z  # beside z\n    # above the value\n    andro:b id:x ;  # beside the value\n"
        "    andro:a id:x ;\n    # at the end\n    .\n\n# about a\nid:a\n    andro:a id:x ;\n    .\n\n# the last word\n"
    )
    assert normal("# the header\n\n" + text) == "# the header\n\n" + HEAD + (
        "\n# about a\nid:a\n    andro:a id:x ;\n    .\n\n# about z\n\nid:z  # beside z\n    andro:a id:x ;\n"
        "    # above the value\n    andro:b id:x ;  # beside the value\n    # at the end\n    .\n\n# the last word\n"
    )


def test_the_comment_of_a_prefix_that_goes_is_kept_in_the_header() -> None:
    text = HEAD + "# why we need it\n@prefix x: <http://x.example/> .\nid:a andro:p id:b .\n"
    assert normal(text).startswith("# why we need it\n\n@prefix andro:")


def test_lists_and_anonymous_nodes_stay_where_they_are_mentioned() -> None:
    text = HEAD + '\nid:a\n    andro:p ( id:b [ andro:q id:c ; andro:r "x" ] ) ;\n    andro:q [] ;\n    .\n'
    assert normal(text) == text


def test_a_long_list_takes_a_line_an_item() -> None:
    items = [f"id:item-number-{number}" for number in range(10)]
    assert normal(HEAD + f"id:a andro:p ({' '.join(items)}) .").endswith(
        "    andro:p (\n" + "".join(f"        {item}\n" for item in items) + "    ) ;\n    .\n"
    )


def test_a_node_that_is_mentioned_twice_or_in_a_circle_has_a_label() -> None:
    text = HEAD + "_:x id:p _:y . _:y id:p _:x . id:a id:p _:z . id:b id:p _:z . _:z id:p 1 .\n"
    assert [line.strip() for line in normal(text).splitlines() if "_:" in line] == [
        "id:p _:b1 ;",
        "id:p _:b1 ;",
        "_:b1",
        "_:b2",
        "id:p _:b3 ;",
        "_:b3",
        "id:p _:b2 ;",
    ]


def test_a_text_with_a_fault_is_refused_with_its_findings() -> None:
    with pytest.raises(Refused) as refusal:
        normal(HEAD + "id:a andro:p id:b")
    assert [finding.rule for finding in refusal.value.findings] == ["syntax/missing-dot"]


def test_a_byte_order_mark_is_dropped() -> None:
    assert normal("\ufeff" + HEAD + "id:a andro:p id:b .") == HEAD + "\nid:a\n    andro:p id:b ;\n    .\n"


def test_triples_without_a_file_are_written_alike() -> None:
    triples = [found.triple for found in parse(HEAD + "id:b andro:p id:c . id:a andro:p id:b .", "x").triples]
    assert written(triples, STYLE) == HEAD + "\nid:a\n    andro:p id:b ;\n    .\n\nid:b\n    andro:p id:c ;\n    .\n"


def test_a_file_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("old")
    path.chmod(0o640)
    replace_file(path, "é\n")
    assert path.read_bytes() == "é\n".encode()
    assert (path.stat().st_mode & 0o777, list(tmp_path.iterdir())) == (0o640, [path])


def test_every_legal_file_of_the_official_suite_survives_writing(shared: Path) -> None:
    seen = 0
    for path in sorted((shared / "w3c" / "rdf-turtle").glob("*.ttl")):
        document = parse(path.read_bytes().decode(), path.name, base="http://example.com/base/")
        if not document.faults:
            canonical(document, Style(prefixes=HOUSE))
            canonical(document, Style(sort=False))
            seen += 1
    assert seen > 200


# --- generated documents ---

NAMES = st.sampled_from(["id:a", "id:b", "id:s--2", "id:s--10", "<http://x.example/é>", "andro:owner", "_:x", "_:y"])
VERBS = st.sampled_from(["a", "andro:owner", "andro:percent", "<http://x.example/p>"])
LITERALS = st.sampled_from(['"x"@fr', '"x"@en', "46.0", "1", "true", '"\\u200B"', '"""a\n"b"""', '"2015"^^xsd:gYear'])
COMMENT = st.sampled_from(["", "", "", " # one\n", "\n# two\n", "\n\n# three\n\n", "\n"])
GAP = st.sampled_from(["", "", "\n", "\r\n", "\t"])


@st.composite
def documents(draw: st.DrawFn, between: st.SearchStrategy[str] = COMMENT) -> str:
    """Turtle with comments, or whatever is said, in every gap."""
    tokens = []
    for _ in range(draw(st.integers(0, 5))):
        tokens.append(draw(NAMES))
        for turn in range(draw(st.integers(1, 4))):
            value = draw(st.one_of(NAMES, LITERALS, st.just("( id:a 1 )"), st.just("[ andro:owner id:a ; a id:b ]")))
            tokens += [*([";"] if turn else []), draw(VERBS), *value.split(" ")]
        tokens.append(".")
    prefixes = [f"@prefix {name}: <{namespace}> ." for name, namespace in HOUSE.items()]
    return " ".join(token + draw(between) for token in [*prefixes, *tokens])


@settings(max_examples=300 * SOAK)
@given(documents(GAP), st.booleans())
def test_any_document_without_comments_is_written_without_loss(text: str, sort: bool) -> None:
    once = normal(text, Style(prefixes=HOUSE, order=ORDER, sort=sort))
    assert {one.triple for one in parse(once, "test.ttl").triples if "_:" not in str(one.triple)} == {
        one.triple for one in parse(text, "test.ttl").triples if "_:" not in str(one.triple)
    }


@settings(max_examples=300 * SOAK)
@given(documents(), st.booleans())
def test_any_document_is_written_without_loss_and_the_second_pass_is_equal(text: str, sort: bool) -> None:
    """`canonical` verifies graph, comments and stability itself, and raises where one of them fails."""
    style = Style(prefixes=HOUSE, order=ORDER, sort=sort)
    once = normal(text, style)
    assert normal(once, style) == once


@settings(max_examples=100 * SOAK)
@given(documents())
def test_one_more_fact_is_one_more_line(text: str) -> None:
    before = normal(text + '\nid:a andro:owner "old" .')
    after = normal(before + '\nid:a andro:owner "new" .')
    changed = [line for line in ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]
    assert changed == ['+     andro:owner "new" ;']
