"""Typed links and link sets, read back by the library that reads FAIR Signposting (https://signposting.org/FAIR/)."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest
from signposting import Signposting, find_signposting_http, find_signposting_linkset

from api.settings import Settings
from ontology import ID, SCHEMA

Fetch = Callable[..., httpx.Response]
DATA_TYPES = {"text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml", "application/trig"}
RELEASE = "0123456789abcdef0123456789abcdef"
KINDS = {
    "/doc/numergy": "Organization",
    "/doc/octave-klaba": "Person",
    "/doc/archimag-2012-etat-cloud": "CreativeWork",
    "/doc/shareholding--sfr--numergy": "Claim",
    "/vocabulary/role/leader": "DefinedTerm",
}


@pytest.fixture(scope="module")
def address(
    root: Path,
    tmp_path_factory: pytest.TempPathFactory,
    serve: Callable[[Settings], AbstractContextManager[str]],
    put_into_service: Callable[[Path, str, str], None],
) -> Iterator[str]:
    """A real server over the small world: the library asks by itself."""
    folder = tmp_path_factory.mktemp("releases")
    put_into_service(folder, "first", (root / "tests/worlds/numergy.trig").read_text("utf-8"))
    with serve(Settings(releases=folder)) as address:
        yield address


def targets(signposts: object) -> set[str]:
    return {str(each.target) for each in signposts}  # type: ignore[attr-defined]


def triples(found: Signposting) -> set[tuple[str, str, str]]:
    """The links of its own context; `signposts` would have those of others too."""
    several = (found.authors, found.describedBy, found.describes, found.items, found.linksets, found.types)
    own = {one for each in several for one in each} | {found.citeAs, found.license, found.collection} - {None}
    return {(str(one.rel), str(one.target), str(one.type or "")) for one in own}


@pytest.mark.parametrize(("path", "kind"), KINDS.items())
def test_a_landing_page_has_the_links_of_level_two(address: str, path: str, kind: str) -> None:
    found = find_signposting_http(address + path)
    iri = "https://w3id.org/andromede" + path.replace("/doc/", "/id/")
    assert found.citeAs is not None
    assert str(found.citeAs.target) == iri
    assert {str(each.type) for each in found.describedBy} == DATA_TYPES
    assert {str(each.type) for each in found.linksets} == {"application/linkset+json", "application/linkset"}
    assert {str(each.target) for each in found.types} == {SCHEMA + "AboutPage", SCHEMA + kind}
    assert found.collection is not None
    assert str(found.collection.target) == "https://w3id.org/andromede/dataset"
    assert targets(found.authors) == {f"{address}/about#contributors"}
    assert found.license is not None
    assert str(found.license.target) == "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize("path", KINDS)
def test_every_link_of_a_landing_page_on_this_host_answers(address: str, path: str) -> None:
    found = find_signposting_http(address + path)
    here = {str(one.target): str(one.type or "") for one in found.signposts if str(one.target).startswith(address)}
    assert len(here) > len(DATA_TYPES)
    for target, media_type in here.items():
        answer = httpx.get(target)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(media_type)


@pytest.mark.parametrize("path", KINDS)
def test_metadata_point_back_to_the_landing_page(address: str, path: str) -> None:
    landing = find_signposting_http(address + path)
    for each in landing.describedBy:
        links = httpx.head(str(each.target)).headers["link"]
        assert f'<{path}>; rel="describes"; type="text/html"' in links
        assert str(find_signposting_http(str(each.target)).citeAs.target) == str(landing.citeAs.target)


@pytest.mark.parametrize("media_type", ["application/linkset+json", "application/linkset"])
@pytest.mark.parametrize("path", [*KINDS, "/ontology"])
def test_a_link_set_says_what_the_headers_say_of_the_page_and_of_each_format(
    address: str, path: str, media_type: str
) -> None:
    landing = find_signposting_http(address + path)
    (where,) = (each for each in landing.linksets if str(each.type) == media_type)
    linkset = find_signposting_linkset(str(where.target), media_type)
    assert triples(linkset.for_context(address + path)) == triples(landing)
    for each in landing.describedBy:
        own = find_signposting_http(str(each.target))
        assert triples(linkset.for_context(str(each.target))) == triples(own)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/linkset/doc/nobody.json", 404),
        ("/linkset/doc/numergy", 404),
        ("/linkset/doc/numergy.xml", 404),
        ("/linkset/nowhere.json", 404),
        ("/linkset/.json", 404),
        ("/linkset/doc/%3E.json", 404),
        ("/linkset/doc/nuage-imaginaire.json", 410),
        ("/linkset/doc/nuage-imaginaire.txt", 410),
    ],
)
def test_what_has_no_document_has_no_link_set(address: str, path: str, status: int) -> None:
    assert httpx.get(address + path).status_code == status


@pytest.mark.parametrize("extension", ["json", "txt"])
@pytest.mark.parametrize(
    ("old", "new"),
    [("numergy-sas", "numergy"), ("shareholding--sfr--numergy-sas", "shareholding--sfr--numergy")],
)
def test_the_link_set_of_what_was_merged_is_that_of_what_it_is_now(
    fetch: Fetch, old: str, new: str, extension: str
) -> None:
    edition = f"{extension}?release={RELEASE}"
    answer = fetch(f"/linkset/doc/{old}.{edition}")
    assert (answer.status_code, answer.headers["location"]) == (301, f"/linkset/doc/{new}.{edition}")


def test_a_link_set_of_a_mistyped_name_offers_what_was_meant(fetch: Fetch) -> None:
    assert fetch("/linkset/doc/numergi.json").json()["nearest"][0] == f"{ID}numergy"


def test_each_document_has_one_canonical_address_and_names_the_others(fetch: Fetch) -> None:
    links = fetch("/doc/numergy.ttl").headers["link"]
    assert '</doc/numergy.ttl>; rel="canonical"' in links
    assert '</doc/numergy.html>; rel="alternate"; type="text/html"' in links
    assert f'<{ID}numergy>; rel="cite-as"' in links
    for address in ("/doc/numergy.html", f"/doc/numergy?release={RELEASE}"):
        assert '</doc/numergy>; rel="canonical"' in fetch(address).headers["link"]
    edition = fetch(f"/doc/numergy.ttl?release={RELEASE}").headers["link"]
    assert '</doc/numergy.ttl>; rel="canonical"' in edition
    assert f'</doc/numergy.nt?release={RELEASE}>; rel="alternate"; type="application/n-triples"' in edition
