"""Every page says how to cite it, in three forms, by an address that asks for the release that it shows."""

import json
import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import httpx
import pytest

from api.pages.citing import Citation
from api.pages.words import words_of

Fetch = Callable[..., httpx.Response]
PAGES = [
    "/",
    "/doc/numergy",
    "/doc/shareholding--sfr--numergy",
    "/doc/archimag-2012-etat-cloud",
    "/policies",
    "/ontology",
]
RELEASE = "0123456789abcdef0123456789abcdef"


def forms(fetch: Fetch, address: str) -> tuple[str, str, str]:
    """APA, BibTeX and CSL-JSON of a page in English."""
    answer = fetch(address, accept="text/html", **{"accept-language": "en"})
    tree: Element = html5lib.parse(answer.text, namespaceHTMLElements=False)
    (apa,) = (element for element in tree.iter("div") if element.get("class") == "cite apa")
    notes = [e for e in tree.iter("details") if "".join(e.itertext()).strip().startswith(("BibTeX", "CSL-JSON"))]
    bibtex, csl = ("".join(note.find("pre").itertext()) for note in notes)  # type: ignore[union-attr]
    return " ".join("".join(apa.itertext()).split()), bibtex, csl


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_cited_in_three_forms_that_give_the_same_address_of_its_release(fetch: Fetch, address: str) -> None:
    apa, bibtex, csl = forms(fetch, address)
    (item,) = json.loads(csl)
    assert apa.startswith("Andromède contributors. (2026). ")
    assert apa.endswith(item["URL"])
    assert f"url = {{{item['URL']}}}" in bibtex
    assert urlsplit(item["URL"]).path == address
    assert parse_qs(urlsplit(item["URL"]).query)["release"] == [RELEASE]
    assert item["issued"] == {"date-parts": [[2026, 11, 25]]}
    assert item["author"] == [{"literal": "Andromède contributors"}]


def test_the_address_cited_gives_the_page_that_it_is_cited_on(fetch: Fetch) -> None:
    (item,) = json.loads(forms(fetch, "/doc/numergy")[2])
    cited = urlsplit(item["URL"])
    assert fetch(f"{cited.path}?{cited.query}", accept="text/html").status_code == 200


def test_what_makes_another_page_stays_in_the_address_and_the_language_does_not(fetch: Fetch) -> None:
    (item,) = json.loads(forms(fetch, "/doc/numergy?group=Shareholding.asset&page=1&lang=en")[2])
    assert parse_qs(urlsplit(item["URL"]).query) == {
        "group": ["Shareholding.asset"],
        "page": ["1"],
        "release": [RELEASE],
    }


def test_what_tex_reads_as_a_command_is_written_as_text() -> None:
    citation = Citation(
        words_of("en"), r"50 % of A&B_{x} \ ~", "x", RELEASE, "2026-11-25T12:00:00Z", "http://h/?a=1&b=2"
    )
    title = re.search(r"title = \{\{(.*)\}\},$", citation.bibtex, re.M)
    assert title is not None
    assert title[1] == r"50 \% of A\&B\_\{x\} \textbackslash{} \textasciitilde{}"
    assert "http://h/?a=1&b=2" in citation.bibtex


def test_a_release_of_unknown_date_is_cited_without_one() -> None:
    citation = Citation(words_of("fr"), "Page", "page", RELEASE, "", "http://h/")
    assert "(s. d.)" in citation.apa.replace("\xa0", " ")
    assert "issued" not in json.loads(citation.csl)[0]
    assert "year" not in citation.bibtex
