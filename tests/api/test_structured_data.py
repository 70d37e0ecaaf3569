"""What pages tell search engines and whoever shares them: schema.org in JSON-LD, Open Graph, canonical addresses."""

import json
import re
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import httpx
import pytest
from pyld import jsonld

from ontology import SCHEMA, XSD
from ontology.counterparts import read_counterparts

Fetch = Callable[..., httpx.Response]
Say = Callable[[str], None]
LICENCES = {"https://www.etalab.gouv.fr/licence-ouverte-open-licence/", "https://creativecommons.org/licenses/by/4.0/"}
# What schema.org's own context does for the terms that we use: everything is in its vocabulary, addresses are IRIs.
ADDRESSES = ("url", "license", "sameAs", "mainEntityOfPage", "contentUrl")
VOCABULARY = {"@vocab": SCHEMA, **{name: {"@id": SCHEMA + name, "@type": "@id"} for name in ADDRESSES}}
# Properties that schema.org has for a type or one above it: https://schema.org/version/latest.
THING = {"name", "description", "url", "identifier", "alternateName", "sameAs", "mainEntityOfPage", "subjectOf"}
THING |= {"potentialAction"}
WORK = THING | {"license", "creator", "isAccessibleForFree", "inLanguage", "publisher", "datePublished", "dateModified"}
WORK |= {"version", "citation", "spatialCoverage", "isPartOf", "about"}
ALLOWED = {
    "Thing": THING,
    "Person": THING,
    "Organization": THING | {"foundingDate", "dissolutionDate"},
    "Place": THING,
    "Event": THING | {"startDate", "endDate"},
    "DefinedTerm": THING,
    "CreativeWork": WORK,
    "WebPage": WORK,
    "WebSite": WORK,
    "Claim": WORK | {"appearance"},
    "Dataset": WORK | {"distribution"},
    "DataDownload": WORK | {"contentUrl", "encodingFormat"},
    "SearchAction": THING | {"target", "query-input"},
    "EntryPoint": THING | {"urlTemplate"},
}
# What Google asks of a data set (https://developers.google.com/search/docs/appearance/structured-data/dataset), and
# what an entry of any other type is worth nothing without.
REQUIRED = {"Dataset": {"name", "description", "license", "creator"}, "EntryPoint": {"urlTemplate"}}
REQUIRED |= {"DataDownload": {"contentUrl", "encodingFormat"}, "SearchAction": {"target", "query-input"}}
PAGES = {
    "/": "WebSite",
    "/policies": "WebPage",
    "/about": "WebPage",
    "/ontology": "WebPage",
    "/doc/numergy": "Organization",
    "/doc/octave-klaba": "Person",
    "/doc/archimag-2012-etat-cloud": "CreativeWork",
    "/doc/shareholding--sfr--numergy": "Claim",
    "/vocabulary/role/leader": "DefinedTerm",
}


def tree(answer: httpx.Response) -> Element:
    assert answer.status_code == 200
    parsed: Element = html5lib.parse(answer.text, namespaceHTMLElements=False)
    return parsed


def data(fetch: Fetch, address: str) -> dict[str, Any]:
    page = tree(fetch(address, accept="text/html", **{"accept-language": "en"}))
    (script,) = (e for e in page.iter("script") if e.get("type") == "application/ld+json")
    found: dict[str, Any] = json.loads(script.text or "")
    return found


def entries(value: object) -> list[dict[str, Any]]:
    """The entry and all in it."""
    if isinstance(value, list):
        return [entry for each in value for entry in entries(each)]
    if not isinstance(value, dict):
        return []
    return [value, *(entry for each in value.values() for entry in entries(each))]


@pytest.mark.parametrize(("address", "kind"), PAGES.items())
def test_each_entry_has_the_properties_of_its_type_and_no_other(fetch: Fetch, address: str, kind: str) -> None:
    whole = data(fetch, address)
    assert whole["@context"] == "https://schema.org"
    assert whole["@type"] == kind
    for entry in entries(whole):
        given = {name for name in entry if not name.startswith("@")}
        assert given <= ALLOWED[entry["@type"]], entry
        assert given >= REQUIRED.get(entry["@type"], {"name"}), entry
        assert all(entry.values()), entry


@pytest.mark.parametrize("address", PAGES)
def test_the_data_expand_and_lose_nothing(fetch: Fetch, address: str) -> None:
    whole = data(fetch, address)
    (expanded,) = jsonld.expand({**whole, "@context": VOCABULARY})
    assert {name for name in expanded if not name.startswith("@")} == {
        SCHEMA + name for name in whole if not name.startswith("@")
    }
    assert jsonld.to_rdf(expanded)["@default"]


@pytest.mark.parametrize("address", ["/", "/doc/numergy"])
def test_the_data_set_is_described_with_licences_and_long_enough(fetch: Fetch, address: str) -> None:
    (dataset,) = [entry for entry in entries(data(fetch, address)) if entry.get("@type") == "Dataset"]
    assert dataset["@id"] == "https://w3id.org/andromede/dataset"
    assert set(dataset["license"]) == LICENCES
    assert 50 <= len(dataset["description"]) <= 5000


