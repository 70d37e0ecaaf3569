"""The endpoint as people open it: a form, and below it an answer with names; programs keep what they had."""

import re
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import httpx
import pytest

from api.pages import rendering
from api.settings import Settings

CHROMIUM = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
JAVA = "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"
WORLD = """
PREFIX andro: <https://w3id.org/andromede/ontology#>
PREFIX graph: <https://w3id.org/andromede/graph/>
PREFIX id: <https://w3id.org/andromede/id/>
PREFIX questions: <https://w3id.org/andromede/questions/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sh: <http://www.w3.org/ns/shacl#>
id:state andro:partOf id:union ; rdfs:label "État membre"@fr , "member state"@en .
id:union rdfs:label "Union européenne"@fr , "European Union"@en .
graph:shapes {
    questions:whole sh:prefixes <https://w3id.org/andromede/ontology> ;
        rdfs:label "De quoi ?"@fr , "Of what?"@en ;
        sh:select "PREFIX andro: <https://w3id.org/andromede/ontology#> SELECT ?whole { ?part andro:partOf ?whole }" .
}
"""
PARTS = "SELECT ?part ?whole { ?part <https://w3id.org/andromede/ontology#partOf> ?whole }"
COPY = "CONSTRUCT { ?part ?p ?whole } WHERE { ?part ?p ?whole }"


@pytest.fixture(scope="module")
def address(
    tmp_path_factory: pytest.TempPathFactory,
    serve: Callable[[Settings], AbstractContextManager[str]],
    put_into_service: Callable[[Path, str, str], None],
) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("releases")
    put_into_service(folder, "first", WORLD)
    with serve(Settings(releases=folder, query_kb=4)) as address:
        yield address


@pytest.fixture
def browser(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=20, headers={"accept": CHROMIUM}) as client:
        yield client


def ask(client: httpx.Client, query: str | None = None, **parameters: str) -> httpx.Response:
    return client.get("/sparql", params={**({} if query is None else {"query": query}), "lang": "en", **parameters})


def tree_of(response: httpx.Response) -> Element:
    """The page's tree; a parse error fails the test that asked for it."""
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    tree: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(response.text)
    return tree


def text(element: Element) -> str:
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def field(tree: Element) -> str:
    (found,) = tree.iter("textarea")
    return found.text or ""


def table(tree: Element) -> list[list[str]]:
    return [[text(cell) for cell in row] for row in tree.iter("tr")]


def links(tree: Element) -> dict[str, str]:
    return {text(link): link.get("href", "") for link in tree.iter("a")}


def test_a_browser_without_a_query_gets_a_labelled_form_with_our_prefixes(browser: httpx.Client) -> None:
    response = ask(browser)
    tree = tree_of(response)
    (area,) = tree.iter("textarea")
    assert response.status_code == 200
    assert [label.text for label in tree.iter("label") if label.get("for") == area.get("id")] == ["Query"]
    assert field(tree).strip() == "PREFIX andro: <https://w3id.org/andromede/ontology#>"
    assert "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>" in text(tree)


@pytest.mark.parametrize(("language", "title"), [("fr", "De quoi ?"), ("en", "Of what?")])
def test_a_question_of_the_release_fills_the_form_and_is_answered(
    browser: httpx.Client, language: str, title: str
) -> None:
    href = links(tree_of(ask(browser, lang=language)))[title]
    tree = tree_of(browser.get(href, params=parse_qs(urlsplit(href).query)))
    assert "SELECT ?whole" in field(tree)
    assert table(tree)[0] == ["whole"]


@pytest.mark.parametrize(
    ("language", "row"), [("fr", ["État membre", "Union européenne"]), ("en", ["member state", "European Union"])]
)
def test_a_select_is_a_table_of_names_that_lead_to_their_pages(
    browser: httpx.Client, language: str, row: list[str]
) -> None:
    tree = tree_of(ask(browser, PARTS, lang=language))
    assert table(tree) == [["part", "whole"], row]
    assert links(tree)[row[0]] == "/id/state"
    assert field(tree) == PARTS


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("ASK { <https://w3id.org/andromede/id/state> ?p ?o }", "Yes"),
        ("ASK { <https://w3id.org/andromede/id/moon> ?p ?o }", "No"),
    ],
)
def test_an_ask_is_answered_by_a_word(browser: httpx.Client, query: str, word: str) -> None:
    assert word in [text(each) for each in tree_of(ask(browser, query)).iter("strong")]


