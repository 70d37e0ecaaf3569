import json

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld

from graph.jsonld import Context, document_of, read_context
from ontology import ANDRO, XSD
from ontology.dictionary import read_dictionary

S = ox.NamedNode("https://w3id.org/andromede/id/s")
CONTEXT = Context(
    {
        "@version": 1.1,
        "id": "https://w3id.org/andromede/id/",
        "andro": ANDRO,
        "xsd": XSD,
        "type": {"@id": "@type", "@container": "@set"},
        "link": {"@id": "andro:link", "@type": "@id"},
        "word": {"@id": "andro:word", "@type": "@vocab", "@container": "@set"},
        "day": {"@id": "andro:day", "@type": "xsd:date"},
        "label": {"@id": "andro:label", "@container": "@language"},
        "note": {"@id": "andro:note", "@language": "fr"},
        "plain": "andro:plain",
    }
)
LITERALS = st.one_of(
    st.text(max_size=12).map(ox.Literal),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), st.text(max_size=12), st.sampled_from(["fr", "en"])),
    st.sampled_from(["true", "false", "1"]).map(lambda text: ox.Literal(text, datatype=ox.NamedNode(XSD + "boolean"))),
    st.integers(-9, 9).map(lambda number: ox.Literal(str(number), datatype=ox.NamedNode(XSD + "integer"))),
    st.sampled_from(["46.0", "46", "0.10"]).map(lambda text: ox.Literal(text, datatype=ox.NamedNode(XSD + "decimal"))),
    st.sampled_from(["2014-01-24", "soon"]).map(lambda text: ox.Literal(text, datatype=ox.NamedNode(XSD + "date"))),
)
THINGS = st.sampled_from(["https://w3id.org/andromede/id/o", ANDRO + "plain", "https://example.org/x", "urn:x:y"]).map(
    ox.NamedNode
)
PROPERTIES = st.sampled_from(["link", "word", "day", "label", "note", "plain", "unheard"])


def meaning(document: bytes) -> set[str]:
    quads: str = jsonld.to_rdf(json.loads(document), {"format": "application/n-quads"})
    return {str(triple) for triple in ox.parse(quads.encode(), format=ox.RdfFormat.N_QUADS)}


@given(st.lists(st.tuples(PROPERTIES, st.one_of(LITERALS, THINGS)), min_size=1, max_size=6))
def test_whatever_the_context_the_document_means_the_triples_it_was_made_of(
    pairs: list[tuple[str, ox.Literal | ox.NamedNode]],
) -> None:
    triples = [ox.Triple(S, ox.NamedNode(ANDRO + name), value) for name, value in pairs]
    expected = {str(ox.Quad(t.subject, t.predicate, t.object)) for t in triples}
    assert meaning(document_of(triples, CONTEXT)) == expected


@pytest.mark.parametrize("name", ["Position", "owner", "percent", "start", "disputes", "statedIn", "label"])
def test_our_own_context_gives_short_names_to_what_is_used_most(name: str) -> None:
    assert name in read_context().entries


def test_our_own_context_has_a_term_for_every_property_of_a_kind() -> None:
    context = read_context()
    used = {slot.property for kind in read_dictionary().kinds if kind.token for slot in kind.slots}
    assert used <= set(context.terms)


def test_a_name_that_a_prefix_would_misread_is_written_in_full() -> None:
    context = Context({"id": "https://w3id.org/andromede/id/"})
    assert context.compact("https://w3id.org/andromede/id/") == "https://w3id.org/andromede/id/"
    assert context.compact("https://w3id.org/andromede/id///x") == "https://w3id.org/andromede/id///x"