def test_a_fact_names_the_documents_that_claim_it(fetch: Fetch) -> None:
    appearances = data(fetch, "/doc/shareholding--sfr--numergy")["appearance"]
    assert "https://w3id.org/andromede/id/archimag-2012-etat-cloud" in {each["@id"] for each in appearances}


def test_a_document_leads_to_itself_and_names_its_publisher(fetch: Fetch) -> None:
    document = data(fetch, "/doc/archimag-2012-etat-cloud")
    assert document["url"].startswith("https://")
    assert document["publisher"]["name"] == "Archimag"


@pytest.mark.parametrize(
    ("kind", "earliest", "latest", "expected"),
    [
        ("Event", "2014-01-24", "2014-01-24", {"startDate": "2014-01-24"}),
        ("Event", "2012-09-01", "2012-09-30", {"startDate": "2012-09"}),
        ("Organization", "2021-02-01", "2021-03-31", {"foundingDate": "2021"}),
        ("Organization", "2019-11-01", "2020-03-31", {}),
        ("Person", "2014-01-24", "2014-01-24", {}),
    ],
)
def test_a_thing_is_dated_as_far_as_its_earliest_and_its_latest_day_agree(
    fetch: Fetch, say: Say, kind: str, earliest: str, latest: str, expected: dict[str, str]
) -> None:
    days = f'andro:earliestStart "{earliest}"^^<{XSD}date> ; andro:latestStart "{latest}"^^<{XSD}date>'
    say(f'id:dated a andro:{kind} ; rdfs:label "Dated"@en ; {days} .')
    found = data(fetch, "/doc/dated")
    dates = {"startDate", "endDate", "foundingDate", "dissolutionDate"}
    assert {name: found[name] for name in dates & set(found)} == expected


def test_no_name_can_end_the_script_that_holds_it(fetch: Fetch, say: Say) -> None:
    say('id:trap a andro:Company ; rdfs:label "</script><script>alert(1)</script>"@en .')
    assert "<script>alert" not in fetch("/doc/trap", accept="text/html").text
    assert data(fetch, "/doc/trap")["name"] == "</script><script>alert(1)</script>"


@pytest.mark.parametrize("address", [*PAGES, "/doc/numergy?lang=en", "/search?q=sfr"])
def test_open_graph_has_its_four_properties_and_the_address_without_the_language(fetch: Fetch, address: str) -> None:
    page = tree(fetch(address, accept="text/html"))
    given = {e.get("property"): e.get("content") or "" for e in page.iter("meta") if e.get("property")}
    assert all(given[f"og:{name}"] for name in ("title", "type", "image", "url", "description", "site_name"))
    assert given["og:url"] == f"http://test{address.split('?lang')[0]}"
    image = fetch(given["og:image"].removeprefix("http://test"))
    assert image.headers["content-type"] == "image/png"
    assert image.content.startswith(b"\x89PNG")


def test_editions_and_days_of_a_page_have_its_canonical_address(fetch: Fetch) -> None:
    def canonical(address: str) -> str | None:
        (link,) = (e for e in tree(fetch(address, accept="text/html")).iter("link") if e.get("rel") == "canonical")
        return link.get("href")

    release = "0123456789abcdef0123456789abcdef"
    for address in ("?lang=fr", ".html", f"?release={release}", f".html?release={release}&on=2013-06-15"):
        assert canonical(f"/doc/numergy{address}") == "/doc/numergy"
    assert canonical(f"/actors?kind=Company&release={release}") == "/actors?kind=Company"
    assert canonical(f"/actors?kind=Company&release={release}&lang=en") == "/actors?kind=Company&lang=en"


@pytest.mark.parametrize("address", ["/", "/doc/numergy", "/actors?kind=Company", "/ontology", "/prefixes"])
def test_the_page_of_each_language_is_canonical_and_named_by_that_of_the_other(fetch: Fetch, address: str) -> None:
    def links(asked: str) -> tuple[str | None, dict[str | None, str | None]]:
        answer = fetch(asked, accept="text/html")
        found = list(tree(answer).iter("link"))
        (own,) = (e.get("href") for e in found if e.get("rel") == "canonical")
        said = re.findall(r'<([^>]*)>; rel="canonical"', answer.headers.get("link", ""))
        assert set(said) <= {own}, "the header and the page agree"
        return own, {e.get("hreflang"): e.get("href") for e in found if e.get("hreflang")}

    canonical, alternates = links(address)
    assert canonical == alternates["fr"] == alternates["x-default"] == address
    english = alternates["en"] or ""
    assert fetch(english, accept="text/html").headers["content-language"] == "en"
    assert links(english) == (english, alternates)


def test_counterparts_are_those_of_the_alignments() -> None:
    found = read_counterparts(SCHEMA)
    assert found["https://w3id.org/andromede/ontology#Person"] == SCHEMA + "Person"
    assert all(theirs.startswith(SCHEMA) for theirs in found.values())
