"""Who reads a certain edition, or as of a day, stays there: each link of a page that takes the field hands it on."""

from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urldefrag, urlencode, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import httpx
import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from api.app import ROUTERS
from api.pages.staying import completed

Fetch = Callable[..., httpx.Response]
RELEASE = "0123456789abcdef0123456789abcdef"
DAY = "2013-06-15"
PAGES = (
    "/",
    "/doc/numergy",
    "/doc/numergy?group=Shareholding.asset",
    "/doc/shareholding--sfr--numergy",
    "/doc/archimag-2012-etat-cloud",
    "/doc/numergi",
    "/vocabulary/role/leader",
    "/policies",
    "/actors?kind=Company",
    "/search?q=sfr",
    "/about?fact=https://w3id.org/andromede/id/numergy",
    "/problems",
    "/problems/withdrawn",
    "/graph",
    "/dataset",
    "/docs",
)


def with_field(address: str, field: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{field}"


def page(fetch: Fetch, address: str) -> Element:
    parsed: Element = html5lib.parse(fetch(address, accept="text/html").text, namespaceHTMLElements=False)
    return parsed


def links(tree: Element) -> Iterator[tuple[str, str]]:
    """Where each link and each form of a page leads on this host, and what it is to the page."""
    for element in tree.iter():
        rel, href = element.get("rel") or "", element.get("href") or ""
        if element.tag in ("a", "link") and href.startswith(("/", "?")):
            yield href, rel
        if element.tag == "form":
            fields = {e.get("name") or "": e.get("value") or "" for e in element.iter("input")}
            yield f"{urldefrag(element.get('action') or '').url}?{urlencode(fields)}", rel


@pytest.fixture
def takes() -> Callable[[str], bool]:
    """`takes(path)`: whether what answers there can be asked of a certain release."""

    def answer(path: str) -> bool:
        if path == "/sparql" or path.startswith("/id/"):  # The one is no route of the site, the other hands it on.
            return True
        routes = (one for router in ROUTERS for one in router.routes if isinstance(one, APIRoute))
        route = next((one for one in routes if one.path_regex.match(path)), None)
        return route is not None and "release" in fields_of(route.dependant)

    return answer


def fields_of(dependant: Dependant) -> set[str]:
    """The parameters of a route and of all that it depends on."""
    return {one.alias for one in dependant.query_params}.union(*map(fields_of, dependant.dependencies))


@pytest.mark.parametrize("address", PAGES)
def test_every_link_of_an_edition_leads_to_the_same_edition_where_it_can(
    fetch: Fetch, takes: Callable[[str], bool], address: str
) -> None:
    tree = page(fetch, with_field(address, f"release={RELEASE}"))
    found = [(link, rel) for link, rel in links(tree) if rel not in ("canonical", "latest-version", "search")]
    assert len(found) > 10
    for link, _ in found:
        path = urlsplit(link).path or urlsplit(address).path
        kept = parse_qs(urlsplit(link).query).get("release", [])
        assert kept == ([RELEASE] if takes(path) else []), link


@pytest.mark.parametrize("address", PAGES)
def test_the_language_switch_and_the_formats_keep_the_edition_and_the_canonical_address_does_not(
    fetch: Fetch, address: str
) -> None:
    found = list(links(page(fetch, with_field(address, f"release={RELEASE}"))))
    alternates = [parse_qs(urlsplit(link).query) for link, rel in found if rel == "alternate"]
    assert len([one for one in alternates if "lang" in one]) == 2  # English for search engines, and the switch.
    assert all(one["release"] == [RELEASE] for one in alternates)
    assert not [link for link, rel in found if rel == "canonical" and "release" in link]
    assert ("canonical" in {rel for _, rel in found}) == (address != "/doc/numergi")


def test_a_page_of_an_edition_says_so_and_leads_to_the_same_page_in_service(fetch: Fetch) -> None:
    for address in ("/doc/numergy", "/policies", "/actors?kind=Company"):
        tree = page(fetch, with_field(address, f"release={RELEASE}"))
        assert [link for link, rel in links(tree) if rel == "latest-version"] == [address]


def test_a_page_as_of_a_day_hands_the_day_to_the_pages_of_things_and_to_no_other(fetch: Fetch) -> None:
    tree = page(fetch, f"/doc/numergy?on={DAY}&lang=en")
    found = [link for link, rel in links(tree) if rel not in ("canonical", "alternate")]
    out = [link for link in found if link.startswith("?on=#")]
    assert out  # The way back to all dates.
    for link in set(found) - set(out):
        of_a_thing = link.startswith(("/doc/", "/id/", "?"))
        assert parse_qs(urlsplit(link).query).get("on", []) == ([DAY] if of_a_thing else []), link
    assert len([link for link in found if "on=" in link]) > 5
    assert [link for link, rel in links(tree) if rel == "canonical"] == ["/doc/numergy?lang=en"]
    assert "on=" not in "".join(link for link, _ in links(page(fetch, "/doc/numergy?on=")) if link.startswith("/id/"))


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("/id/x", "/id/x?release=r&on=d"),
        ("/id/x#y", "/id/x?release=r&on=d#y"),
        ("/doc/x?group=a.b", "/doc/x?group=a.b&release=r&on=d"),
        ("?", "?release=r&on=d"),
        ("?page=2", "?page=2&release=r&on=d"),
        ("/id/x?release=other&on=", "/id/x?release=other&on="),
        ("/policies", "/policies?release=r"),
        ("#sources", "#sources"),
        ("/static/style.css?v=1", "/static/style.css?v=1"),
        ("/release/r", "/release/r"),
        ("//example.org/", "//example.org/"),
        ("https://example.org/id/x", "https://example.org/id/x"),
        ("mailto:a@example.org", "mailto:a@example.org"),
    ],
)
def test_an_address_is_given_what_it_takes_and_lacks(address: str, whole: str) -> None:
    assert completed(address, {"release": "r", "on": "d"}) == whole


def test_what_is_kept_is_written_as_text(fetch: Fetch) -> None:
    answer = fetch("/doc/numergy?on=%22%3E%3Cscript%3E", accept="text/html")
    assert "<script>" not in answer.text.replace('<script src="', "")
