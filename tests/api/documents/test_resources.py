import json
from collections.abc import Callable

import httpx
import pyoxigraph as ox
import pytest
import rdflib

from ontology import ANDRO, ID

Fetch = Callable[..., httpx.Response]
RELEASE = "0123456789abcdef0123456789abcdef"

FORMATS = {
    "ttl": ("text/turtle", "turtle"),
    "nt": ("application/n-triples", "nt"),
    "rdf": ("application/rdf+xml", "xml"),
    "jsonld": ("application/ld+json", "json-ld"),
}
# rdflib's own JSON-LD parser still makes one.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


def triples(body: bytes, form: str) -> set[tuple[str, str, str]]:
    dataset = rdflib.Dataset()
    dataset.parse(data=body, format=form)
    return {(s.n3(), p.n3(), o.n3()) for s, p, o, _ in dataset.quads()}


def test_a_thing_leads_to_its_document_and_keeps_the_language_asked_for(fetch: Fetch) -> None:
    answer = fetch("/id/numergy?lang=en")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/doc/numergy?lang=en"


@pytest.mark.parametrize(("extension", "media_type"), [(ext, media) for ext, (media, _) in FORMATS.items()])
def test_each_format_comes_by_accept_and_by_extension_alike(fetch: Fetch, extension: str, media_type: str) -> None:
    negotiated = fetch("/doc/numergy", accept=media_type)
    addressed = fetch(f"/doc/numergy.{extension}")
    assert negotiated.status_code == addressed.status_code == 200
    assert negotiated.headers["content-type"].split(";")[0] == media_type
    assert negotiated.headers["content-location"] == f"/doc/numergy.{extension}"
    assert "Accept" in negotiated.headers["vary"]
    assert negotiated.content == addressed.content


@pytest.mark.parametrize("name", ["numergy", "shareholding--sfr--numergy", "archimag-2012-etat-cloud"])
def test_all_formats_hold_the_same_triples_under_our_own_context(fetch: Fetch, name: str) -> None:
    read = {form: triples(fetch(f"/doc/{name}.{ext}").content, form) for ext, (_, form) in FORMATS.items()}
    assert len(read["nt"]) > 5
    assert all(found == read["nt"] for found in read.values())


def test_json_ld_carries_its_context_and_needs_no_network(fetch: Fetch) -> None:
    document = json.loads(fetch("/doc/sfr.jsonld").content)
    assert isinstance(document["@context"], dict)
    assert document["@graph"][0]["@id"] == "id:sfr"


def test_browsers_get_a_page_and_terminals_turtle_where_they_say_so(fetch: Fetch) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert fetch("/doc/numergy", accept=browser).headers["content-type"].startswith("text/html")
    turtle = fetch("/doc/numergy", accept="text/html;q=0.2, text/turtle")
    assert turtle.headers["content-type"].startswith("text/turtle")


def test_a_format_that_is_not_served_is_refused_with_the_list(fetch: Fetch) -> None:
    answer = fetch("/doc/numergy", accept="image/png")
    assert answer.status_code == 406
    assert "text/turtle" in answer.json()["available"]


def test_head_has_the_headers_of_get_and_no_body(fetch: Fetch) -> None:
    head, get = fetch("/doc/numergy.ttl", method="HEAD"), fetch("/doc/numergy.ttl")
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == get.headers["content-type"]


def test_a_document_says_what_it_describes_and_where_its_other_formats_are(fetch: Fetch) -> None:
    link = fetch("/doc/numergy.ttl").headers["link"]
    assert f'<{ID}numergy>; rel="describes"' in link
    assert '</doc/numergy.jsonld>; rel="alternate"; type="application/ld+json"' in link
    assert 'rel="license"' in link


def test_an_unknown_fact_is_404_with_the_things_that_it_may_be_about(fetch: Fetch) -> None:
    answer = fetch("/doc/shareholding--sfr--numergi", accept="application/problem+json")
    assert answer.status_code == 404
    assert answer.json()["nearest"][:2] == [ID + "sfr", ID + "numergy"]
    assert len(set(answer.json()["nearest"])) == len(answer.json()["nearest"])


def test_a_name_of_no_sensible_length_is_unknown_without_being_looked_for(fetch: Fetch) -> None:
    answer = fetch(f"/doc/{'numergy-' * 100}", accept="application/problem+json")
    assert (answer.status_code, answer.json().get("nearest")) == (404, None)


@pytest.mark.parametrize("address", ["/doc/numergi", "/doc/numergi.ttl", "/doc/numergy.json"])
def test_an_unknown_name_is_404_with_the_nearest_ones(fetch: Fetch, address: str) -> None:
    answer = fetch(address, accept="application/problem+json")
    assert answer.status_code == 404
    assert answer.json()["nearest"][0] == ID + "numergy"


