"""What robots find at the addresses that they try first."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import html5lib
import httpx
import pytest

from api import crawlers

Fetch = Callable[..., httpx.Response]
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def entries(answer: httpx.Response, name: str) -> dict[str, str]:
    """Address and date of each entry."""
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/xml"
    root = ElementTree.fromstring(answer.content)
    return {e.findtext(f"{SITEMAP}loc") or "": e.findtext(f"{SITEMAP}lastmod") or "" for e in root.iter(SITEMAP + name)}


def path(address: str) -> str:
    return urlsplit(address).path


def addresses(fetch: Fetch) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in entries(fetch("/sitemap.xml"), "sitemap"):
        found |= entries(fetch(path(part)), "url")
    return found


def test_the_sitemap_leads_to_every_page_that_it_names(fetch: Fetch) -> None:
    found = addresses(fetch)
    assert {"http://test/doc/numergy", "http://test/doc/archimag-2012-etat-cloud", "http://test/policies"} <= set(found)
    # The small world has no folder of its own, from which these two read.
    for address in found:
        if path(address) not in ("/dataset", "/sparql"):
            assert fetch(address.removeprefix("http://test"), accept="text/html").status_code == 200, address


@pytest.mark.parametrize("address", ["http://test/doc/numergy", "http://test/money", "http://test/"])
def test_the_sitemap_has_each_page_by_its_canonical_address_in_each_language(fetch: Fetch, address: str) -> None:
    own = [each for each in addresses(fetch) if each.partition("?")[0] == address]
    assert own == [address, f"{address}?lang=en"]
    for each, language in zip(own, ("fr", "en"), strict=True):
        page = fetch(each.removeprefix("http://test"), accept="text/html")
        assert page.headers["content-language"] == language
        assert f'<link rel="canonical" href="{each.removeprefix("http://test")}">' in page.text


def test_what_was_withdrawn_or_merged_is_in_no_sitemap(fetch: Fetch) -> None:
    assert not {path(address) for address in addresses(fetch)} & {"/doc/numergy-sas", "/doc/nuage-imaginaire"}


def test_facts_and_terms_are_in_no_sitemap(fetch: Fetch) -> None:
    slugs = {found for address in addresses(fetch) if (found := path(address)).startswith("/doc/")}
    assert slugs
    assert not [slug for slug in slugs if "--" in slug]
    assert not [address for address in addresses(fetch) if path(address).startswith(("/vocabulary/", "/ontology/"))]


def test_each_address_has_the_date_of_the_documents_that_name_it(fetch: Fetch) -> None:
    found = addresses(fetch)
    assert found["http://test/doc/archimag-2012-etat-cloud"] == "2026-11-20T10:00:00Z"
    assert found["http://test/doc/numergy"] == found["http://test/"] == "2026-11-24T10:00:00Z"
    assert all(datetime.fromisoformat(when) for when in found.values() if when)


def test_the_parts_are_the_whole_in_order_and_the_index_gives_each_the_latest_of_its_dates(
    fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = list(addresses(fetch))
    monkeypatch.setattr(crawlers, "PER_PART", 5)
    index = entries(fetch("/sitemap.xml"), "sitemap")
    assert len(index) > 3
    assert [address for part in index for address in entries(fetch(path(part)), "url")] == whole
    for part, when in index.items():
        own = entries(fetch(path(part)), "url")
        assert len(own) <= 5
        assert when == max(own.values())
    for number in (len(index) + 1, 0, -1, "x"):
        assert fetch(f"/sitemap/{number}.xml").status_code == 404


@pytest.mark.parametrize(
    ("address", "open_"),
    [
        ("/doc/numergy", True),
        ("/sparql", True),
        ("/search", True),
        ("/sparql?query=x", False),
        ("/search?q=x", False),
        ("/suggest?q=x", False),
    ],
)
def test_robots_may_read_pages_and_not_ask_without_end(fetch: Fetch, address: str, open_: bool) -> None:
    robots = RobotFileParser()
    robots.parse(fetch("/robots.txt").text.splitlines())
    assert robots.can_fetch("AnyBot", address) == open_
    assert robots.site_maps() == ["http://test/sitemap.xml"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_search_is_described_for_browsers_and_every_page_leads_there(fetch: Fetch, language: str) -> None:
    page = html5lib.parse(fetch(f"/?lang={language}", accept="text/html").text, namespaceHTMLElements=False)
    (link,) = (e for e in page.iter("link") if e.get("rel") == "search")
    answer = fetch(link.get("href"))
    assert answer.headers["content-type"] == link.get("type") == "application/opensearchdescription+xml"
    root = ElementTree.fromstring(answer.content)
    assert root.tag == OPENSEARCH + "OpenSearchDescription"
    assert 0 < len(root.findtext(OPENSEARCH + "ShortName") or "") <= 16
    assert 0 < len(root.findtext(OPENSEARCH + "Description") or "") <= 1024
    assert root.findtext(OPENSEARCH + "Language") == language
    urls = {url.get("type"): url.get("template") for url in root.iter(OPENSEARCH + "Url")}
    assert urls["text/html"] == "http://test/search?q={searchTerms}"
    assert urls["application/x-suggestions+json"] == "http://test/suggest?q={searchTerms}"
