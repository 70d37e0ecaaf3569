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
from api.pages.reference import Reference
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


def every_form(fetch: Fetch, address: str) -> list[tuple[str, str, str]]:
    """APA, BibTeX and CSL-JSON of all that a page in English has to be cited."""
    answer = fetch(address, accept="text/html", **{"accept-language": "en"})
    tree: Element = html5lib.parse(answer.text, namespaceHTMLElements=False)
    apa = [element for element in tree.iter("div") if element.get("class") == "cite apa"]
    notes = [(e, "".join(e.itertext()).strip()) for e in tree.iter("details")]
    bibtex, csl = (
        ["".join(e.find("pre").itertext()) for e, text in notes if text.startswith(form)]  # type: ignore[union-attr]
        for form in ("BibTeX", "CSL-JSON")
    )
    return list(zip([" ".join("".join(one.itertext()).split()) for one in apa], bibtex, csl, strict=True))


def forms(fetch: Fetch, address: str) -> tuple[str, str, str]:
    """Those of the page itself, which come last."""
    return every_form(fetch, address)[-1]


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


@pytest.mark.parametrize("address", ["/", "/dataset"])
def test_the_data_set_is_cited_by_its_name_and_not_by_the_heading_of_a_page(fetch: Fetch, address: str) -> None:
    apa, bibtex, csl = forms(fetch, address)
    for form in (apa, bibtex, json.loads(csl)[0]["title"]):
        assert "Andromède, a graph of Europe’s sovereign-cloud policy" in form


def test_the_page_of_a_document_cites_the_document_as_its_publishers_and_only_the_record_as_ours(fetch: Fetch) -> None:
    document, record = every_form(fetch, "/doc/archimag-2012-etat-cloud")
    title, address = "L’État s’engage dans le cloud", "https://www.archimag.com/etat-cloud"
    assert document[0] == f"{title}. (2012). Archimag. {address}"
    assert json.loads(document[2]) == [
        {
            "id": "archimag-2012-etat-cloud",
            "type": "webpage",
            "title": title,
            "container-title": "Archimag",
            "issued": {"date-parts": [[2012]]},
            "URL": address,
            "language": "fr",
        }
    ]
    for form in document:
        assert "Andromède" not in form
    assert record[0].startswith(f"Andromède contributors. (2026). What is stated by “{title}” (Archimag, 2012) ")
    assert json.loads(record[2])[0]["title"] != title


@pytest.mark.parametrize(
    ("language", "title", "issued", "expected"),
    [
        ("fr", "Un titre", "2021-09-01", "Un titre. (2021, 1er septembre). Éditeur."),
        ("en", "Un titre", "2021-09-01", "Un titre. (2021, September 1). Éditeur."),
        ("fr", "Un titre ?", "2021-09", "Un titre\u202f? (2021, septembre). Éditeur."),
        ("en", "L'avis : un titre", "2021", "L’avis\u00a0: un titre. (2021). Éditeur."),
        ("en", "Un titre…", "2021", "Un titre… (2021). Éditeur."),
        ("en", "Un titre", "", "Un titre. (n.d.). Éditeur."),
    ],
)
def test_a_document_is_dated_in_its_reference_as_precisely_as_it_is(
    language: str, title: str, issued: str, expected: str
) -> None:
    reference = Reference(words_of(language), "key", title, "Éditeur", issued, "http://h/", "fr")
    assert reference.before_address == expected


def test_what_a_record_does_not_say_of_a_document_is_left_out_of_its_reference() -> None:
    reference = Reference(words_of("en"), "key", "A & B", "", "", "", "pl")
    assert reference.before_address == "A & B. (n.d.)."
    assert reference.bibtex == "@misc{key,\n  title = {{A \\& B}},\n  language = {pl}\n}"
    assert json.loads(reference.csl) == [{"id": "key", "type": "document", "title": "A & B", "language": "pl"}]


def test_a_document_has_its_day_and_its_language_in_bibtex_and_its_publisher_where_it_has_no_address() -> None:
    reference = Reference(words_of("fr"), "key", "Un titre", "Éditeur", "2021-09-01", "", "fr")
    for line in ("year = {2021}", "month = {9}", "day = {1}", "language = {french}"):
        assert line in reference.bibtex
    (item,) = json.loads(reference.csl)
    assert (item["type"], item["publisher"]) == ("document", "Éditeur")
    assert "container-title" not in item
