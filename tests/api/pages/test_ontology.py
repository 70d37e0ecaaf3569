import re
from collections.abc import Callable

import httpx
import pytest

from api.pages.pieces import Namer
from api.pages.tree import LINE, tree_of
from api.pages.words import words_of
from graph.terms import Iri
from ontology import ANDRO, RDFS

Fetch = Callable[..., httpx.Response]


def test_a_narrower_class_stands_under_its_broader_one_and_a_line_joins_them() -> None:
    broader = {"Actor": (), "Person": ("Actor",), "Organization": ("Actor",), "Company": ("Organization",)}
    terms = {
        ANDRO + name: {RDFS + "subClassOf": tuple(Iri(ANDRO + each) for each in above)}
        for name, above in broader.items()
    }
    tree = tree_of(terms, terms, Namer(words_of("en"), {}))
    assert [(each.name.text, each.up // LINE) for each in tree.branches] == [
        ("Actor", 0),
        ("Organization", 1),
        ("Company", 1),
        ("Person", 3),
    ]
    assert tree.branches[2].x > tree.branches[1].x > tree.branches[0].x
    assert tree.height == 4 * LINE


def anchors(page: str) -> set[str]:
    return set(re.findall(r'class="fact" id="([^"]+)"', page))


@pytest.mark.parametrize(
    ("term", "wanted"),
    [
        (
            "Certificate",
            {"given-holder", "given-expires", "example-1", "shape-Certificate", "query-secnumcloud-holders-by-source"},
        ),
        ("holder", {"example-1", "shape-Certificate-holder", "query-certificates-only-alleged"}),
        ("isReplacedBy-that-is-none", set()),
    ],
)
def test_a_term_shows_examples_and_the_shapes_and_questions_that_use_it(
    fetch_real: Fetch, term: str, wanted: set[str]
) -> None:
    page = fetch_real(f"/ontology/{term}", accept="text/html").text
    assert wanted <= anchors(page)
    assert len([each for each in anchors(page) if each.startswith("example-")]) == (5 if wanted else 0)


def test_a_term_is_not_used_where_a_longer_name_begins_with_its_own(fetch_real: Fetch) -> None:
    page = fetch_real("/ontology/end", accept="text/html").text
    with_end = {"query-end-before-start"} & anchors(page)
    assert with_end
    shorter = fetch_real("/ontology/step", accept="text/html").text
    assert "query-end-before-start" not in anchors(shorter)


def test_the_ontology_tells_its_version_and_what_is_close_to_its_terms_elsewhere(fetch_real: Fetch) -> None:
    page = fetch_real("/ontology?lang=en", accept="text/html").text
    assert re.search(r'<a href="/ontology/1\.0\.0"><code>1\.0\.0</code></a>', page)
    assert re.search(r'close to: <a href="[^"]+">epo:Procedure</a>', page)


def test_a_property_says_of_what_files_give_it(fetch_real: Fetch) -> None:
    page = fetch_real("/ontology/holder?lang=en", accept="text/html").text
    domain = page[page.index("<dt>applies to</dt>") :]
    assert 'href="/ontology#Certificate"' in domain[: domain.index("</dd>")]