@pytest.mark.parametrize(
    "address",
    ["/doc/%00", "/doc/%3E%3C", "/doc/a%20b", "/doc/.ttl", "/doc/%FF%FE", "/doc/%E2%80%AE", "/doc/x.y.ttl"],
)
def test_odd_spellings_are_unknown_and_never_our_fault(fetch: Fetch, address: str) -> None:
    assert fetch(address).status_code == 404


def test_a_merged_name_leads_to_what_it_is_part_of_in_the_same_format(fetch: Fetch) -> None:
    page, turtle = fetch("/doc/numergy-sas"), fetch("/doc/numergy-sas.ttl")
    assert (page.status_code, page.headers["location"]) == (301, "/doc/numergy")
    assert (turtle.status_code, turtle.headers["location"]) == (301, "/doc/numergy.ttl")
    assert "successor-version" in turtle.headers["link"]


def test_a_withdrawn_name_is_gone_and_says_why(fetch: Fetch) -> None:
    answer = fetch("/doc/nuage-imaginaire?lang=en", accept="application/problem+json")
    assert answer.status_code == 410
    assert answer.json()["detail"] == "No document names it."


def test_a_fact_follows_the_merges_of_the_names_in_its_own(fetch: Fetch) -> None:
    answer = fetch("/doc/shareholding--sfr--numergy-sas")
    assert (answer.status_code, answer.headers["location"]) == (301, "/doc/shareholding--sfr--numergy")


def test_a_concept_answers_at_its_own_address(fetch: Fetch) -> None:
    page = fetch("/vocabulary/role/leader", accept="text/html")
    turtle = fetch("/vocabulary/role/leader.ttl")
    assert page.status_code == turtle.status_code == 200
    assert "Plan Cloud computing" in page.text
    assert b"role:leader a skos:Concept" in turtle.content


def test_trig_says_in_the_graph_of_each_source_what_it_claims(fetch: Fetch) -> None:
    quads = list(ox.parse(fetch("/doc/shareholding--sfr--numergy.trig").content, ox.RdfFormat.TRIG))
    claimed = {
        (quad.graph_name.value, float(quad.object.value))
        for quad in quads
        if quad.predicate.value == ANDRO + "percent" and isinstance(quad.graph_name, ox.NamedNode)
        if isinstance(quad.object, ox.Literal)
    }
    assert {(ID + "archimag-2012-etat-cloud", 47.0), (ID + "channelnews-2015-12-sfr-numergy", 46.0)} <= claimed
    default = {quad.triple for quad in quads if isinstance(quad.graph_name, ox.DefaultGraph)}
    plain = ox.parse(fetch("/doc/shareholding--sfr--numergy.nt").content, ox.RdfFormat.N_TRIPLES)
    assert default == {quad.triple for quad in plain}


@pytest.mark.parametrize("number", ["0", "-1", "one", "9" * 5_000])
def test_a_page_of_a_group_that_there_cannot_be_is_the_first(fetch: Fetch, number: str) -> None:
    answer = fetch(f"/doc/numergy?group=Shareholding.asset&page={number}", "text/html")
    assert answer.status_code == 200
    assert "SFR" in answer.text[answer.text.index("<main") :]


def test_a_group_of_facts_that_a_thing_has_not_is_unknown(fetch: Fetch) -> None:
    assert fetch("/doc/numergy?group=Shareholding.asset", "text/html").status_code == 200
    assert fetch("/doc/numergy?group=Certificate.holder", "text/html").status_code == 404


def test_an_edition_names_its_release_in_all_its_addresses(fetch: Fetch) -> None:
    answer = fetch(f"/doc/numergy.ttl?release={RELEASE}")
    page = fetch(f"/doc/numergy?release={RELEASE}&group=Shareholding.asset&lang=en", accept="text/html")
    assert answer.headers["content-location"] == f"/doc/numergy.ttl?release={RELEASE}"
    assert f"</doc/numergy.nt?release={RELEASE}>" in answer.headers["link"]
    assert f'href="/doc/numergy?release={RELEASE}&amp;group=Shareholding.asset&amp;lang=fr"' in page.text
    assert "You are reading release 0123456789ab" in page.text


def test_an_edition_that_is_not_kept_is_a_404_that_names_the_nearest(fetch: Fetch) -> None:
    answer = fetch("/doc/numergy?release=nothing")
    assert answer.status_code == 404
    assert (answer.json()["type"].rsplit("/", 1)[-1], answer.json()["nearest"]) == ("unknown-release", RELEASE)


def test_a_merged_name_keeps_the_edition(fetch: Fetch) -> None:
    assert fetch(f"/doc/numergy-sas?release={RELEASE}").headers["location"] == f"/doc/numergy?release={RELEASE}"
