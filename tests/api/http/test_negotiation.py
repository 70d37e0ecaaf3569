import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.http.media import GRAPHS, HTML, TABLES, named
from api.http.negotiation import negotiate, parse


@pytest.mark.parametrize(
    ("accept", "token"),
    [
        ([], "turtle"),
        ([""], "turtle"),
        (["*/*"], "turtle"),
        (["*"], "turtle"),
        (["text/turtle"], "turtle"),
        (["TEXT/N3"], "n3"),
        (["application/ld+json;q=0.9, text/turtle;q=0.8"], "jsonld"),
        (["application/ld+json", "text/turtle;q=0.8"], "jsonld"),
        (['application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted, x";q=1, text/turtle;q=0.9'], "jsonld"),
        (["text/turtle;version=1.2"], "turtle"),
        (["text/turtle;charset=utf-8"], "turtle"),
        (["application/n-triples, */*"], "ntriples"),
        (["*/*;q=0.5, application/trig;q=0.5"], "trig"),
        (["text/turtle;q=0, */*;q=0.1"], "ntriples"),
        (["application/*, text/turtle;q=0.1"], "ntriples"),
        (["application/*;q=0.4, application/n-quads;q=0.3, text/*;q=0.2"], "ntriples"),
        (["application/xml"], "rdfxml"),
        (["text/plain"], "ntriples"),
        (["text/html, text/turtle;q=0.3"], "turtle"),
        (["text/turtle;q=abc, application/trig;q=0.9"], "turtle"),
        (["nonsense, application/trig"], "trig"),
        (["/, text/, /turtle"], "turtle"),
        # What clients send: Jena, rdflib, SPARQLWrapper, Java's own.
        (
            ["text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3"],
            "turtle",
        ),
        (["application/rdf+xml"], "rdfxml"),
        (["application/rdf+xml, application/x-trig, text/rdf+n3"], "rdfxml"),
        (["text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"], "turtle"),
    ],
)
def test_the_best_of_what_both_sides_take(accept: list[str], token: str) -> None:
    media = negotiate(GRAPHS, accept)
    assert media is not None
    assert media.token == token


@pytest.mark.parametrize(
    "accept", ["text/html", "image/*", "*/*;q=0", "text/turtle;q=0", "application/*;q=0, text/*;q=0.0"]
)
def test_nothing_is_chosen_where_nothing_suits(accept: str) -> None:
    assert negotiate(GRAPHS, [accept]) is None


def test_a_browser_gets_the_page() -> None:
    chrome = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
    assert negotiate((*TABLES, HTML), [chrome]) is HTML


def test_an_exclusion_beats_an_alias() -> None:
    media = negotiate(TABLES, ["application/sparql-results+json;q=0, application/json"])
    assert media is None


@given(st.lists(st.text(alphabet='abc/*;,q=0.15" \\', max_size=30)))
def test_no_accept_line_breaks_the_reader(lines: list[str]) -> None:
    assert all(0 <= range_.quality <= 1 for range_ in parse(lines))
    negotiate(GRAPHS, lines)


@pytest.mark.parametrize("name", ["turtle", "ttl", "text/turtle", "TTL"])
def test_a_format_has_a_short_name_an_extension_and_a_type(name: str) -> None:
    media = named(name, GRAPHS)
    assert media is not None
    assert media.token == "turtle"


def test_short_names_extensions_and_types_mean_one_thing_each() -> None:
    for offers in (TABLES, GRAPHS):
        names = [name for media in offers for name in {media.token, media.extension, media.type}]
        assert len(names) == len(set(names))
