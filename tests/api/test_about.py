"""/about says who answers for the server, and leads whoever found an error to the line that says it."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import httpx
import pytest

from graph.engine import Engine
from graph.reading.curated import CuratedPlace, places_of
from ontology import BASE

Fetch = Callable[..., httpx.Response]
Configure = Callable[..., Fetch]
FACT = "https://w3id.org/andromede/id/shareholding--sfr--numergy"


def tree(answer: httpx.Response) -> Element:
    assert answer.status_code == 200
    parsed: Element = html5lib.parse(answer.text, namespaceHTMLElements=False)
    return parsed


def text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.mark.parametrize(("language", "nobody"), [("fr", "Personne n’est nommé"), ("en", "Nobody is named")])
def test_nobody_is_invented_where_the_settings_name_nobody(fetch: Fetch, language: str, nobody: str) -> None:
    page = tree(fetch(f"/about?lang={language}"))
    assert nobody in text(page)
    assert "ANDROMEDE_CONTACT" in text(page)
    assert not [a for a in page.iter("a") if (a.get("href") or "").startswith("mailto:")]


def test_a_contact_and_an_operator_are_shown_and_a_letter_begins_with_the_fact(fetch_with: Configure) -> None:
    fetch = fetch_with(operator="A laboratory", contact="graph@example.org", repository="https://example.org/code")
    page = tree(fetch(f"/about?lang=en&fact={FACT}"))
    assert "run by A laboratory" in text(page)
    letters = [a.get("href") or "" for a in page.iter("a") if "?" in (a.get("href") or "") and a.get("class")]
    (letter,) = [urlsplit(address) for address in letters if address.startswith("mailto:")]
    assert letter.path == "graph@example.org"
    assert FACT in parse_qs(letter.query)["body"][0]
    assert "https://example.org/code" in [a.get("href") for a in page.iter("a")]


def test_a_contact_may_be_an_address_of_the_web(fetch_with: Configure) -> None:
    page = tree(fetch_with(contact="https://example.org/errors")("/about"))
    assert "https://example.org/errors" in [a.get("href") for a in page.iter("a")]


@pytest.mark.parametrize(
    "address", ["/doc/shareholding--sfr--numergy", "/doc/numergy", "/doc/archimag-2012-etat-cloud"]
)
def test_each_page_leads_to_the_report_of_an_error_in_it(fetch: Fetch, address: str) -> None:
    page = tree(fetch(address, accept="text/html"))
    links = _reports(page)
    asked = next(iri for iri in links if iri.rsplit("/", 1)[-1] == address.rsplit("/", 1)[-1])
    assert asked in text(tree(fetch(links[asked])))


@pytest.mark.parametrize("address", ["/doc/numergy", "/doc/archimag-2012-etat-cloud"])
def test_beside_the_sources_of_each_fact_an_error_in_it_can_be_reported(fetch: Fetch, address: str) -> None:
    page = tree(fetch(address, accept="text/html"))
    facts = {BASE + (a.get("href") or "/")[1:] for a in page.iter("a") if a.get("class") == "to"}
    assert len(facts) > 1
    assert facts <= set(_reports(page))


def _reports(page: Element) -> dict[str, str]:
    """The links to the report of an error, by the IRI of what it is in."""
    links = [a.get("href") or "" for a in page.iter("a") if (a.get("href") or "").startswith("/about?fact=")]
    return {parse_qs(urlsplit(link).query)["fact"][0]: link for link in links}


@pytest.mark.parametrize(
    "fact",
    [
        "https://example.org/x",
        "%22%3E%3Cscript%3E",
        "https://w3id.org/andromede/id/a b",
        "https://w3id.org/andromede/id/role--a b",
    ],
)
def test_what_is_no_name_of_ours_changes_nothing_and_is_not_written_as_markup(fetch: Fetch, fact: str) -> None:
    answer = fetch(f"/about?fact={fact}")
    assert answer.status_code == 200
    assert "<script>" not in answer.text
    if not fact.startswith("https://w3id.org/andromede/"):
        assert correction(tree(answer)) == correction(tree(fetch("/about")))


def correction(page: Element) -> str:
    (section,) = (e for e in page.iter("section") if e.get("aria-labelledby") == "correct")
    return text(section)


async def _places(engine: Engine, iri: str, checkout: Path) -> list[CuratedPlace]:
    return list(await places_of(engine, iri, checkout))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "graph/data/sources/2012"
    folder.mkdir(parents=True)
    (folder / "archimag-2012-etat-cloud.ttl").write_text("# A head.\n\n:shareholding--sfr--numergy\n    .\n")
    (tmp_path / "graph/data/authorities/company").mkdir(parents=True)
    (tmp_path / "graph/data/authorities/company/sfr.ttl").write_text("id:sfr\n    .\n")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "place"),
    [
        (
            "archimag-2012-etat-cloud#shareholding--sfr--numergy",
            "graph/data/sources/2012/archimag-2012-etat-cloud.ttl:3",
        ),
        ("shareholding--sfr--numergy", "graph/data/sources/2012/archimag-2012-etat-cloud.ttl:3"),
        ("sfr", "graph/data/authorities/company/sfr.ttl:1"),
        ("nobody", None),
        ("../../etc/passwd", None),
    ],
)
def test_a_name_leads_to_its_line(world: Engine, checkout: Path, name: str, place: str | None) -> None:
    places = asyncio.run(_places(world, f"https://w3id.org/andromede/id/{name}", checkout))
    assert [f"{found.file}:{found.line}" for found in places] == ([place] if place else [])