def test_a_construct_is_shown_as_turtle(browser: httpx.Client) -> None:
    (shown, *_) = [text(each) for each in tree_of(ask(browser, COPY)).iter("pre")]
    assert "/id/state" in shown
    assert "/id/union" in shown


def test_downloads_and_the_address_to_share_ask_the_same_query(browser: httpx.Client) -> None:
    tree = tree_of(ask(browser, PARTS, release="first"))
    downloaded = browser.get(links(tree)["CSV"])
    (shared,) = [each.get("value", "") for each in tree.iter("input") if each.get("id") == "address"]
    assert downloaded.headers["content-type"] == "text/csv; charset=utf-8"
    assert downloaded.text.splitlines()[0] == "part,whole"
    assert parse_qs(urlsplit(shared).query) == {"query": [PARTS], "release": ["first"]}
    assert table(tree_of(browser.get(shared, headers={"accept-language": "en"})))[1] == [
        "member state",
        "European Union",
    ]


def test_the_other_language_keeps_the_query_and_its_release(browser: httpx.Client) -> None:
    href = links(tree_of(ask(browser, PARTS, release="first")))["Français"]
    assert parse_qs(urlsplit(href).query) == {"query": [PARTS], "release": ["first"], "lang": ["fr"]}


def test_an_error_stands_beside_the_query_with_its_line(browser: httpx.Client) -> None:
    query = "SELECT ?x {\n  ?x unknown:p ?y }"
    response = ask(browser, query)
    tree = tree_of(response)
    (area,) = tree.iter("textarea")
    (fault,) = [each for each in tree.iter("div") if each.get("id") == area.get("aria-describedby")]
    assert response.status_code == 400
    assert field(tree) == query
    assert "?x unknown:p ?y }" in text(fault)


def test_a_query_that_is_too_long_is_refused_as_it_is_to_programs(browser: httpx.Client) -> None:
    query = "ASK {} #" + "x" * 5000
    to_program = browser.get("/sparql", params={"query": query}, headers={"accept": "*/*"})
    assert ask(browser, query).status_code == to_program.status_code == 413


def test_a_link_made_by_a_query_never_runs_a_script(browser: httpx.Client) -> None:
    query = """SELECT * { BIND(<javascript:alert(1)> AS ?bad) BIND(<https://example.org/x> AS ?good)
        BIND("<script>alert(1)</script>" AS ?text) }"""
    response = ask(browser, query)
    followed = links(tree_of(response)).values()
    assert "https://example.org/x" in followed
    assert not [href for href in followed if href.startswith("javascript:")]
    assert "<script>" not in response.text
    assert "default-src 'none'" in response.headers["content-security-policy"]


def test_a_triple_in_an_answer_is_shown_by_its_terms(browser: httpx.Client) -> None:
    query = """PREFIX id: <https://w3id.org/andromede/id/>
        SELECT ?t { BIND(TRIPLE(id:state, <http://xmlns.com/foaf/0.1/knows>, id:union) AS ?t) }"""
    assert table(tree_of(ask(browser, query)))[1] == ["member state foaf:knows European Union"]


def test_a_long_answer_says_how_much_of_it_is_shown(browser: httpx.Client) -> None:
    digits = "0 1 2 3 4 5 6 7 8 9"
    query = "SELECT * {" + "".join(f" VALUES ?{name} {{ {digits} }}" for name in "abcd") + " }"
    tree = tree_of(ask(browser, query))
    assert "10000 rows" in text(tree).replace(",", "")
    assert "Only the first 1000 rows" in text(tree)
    assert len(table(tree)) == 1001


@pytest.mark.parametrize("accept", ["*/*", JAVA, "application/sparql-results+json", "application/json, text/html"])
def test_programs_get_results_as_before(browser: httpx.Client, accept: str) -> None:
    response = browser.get("/sparql", params={"query": PARTS}, headers={"accept": accept})
    assert response.headers["content-type"] == "application/sparql-results+json"


def test_a_format_that_is_named_beats_what_a_browser_prefers(browser: httpx.Client) -> None:
    assert ask(browser, PARTS, format="xml").headers["content-type"] == "application/sparql-results+xml"


