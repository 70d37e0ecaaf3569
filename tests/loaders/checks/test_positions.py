"""A finding points at the token that it is about, or as near to it as the files come."""

import pyoxigraph as ox
import pytest

from loaders.checks.positions import Positions
from loaders.turtle import parse
from ontology import XSD

HEAD = f"@prefix xsd: <{XSD}> .\n@prefix : <http://x.example/> .\n"
FILE = ":s\n    a :C ;\n    :amount 46.0 ;\n    :amount 1.80 ;\n    :label 'Nom'@FR ;\n    :of :o ;\n    .\n"


def at(subject: str, path: str | None = None, value: ox.Literal | ox.NamedNode | None = None) -> str:
    """What is written where the finding points."""
    document = parse(HEAD + FILE, "file.ttl")
    place = Positions([document]).closest(iri(subject), path and iri(path), value)
    return document.text.split("\n")[place.line - 1][place.column - 1 : place.end_column - 1]


def iri(name: str) -> str:
    return "http://x.example/" + name


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (ox.Literal("46.0", datatype=ox.NamedNode(XSD + "decimal")), "46.0"),
        (ox.Literal("46", datatype=ox.NamedNode(XSD + "decimal")), "46.0"),
        (ox.Literal("1.8", datatype=ox.NamedNode(XSD + "decimal")), "1.80"),
    ],
)
def test_a_number_is_found_by_its_value(value: ox.Literal, written: str) -> None:
    assert at("s", "amount", value) == written


def test_a_language_tag_is_found_in_any_case() -> None:
    assert at("s", "label", ox.Literal("Nom", language="fr")) == "'Nom'@FR"


def test_without_the_value_the_property_is_pointed_at_and_without_that_the_subject() -> None:
    assert at("s", "of", ox.NamedNode(iri("nobody"))) == ":of"
    assert at("s", "missing", ox.NamedNode(iri("nobody"))) == ":s"
    assert at("s") == ":s"


def test_a_subject_is_pointed_at_where_it_has_its_type() -> None:
    bare = parse(HEAD + ":s :of :o .", "a.ttl")
    typed = parse(HEAD + ":s a :C .", "b.ttl")
    assert Positions([bare, typed]).subject(iri("s")).file == "b.ttl"
    assert Positions([bare]).subject(iri("s")).file == "a.ttl"


def test_a_number_that_is_none_is_found_by_its_letters() -> None:
    document = parse(HEAD + ":s :amount 'abc'^^xsd:decimal .", "file.ttl")
    abc = ox.Literal("abc", datatype=ox.NamedNode(XSD + "decimal"))
    assert Positions([document]).triple(iri("s"), iri("amount"), abc)


def test_of_values_that_a_store_keeps_as_one_the_same_letters_come_first_and_else_the_first() -> None:
    positions = Positions([parse(HEAD + ":s :amount 1.8 ;\n    :amount 1.80 ;\n    :amount 1.80 .", "file.ttl")])
    lines = {}
    for letters in ("1.8", "1.80", "1.800"):
        value = ox.Literal(letters, datatype=ox.NamedNode(XSD + "decimal"))
        found = positions.triple(iri("s"), iri("amount"), value)
        lines[letters] = found and found.object.line - HEAD.count("\n")
    assert lines == {"1.8": 1, "1.80": 2, "1.800": 1}
