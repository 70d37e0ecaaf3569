"""The reader: triples, where they stand, files that are no text, hostile input, a second opinion."""

import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.turtle import Token, parse, read

HEAD = "@prefix x: <http://x.example/> .\n"


def span(token: Token) -> tuple[str, int, int, int, int]:
    return token.text, token.line, token.column, token.end_line, token.end_column


def test_every_part_of_a_triple_knows_where_it_stands() -> None:
    [one, two] = parse(HEAD + 'x:s\n    x:p x:o ;\n    x:q "a\u00e9"^^x:d ;\n    .\n', "f.ttl").triples
    assert span(one.subject) == ("x:s", 2, 1, 2, 4)
    assert (span(one.predicate), span(one.object)) == (("x:p", 3, 5, 3, 8), ("x:o", 3, 9, 3, 12))
    assert span(two.object) == ('"aé"^^x:d', 4, 9, 4, 18)
    assert two.datatype is not None
    assert span(two.datatype) == ("x:d", 4, 15, 4, 18)


def test_a_string_over_several_lines_ends_where_it_ends() -> None:
    [triple] = parse(HEAD + 'x:s x:p """one\ntwo"""@fr .\n', "f.ttl").triples
    assert span(triple.object)[1:] == (2, 9, 3, 10)
    assert triple.value == ox.Literal("one\ntwo", language="fr")


def test_literals_keep_their_lexical_form() -> None:
    [triple] = parse('<http://a> <http://b> "01"^^<http://www.w3.org/2001/XMLSchema#integer> .', "f.ttl").triples
    assert triple.value.value == "01"


def test_blank_nodes_of_two_files_never_meet_and_those_of_one_file_stay_the_same() -> None:
    text = HEAD + "_:b1 x:p [ x:q 1 ] .\n"
    first, second, again = (parse(text, file) for file in ("a.ttl", "b.ttl", "a.ttl"))
    assert not {found.focus for found in first.triples} & {found.focus for found in second.triples}
    assert [found.triple for found in first.triples] == [found.triple for found in again.triples]


def test_comments_are_kept_apart() -> None:
    document = parse("# one\n" + HEAD + "x:s x:p '#no' . # two\n", "f.ttl")
    assert [comment.text for comment in document.comments] == ["# one", "# two"]


def test_a_byte_that_is_no_utf8_is_one_finding_with_its_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "latin.ttl"
    path.write_bytes(HEAD.encode() + 'x:s x:p "é, "@fr .\n'.encode() + 'x:s x:p "été"@fr .\n'.encode("latin-1"))
    document = read(path, "latin.ttl")
    [fault] = document.faults
    assert (fault.rule, fault.place.line, fault.place.column) == ("syntax/encoding", 3, 10)
    assert fault.message.en == "The byte 0xE9 is not UTF-8 (bad bytes in the file: 2)."
    assert document.broken == {"http://x.example/s"}


def test_a_byte_order_mark_is_stepped_over() -> None:
    document = parse("\ufeff" + HEAD + "x:s x:p x:o .\n", "f.ttl")
    assert (len(document.triples), document.faults) == (1, ())


@pytest.mark.parametrize(
    "text",
    [
        '<a:b> <c:d> "x' + "\n<a:b> <c:d> <e:f> ." * 10_000,
        '<a:b> <c:d> """x' + "\nabc def" * 25_000,
        '"' * 200_000,
        '"x\n' * 66_000,
        '<a:b> <c:d> "' + " " * 200_000,
        '" ' * 100_000 + "x",
        "<" * 200_000,
        "<a " * 66_000,
        "a" + "." * 200_000 + " ",
        "a." * 100_000,
        "a:" + "%4" * 100_000,
        '<a:b> <c:d> "' + "\\" * 200_000,
        "1" * 200_000,
        "<a:b> <c:d> " + "[ <c:d> " * 10_000 + "1" + "]" * 10_000 + " .",
        "<a:b> <c:d> " + "(" * 10_000 + ")" * 10_000 + " .",
        "<a:b> <c:d> 1 " + ";" * 200_000 + " .",
        "a b c\n" * 33_000,
        "# x\n" * 50_000,
        "id:x a b ;\n" * 18_000,
        "<a:b> <c:d> '''" + "''\\" * 66_000,
        '<a:b> <c:d> "' + "x" * 1_000_000 + '" .',
        '<a:b> <c:d> """' + 'x"' * 500_000 + 'y""" .',
    ],
    ids=lambda text: text[:12],
)
def test_hostile_text_is_read_in_bounded_time(text: str) -> None:
    started = time.process_time()
    parse(text, "f.ttl")
    # The slowest takes 0.3 s on an idle machine; a quadratic expression takes 20.
    assert time.process_time() - started < 3


# --- a second opinion ---

NAMES = st.sampled_from(["x:a", "x:b-c", "x:%41", "x:a\\,b", "_:n", "_:m.1", "[]"])
LITERALS = st.sampled_from(
    [
        '"a"',
        "'b\\u00e9'",
        '"""c"\n"""',
        "'''d'''",
        "1",
        "-1.5",
        ".5",
        "1e3",
        "true",
        '"f"@fr-be',
        '"1"^^x:t',
        '"\\"\\\\"',
    ]
)
VALUES = st.recursive(
    st.one_of(NAMES, LITERALS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"( {' '.join(items)} )"),
        st.lists(inner, min_size=1, max_size=3).map(lambda items: f"[ x:p {' , '.join(items)} ; a x:T ; ]"),
    ),
    max_leaves=6,
)
DOCUMENTS = st.lists(
    st.tuples(NAMES, st.sampled_from(["a", "x:p", "x:q"]), st.lists(VALUES, min_size=1, max_size=3)).map(
        lambda parts: f"{parts[0]} {parts[1]} {' , '.join(parts[2])} # {parts[0]}\n."
    ),
    max_size=5,
).map("\n".join)
PREFIX = "PREFIX x: <http://x.example/>\n"
BASE = "http://base.example/dir/file"


def canonical(triples: object) -> set[ox.Quad]:
    dataset = ox.Dataset(ox.Quad(*triple) for triple in triples)  # type: ignore[attr-defined]
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return set(dataset)


@settings(max_examples=300)
@given(DOCUMENTS)
def test_another_reader_finds_the_same_triples(text: str) -> None:
    text = PREFIX + f"<é/../rel?q> <#p> <http://x.example/é> , <?> , <//host> .\n{text}"
    ours = parse(text, "f.ttl", base=BASE)
    theirs = ox.parse(text.encode(), format=ox.RdfFormat.TURTLE, base_iri=BASE)
    assert ours.faults == ()
    assert canonical(found.triple for found in ours.triples) == canonical(quad.triple for quad in theirs)


@settings(max_examples=300)
@given(DOCUMENTS, st.data())
def test_a_damaged_text_is_refused_where_another_reader_refuses_it(text: str, data: st.DataObject) -> None:
    # Not in the address of the prefix: other readers look deeper into addresses than Turtle asks.
    at = data.draw(st.integers(0, len(text)))
    damaged = PREFIX + text[:at] + data.draw(st.sampled_from(["", ".", ";", "]", '"', "<", "x:", "@"])) + text[at + 1 :]
    try:
        theirs = canonical(q.triple for q in ox.parse(damaged.encode(), format=ox.RdfFormat.TURTLE, base_iri=BASE))
    except SyntaxError:
        theirs = None
    ours = parse(damaged, "f.ttl", base=BASE)
    assert (theirs is None) == bool(ours.faults)
    assert theirs is None or canonical(found.triple for found in ours.triples) == theirs