def test_a_post_is_answered_with_data_whoever_sends_it(browser: httpx.Client) -> None:
    response = browser.post("/sparql", data={"query": PARTS})
    assert response.headers["content-type"] == "application/sparql-results+xml"


def test_caches_are_told_what_the_page_depends_on(browser: httpx.Client) -> None:
    response = ask(browser, PARTS)
    assert {name.strip() for name in response.headers["vary"].split(",")} >= {"Accept", "Accept-Language", "Cookie"}
    assert browser.head("/sparql").content == b""


def test_an_answer_says_how_to_cite_it_by_an_address_that_gives_it_again(browser: httpx.Client) -> None:
    tree = tree_of(ask(browser, PARTS))
    (cited,) = (element for element in tree.iter("div") if element.get("class", "").startswith("cite"))
    assert "(2026). Answer to a SPARQL query (Version first)" in text(cited).replace("\xa0", " ")
    (address,) = (field.get("value", "") for field in tree.iter("input") if field.get("id") == "cited")
    assert parse_qs(urlsplit(address).query) == {"query": [PARTS], "release": ["first"]}
    assert table(tree_of(browser.get(address, params=parse_qs(urlsplit(address).query)))) == table(tree)


@pytest.mark.parametrize("query", ["SELECT (RAND() AS ?x) {}", "SELECT *"])
def test_what_would_not_be_found_again_is_not_to_be_cited(browser: httpx.Client, query: str) -> None:
    assert not [
        element for element in tree_of(ask(browser, query)).iter("div") if element.get("class", "").startswith("cite")
    ]


def test_a_page_of_a_large_answer_holds_up_nobody_else(server: str) -> None:
    query = "SELECT * { ?a a ?x . ?b a ?y } LIMIT 100000"
    with httpx.Client(base_url=server, timeout=30) as other, ThreadPoolExecutor(1) as pool:
        page = pool.submit(
            httpx.get, f"{server}/sparql", params={"query": query}, headers={"accept": CHROMIUM}, timeout=30
        )
        waits = []
        while not page.done():
            begun = time.perf_counter()
            assert other.get("/health/live").status_code == 200
            waits.append(time.perf_counter() - begun)
            time.sleep(0.02)  # The worker of a long query has the lowest priority: leave it some time.
    assert page.result().status_code == 200
    assert len(page.result().text) > 100_000
    assert max(waits) < 0.4


def test_a_fault_says_its_place_to_the_editor(browser: httpx.Client) -> None:
    (fault,) = [e for e in tree_of(ask(browser, "SELECT ?x {\n  ?x a foo:Bar }")).iter("div") if e.get("id") == "fault"]
    place = {name: fault.get(f"data-{name}") for name in ("line", "column", "length")}
    assert place == {"line": "2", "column": "8", "length": str(len("foo:Bar"))}


def test_questions_are_offered_in_both_languages(browser: httpx.Client) -> None:
    (asked,) = [element for element in tree_of(ask(browser)).iter("ul") if element.get("id") == "asked"]
    assert text(asked) == "Of what?De quoi ?"
    assert [element.get("lang") for element in asked.iter("span")] == ["fr"]


def test_a_page_of_a_named_release_leads_to_the_one_in_service(browser: httpx.Client) -> None:
    page = tree_of(ask(browser, PARTS, release="first"))
    (href,) = [href for words, href in links(page).items() if words == "Ask the release in service"]
    assert parse_qs(urlsplit(href).query) == {"query": [PARTS]}
    assert "Ask the release in service" not in links(tree_of(ask(browser, PARTS)))


@pytest.mark.parametrize("built", [True, False])
def test_a_page_calls_for_the_editor_only_where_it_was_built(
    browser: httpx.Client, tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch, built: bool
) -> None:
    for name in ("style.css", "icon.svg", "suggest.js", "card.png"):
        (tmp_path / name).write_bytes((root / "api/static" / name).read_bytes())
    if built:
        (tmp_path / "editor.js").write_text("")
    monkeypatch.setattr(rendering, "STATIC", tmp_path)
    rendering.static_file.cache_clear()
    try:
        page = tree_of(ask(browser, "ASK {}", built=str(built)))
    finally:
        rendering.static_file.cache_clear()
    called = [script.get("src", "") for script in page.iter("script")]
    assert any(address.startswith("/static/editor.js") for address in called) == built
    assert field(page) == "ASK {}"
    assert any(text(element) == "Yes" for element in page.iter("strong"))
