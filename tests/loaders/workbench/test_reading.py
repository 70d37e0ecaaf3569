"""Strangers' texts: six syntaxes, each mistake at its place, and nothing that could blow up is parsed."""

import time

import pytest

from loaders.workbench.reading import Reading, read
from loaders.workbench.submission import JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE, Caps, Unreadable
from loaders.workbench.syntaxes import of_text

RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.org/"'


def reading(text: str, syntax: str, **caps: int) -> Reading:
    return read(text.encode(), syntax, "data", Caps(**caps), {})


def faults(text: str, syntax: str) -> list[tuple[str, int, int]]:
    return [(one.rule, one.place.line, one.place.column) for one in reading(text, syntax).findings]


def is_refused(text: str, syntax: str) -> bool:
    """Whether a text is not judged, or found at fault."""
    try:
        return bool(faults(text, syntax))
    except Unreadable:
        return True


def spelled(text: str, syntax: str) -> list[tuple[str, str, str]]:
    """The tokens that the triples are said to stand in."""
    triples = reading(text, syntax).document.triples
    return [(one.subject.text, one.predicate.text, one.object.text) for one in triples]


def test_trig_reads_named_graphs_of_every_form_and_keeps_their_triples() -> None:
    text = (
        "@prefix e: <http://e.org/> . e:a e:b e:c . { e:a e:b 1 . } e:g { e:a e:b 2 ; e:d 3 ; } "
        "GRAPH e:h { e:a e:b 4 . e:a e:b 5 } [] { e:a e:b [ e:c 6 ] } <http://e.org/i> {}"
    )
    assert faults(text, TRIG) == []
    assert [value for _, _, value in spelled(text, TRIG)] == ["e:c", "1", "2", "3", "4", "5", "6", "["]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("@prefix e: <http://e.org/> .\ne:g {\n    e:a e:b .\n}\ne:a e:b e:c .", (3, 13)),
        ("@prefix e: <http://e.org/> .\ne:g {\n    e:a e:b e:c .\n", (2, 5)),
        ("@prefix e: <http://e.org/> .\ne:a e:b e:c .\n}\n", (3, 1)),
    ],
    ids=["no value", "not closed", "not opened"],
)
def test_trig_has_one_fault_at_its_place(text: str, place: tuple[int, int]) -> None:
    assert [(line, column) for _, line, column in faults(text, TRIG)] == [place]


def test_n_triples_are_no_turtle() -> None:
    assert faults("<http://e.org/a> <http://e.org/b> <http://e.org/c> .", N_TRIPLES) == []
    assert [line for _, line, _ in faults("<http://e.org/a> a <http://e.org/c> .", N_TRIPLES)] == [1]


def test_n_quads_are_read_with_their_graphs_of_every_form() -> None:
    text = (
        "<http://e.org/a> <http://e.org/b> <http://e.org/c> <http://e.org/g> .\n"
        '_:a <http://e.org/b> "c d"@en _:g .\n'
        '<http://e.org/a> <http://e.org/b> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <http://e.org/g> . # why\n'
        "<http://e.org/a> <http://e.org/b> _:c .\n"
    )
    assert faults(text, N_QUADS) == []
    values = ["<http://e.org/c>", '"c d"@en', '"1"^^<http://www.w3.org/2001/XMLSchema#integer>', "_:c"]
    assert [value for _, _, value in spelled(text, N_QUADS)] == values
    assert of_text(text.encode()) == N_QUADS
    assert of_text(text.splitlines()[3].encode()) == TURTLE


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("<http://e.org/a> <http://e.org/b> <http://e.org/g>", 51),
        ("<http://e.org/a> <http://e.org/b> <http://e.org/c> <http://e.org/g> <http://e.org/h> .", 51),
        ('<http://e.org/a> <http://e.org/b> <http://e.org/c> "g" .', 51),
        ("<http://e.org/a> a <http://e.org/c> <http://e.org/g> .", 18),
    ],
    ids=["no full stop", "five terms", "a graph that is a text", "a word of Turtle"],
)
def test_a_wrong_line_of_n_quads_has_one_fault_at_its_place(line: str, column: int) -> None:
    right = "<http://e.org/a> <http://e.org/b> <http://e.org/c> <http://e.org/g> .\n"
    assert [(at, where) for _, at, where in faults(f"{right}{line}\n{right}", N_QUADS)] == [(2, column)]


@pytest.mark.parametrize("syntax", [TURTLE, TRIG, N_TRIPLES, N_QUADS])
def test_a_byte_that_is_no_utf_8_is_the_one_finding(syntax: str) -> None:
    found = read(b'<http://e.org/a> <http://e.org/b> "\xff\xfe" .\n' * 3, syntax, "data", Caps(), {}).findings
    assert [(one.rule, one.place.line, one.place.column) for one in found] == [("syntax/encoding", 1, 36)]


def test_json_ld_is_placed_where_its_names_and_values_are_written() -> None:
    text = '{"@context": {"name": "http://e.org/name"},\n "@id": "http://e.org/a",\n "name": "Été"}'
    [found] = reading(text, JSON_LD).document.triples
    assert [token.line for token in (found.subject, found.predicate, found.object)] == [2, 3, 3]
    assert (found.predicate.text, found.object.text) == ("name", "Été")


