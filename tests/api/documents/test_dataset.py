"""/dataset tells what the release holds, in the reader's language and for programs."""

import re

import httpx
import pytest

from graph.releases.census import Census, read_census
from graph.releases.folder import CENSUS, Release


@pytest.fixture(scope="module")
def census(release: Release) -> Census:
    return read_census(release.folder / CENSUS)


def test_the_page_tells_the_counts_of_the_census(server: str, census: Census) -> None:
    text = httpx.get(f"{server}/dataset", headers={"accept": "text/html", "accept-language": "en"}).text
    shown = text.replace("\u202f", "").replace("\u00a0", "").replace(",", "")
    for number in (census.sources, census.claims, census.facts, census.disputed, sum(census.entities.values())):
        assert f"<dd>{number}</dd>" in shown


@pytest.mark.parametrize(("language", "title"), [("fr", "Le jeu de données"), ("en", "The dataset")])
def test_the_page_speaks_the_reader_s_language(server: str, language: str, title: str) -> None:
    response = httpx.get(f"{server}/dataset", headers={"accept": "text/html", "accept-language": language})
    assert f"<h1>{title}</h1>" in response.text
    assert response.headers["content-language"] == language


@pytest.mark.parametrize(("address", "accept"), [("/dataset", "application/json"), ("/dataset.json", "text/html")])
def test_programs_get_the_same_counts_as_json(server: str, census: Census, address: str, accept: str) -> None:
    response = httpx.get(server + address, headers={"accept": accept})
    assert response.headers["content-type"] == "application/json"
    assert response.json()["years"] == census.years
    assert response.json()["facts"] == census.facts


def test_a_format_that_is_not_made_is_refused_with_those_that_are(server: str) -> None:
    refusal = httpx.get(f"{server}/dataset", headers={"accept": "image/png"})
    assert refusal.status_code == 406
    assert refusal.json()["available"][:2] == ["text/html", "application/json"]
    assert "text/turtle" in refusal.json()["available"]
    assert httpx.get(f"{server}/dataset.csv").status_code == 404


def test_years_stand_in_their_order_and_documents_without_a_date_last(server: str) -> None:
    page = httpx.get(f"{server}/dataset?lang=en", headers={"accept": "text/html"}).text
    table = page[page.index('id="years"') :]
    names = re.findall(r'<th scope="row">(?:<[^>]*>)?([^<]*)', table[: table.index("</table>")])
    assert names == [*sorted(names[:-1]), "undated"]
