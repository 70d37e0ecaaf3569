"""/search and /suggest: what people and programs find by names and words."""

import json
from collections.abc import Callable
from xml.etree.ElementTree import Element

import html5lib
import httpx
import pytest

from ontology import ANDRO, ID

Fetch = Callable[..., httpx.Response]
JSON_LD = "application/ld+json"


def page(fetch: Fetch, address: str) -> Element:
    answer = fetch(address, accept="text/html")
    tree: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(answer.text)
    return tree


def names(tree: Element) -> list[str]:
    found = next((e for e in tree.iter("ul") if e.get("class") == "hits"), None)
    return ["".join(e.itertext()) for e in found.iter("h2")] if found is not None else []


def items(fetch: Fetch, address: str) -> list[str]:
    listed = fetch(address, accept=JSON_LD).json()["itemListElement"]
    return [each["item"]["@id"].removeprefix(ID) for each in listed]


def test_a_thing_is_found_by_a_misspelt_name_and_a_document_by_a_word_of_its_title(fetch: Fetch) -> None:
    assert names(page(fetch, "/search?q=Numergie"))[0] == "Numergy"
    assert "channelnews-2015-12-sfr-numergy" in items(fetch, "/search?q=numergy")


def test_kinds_are_chosen_by_links_and_no_script(fetch: Fetch) -> None:
    tree = page(fetch, "/search?q=numergy&lang=en")
    sorts, facets = (e for e in tree.iter("ul") if e.get("class") == "facets")
    links = [e.get("href") or "" for e in facets.iter("a")]
    assert next(sorts.iter("a")).get("href") == "/search?q=numergy"
    # What a company published is no company.
    assert any("".join(e.itertext()).startswith("Document: ") for e in facets.iter("a"))
    chosen = page(fetch, next(link for link in links if "kind=JointVenture" in link) + "&lang=en")
    assert names(chosen) == ["Numergy"]
    current = [e for e in chosen.iter("a") if e.get("aria-current")]
    assert ["".join(e.itertext()) for e in current] == ["Joint venture 1"]


def test_nothing_found_says_so_and_nothing_asked_says_what_can_be(fetch: Fetch) -> None:
    assert "Nothing" in fetch("/search?q=xyzzyq&lang=en", accept="text/html").text
    assert "misspellings" in fetch("/search?lang=en", accept="text/html").text


def test_programs_get_a_list_of_schema_org_that_needs_no_context_from_elsewhere(fetch: Fetch) -> None:
    answer = fetch("/search?q=Numergy&lang=en", accept=JSON_LD)
    assert answer.headers["content-type"] == JSON_LD
    document = answer.json()
    assert (document["@context"], document["@type"]) == ({"@vocab": "https://schema.org/"}, "ItemList")
    first = document["itemListElement"][0]
    assert (first["position"], first["item"]["@id"]) == (1, ID + "numergy")
    assert {"@id": ANDRO + "JointVenture"} in first["item"]["additionalType"]
    assert document["numberOfItems"] >= len(document["itemListElement"])


def test_the_same_has_an_address_of_its_own_which_the_page_names(fetch: Fetch) -> None:
    tree = page(fetch, "/search?q=Numergy")
    address = next(e.get("href") for e in tree.iter("link") if e.get("type") == JSON_LD)
    assert address == "/search.jsonld?q=Numergy"
    assert fetch(address, accept="text/html").json() == fetch("/search?q=Numergy", accept=JSON_LD).json()


def test_who_takes_neither_is_told_what_there_is(fetch: Fetch) -> None:
    answer = fetch("/search?q=x", accept="image/png")
    assert answer.status_code == 406


def test_answers_go_on_from_page_to_page_until_the_last(fetch_real: Fetch) -> None:
    seen: list[str] = []
    total = fetch_real("/search?q=cloud", accept=JSON_LD).json()["numberOfItems"]
    for number in range(1, 100):
        more = items(fetch_real, f"/search?q=cloud&page={number}")
        seen += more
        if len(seen) >= total or not more:
            break
    assert len(seen) == len(set(seen)) == total > 20
    last = page(fetch_real, "/search?q=cloud&page=999")
    rels = [e.get("rel") for e in last.iter("a") if e.get("rel") in ("prev", "next")]
    assert rels == ["prev"]


def test_suggestions_are_in_the_form_of_opensearch_in_the_language_asked_for(fetch: Fetch) -> None:
    answer = fetch("/suggest?q=nume&lang=en")
    assert answer.headers["content-type"] == "application/x-suggestions+json"
    text, labels, descriptions, addresses = answer.json()
    assert (text, labels[0], addresses[0]) == ("nume", "Numergy", "http://test/id/numergy")
    assert len(labels) == len(descriptions) == len(addresses)


def test_suggestions_know_the_names_of_both_languages(fetch_real: Fetch) -> None:
    for typed in ("Commission euro", "European comm"):
        assert "http://test/id/european-commission" in fetch_real(f"/suggest?q={typed}").json()[3]


def test_suggestions_of_one_kind_are_of_that_kind(fetch_real: Fetch) -> None:
    assert "http://test/id/octave-klaba" in fetch_real("/suggest?q=klaba&kind=Person").json()[3]
    assert "http://test/id/octave-klaba" not in fetch_real("/suggest?q=klaba&kind=Company").json()[3]


@pytest.mark.parametrize("address", ["/search", "/suggest", "/search.jsonld"])
@pytest.mark.parametrize(
    "q", ["%00", "%FF%FE", "*:*", '"', "(((", "a%20AND", "%F0%9F%92%A9", "-", "l'", "x" * 200, "' OR 1=1"]
)
def test_odd_texts_find_little_and_break_nothing(fetch: Fetch, address: str, q: str) -> None:
    assert fetch(f"{address}?q={q}").status_code == 200


def test_too_long_a_text_is_refused_with_its_limit(fetch: Fetch) -> None:
    answer = fetch(f"/search?q={'x' * 201}")
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert "200" in json.dumps(answer.json())


def test_every_search_box_gets_its_suggestions_from_a_script_of_ours(fetch: Fetch) -> None:
    for address in ("/", "/search", "/doc/numergy"):
        scripts = [e.get("src") or "" for e in page(fetch, address).iter("script")]
        assert any(source.startswith("/static/suggest.js?v=") for source in scripts)


def test_documents_and_what_they_speak_of_are_told_apart(fetch: Fetch) -> None:
    things, documents = (
        fetch(f"/search?q=numergy&kind={kind}&lang=en", accept="text/html").text for kind in ("things", "documents")
    )
    assert 'class="name"><a href="/id/numergy"' in things
    assert "/id/channelnews-2015-12-sfr-numergy" not in things
    assert 'href="/id/channelnews-2015-12-sfr-numergy"' in documents


def test_what_is_not_found_is_answered_with_ways_on_and_not_to_be_cited(fetch: Fetch) -> None:
    page = fetch("/search?q=xyzzyqwx&lang=en", accept="text/html").text
    assert all(f'<a href="{way}">' in page for way in ("/policies", "/questions", "/sparql"))
    assert 'id="cite"' not in page


def test_a_kind_that_no_answer_has_is_said_to_be_the_reason(fetch: Fetch) -> None:
    assert (
        "None of the answers is of this kind." in fetch("/search?q=numergy&kind=Law&lang=en", accept="text/html").text
    )