def test_rdf_xml_is_placed_where_its_names_and_values_are_written() -> None:
    inside = '<rdf:Description rdf:about="http://e.org/a">\n<e:name>x &amp; y</e:name></rdf:Description>'
    text = f"<rdf:RDF {RDF}>\n{inside}</rdf:RDF>"
    [found] = reading(text, RDF_XML).document.triples
    assert [token.line for token in (found.subject, found.predicate, found.object)] == [2, 3, 3]
    assert (found.predicate.text, found.object.text) == ("name", "x &amp; y")


@pytest.mark.parametrize(
    ("text", "syntax", "line"),
    [
        ('{"@id": "http://e.org/a",\n "http://e.org/p": 1,}', JSON_LD, 2),
        (f"<rdf:RDF {RDF}>\n<e:A>\n<e:p></e:A></rdf:RDF>", RDF_XML, 3),
        (f'<rdf:RDF {RDF}>\n<e:A rdf:about="a b"/></rdf:RDF>', RDF_XML, 2),
        (f"<rdf:RDF {RDF}>\n<x:A/></rdf:RDF>", RDF_XML, 2),
    ],
    ids=["comma", "end tag", "address", "prefix"],
)
def test_a_mistake_of_json_or_xml_has_its_line(text: str, syntax: str, line: int) -> None:
    assert [at for _, at, _ in faults(text, syntax)] == [line]


def test_a_remote_context_is_pointed_at_and_not_asked_for() -> None:
    text = '{"@id": "http://e.org/a",\n "@context": "https://schema.org/", "name": "x"}'
    assert faults(text, JSON_LD) == [("syntax/remote-context", 2, 14)]


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE x [<!ENTITY a "b">]><x/>',
        '<?xml version="1.0"?>\n<!doctype x>',
        '<?x <!-- ?><!DOCTYPE x [<!ENTITY a "b">]><x/> -->',
        '﻿<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd"><x/>',
    ],
)
def test_xml_with_a_document_type_is_refused_unread(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        reading(text, RDF_XML)
    assert refused.value.code == "document-refused"
    assert "DOCTYPE" in refused.value.detail.en


def test_xml_in_another_encoding_cannot_hide_a_document_type() -> None:
    hidden = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode("utf-16")
    found = read(hidden, RDF_XML, "data", Caps(), {})
    assert found.triples == ()
    assert "syntax/encoding" in [one.rule for one in found.findings]


@pytest.mark.parametrize(
    ("text", "syntax"),
    [
        ('{"http://e.org/p": ' * 10_000, JSON_LD),
        ("[" * 10_000 + "]" * 10_000, JSON_LD),
        (f"<rdf:RDF {RDF}>" + "<e:A><e:p>" * 5_000 + "</e:p></e:A>" * 5_000 + "</rdf:RDF>", RDF_XML),
    ],
    ids=["objects", "arrays", "elements"],
)
def test_ten_thousand_levels_are_refused_at_once(text: str, syntax: str) -> None:
    begun = time.process_time()
    with pytest.raises(Unreadable) as refused:
        reading(text, syntax)
    assert refused.value.members == {"limit": 100}
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("opening", ["[ <http://e.org/p> ", "( "])
@pytest.mark.parametrize("syntax", [TURTLE, TRIG])
def test_ten_thousand_brackets_are_one_fault(opening: str, syntax: str) -> None:
    begun = time.process_time()
    assert "syntax/too-deep" in [rule for rule, _, _ in faults(opening * 10_000, syntax)]
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    "unit",
    [
        "<a ",
        "a.a.a.",
        '"\\',
        "'''",
        '"""\n',
        "@a-",
        "<<",
        "a:b.",
        "_:a.",
        "#\n",
        "１",
        "{",
        "} ",
        "GRAPH ",
        "^^",
        "1e",
        "%4",
        "\\u",
    ],
)
@pytest.mark.parametrize("syntax", [TURTLE, TRIG, N_TRIPLES])
def test_hostile_text_takes_the_lexer_no_longer_than_its_length_asks(unit: str, syntax: str) -> None:
    begun = time.process_time()
    reading(unit * (200_000 // len(unit)), syntax)
    assert time.process_time() - begun < 4


@pytest.mark.parametrize("unit", ['"', '"\\', '{"@context": [', '"@context":"', "<a ", "<!-", "&a;", "<?x "])
@pytest.mark.parametrize("syntax", [JSON_LD, RDF_XML])
def test_hostile_json_and_xml_are_refused_or_found_at_fault_in_time(unit: str, syntax: str) -> None:
    begun = time.process_time()
    assert is_refused(unit * (200_000 // len(unit)), syntax)
    assert time.process_time() - begun < 4


def test_more_triples_than_are_allowed_are_refused_in_each_syntax() -> None:
    lines = "".join(f"<http://e.org/{n}> <http://e.org/p> <http://e.org/o> .\n" for n in range(11))
    for syntax in (TURTLE, TRIG, N_TRIPLES):
        with pytest.raises(Unreadable, match="document-refused"):
            reading(lines, syntax, triples=10)
    objects = ",".join(f'{{"@id": "http://e.org/{n}", "http://e.org/p": 1}}' for n in range(11))
    with pytest.raises(Unreadable, match="document-refused"):
        reading(f"[{objects}]", JSON_LD, triples=10)
