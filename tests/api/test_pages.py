import re
from collections.abc import Callable
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib
import httpx
import pytest

Fetch = Callable[..., httpx.Response]
Say = Callable[[str], None]

# One of each kind of page, in the small world.
KINDS = {
    "home": "/",
    "company": "/doc/numergy",
    "person": "/doc/octave-klaba",
    "plan": "/doc/plan-cloud-computing",
    "source": "/doc/archimag-2012-etat-cloud",
    "fact": "/doc/shareholding--sfr--numergy",
    "planned fact": "/doc/acquisition--sfr--numergy",
    "concept": "/vocabulary/role/leader",
    "group": "/doc/numergy?group=Shareholding.asset",
    "list": "/actors",
    "sources": "/sources",
    "search": "/search?q=numergi",
    "ontology": "/ontology",
    "term": "/ontology/Shareholding",
    "problems": "/problems",
    "problem": "/problems/withdrawn",
    "graphs": "/graph",
    "vocabularies": "/vocabulary",
    "releases": "/release",
    "unknown": "/doc/atlantis",
    "withdrawn": "/doc/nuage-imaginaire",
}
EVERY_KIND = pytest.mark.parametrize("address", KINDS.values(), ids=KINDS)


def page(fetch: Fetch, address: str, language: str = "fr") -> Element:
    """The page's tree; a parse error fails the test that asked for it."""
    joint = "&" if "?" in address else "?"
    answer = fetch(f"{address}{joint}lang={language}", accept="text/html")
    assert answer.headers["content-type"].startswith("text/html")
    tree: Element = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(answer.text)
    return tree


def text(element: Element) -> str:
    return re.sub(r"[ \n]+", " ", "".join(element.itertext())).strip()


def main(tree: Element) -> Element:
    found = tree.find(".//main")
    assert found is not None
    return found


@EVERY_KIND
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_parses_and_says_its_language(fetch: Fetch, address: str, language: str) -> None:
    tree = page(fetch, address, language)
    assert tree.get("lang") == language
    assert text(main(tree))


@EVERY_KIND
def test_no_page_runs_loads_or_styles_anything_from_elsewhere(fetch: Fetch, address: str) -> None:
    tree = page(fetch, address)
    elements = [e for name in ("link", "script", "img") for e in tree.iter(name)]
    # Data, which no browser runs.
    loaded = [e.get("src") or e.get("href") or "" for e in elements if e.get("type") != "application/ld+json"]
    policy = fetch(address, accept="text/html").headers["content-security-policy"]
    assert all(target.startswith("/") for target in loaded)
    assert not [e.tag for e in tree.iter() if e.get("style") or any(name.startswith("on") for name in e.attrib)]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@EVERY_KIND
def test_every_anchor_that_a_page_points_to_is_on_it_once(fetch: Fetch, address: str) -> None:
    tree = page(fetch, address)
    names = [e.get("id") for e in tree.iter() if e.get("id")]
    targets = {(e.get("href") or "")[1:] for e in tree.iter("a") if (e.get("href") or "").startswith("#")}
    assert len(names) == len(set(names))
    assert targets <= set(names)


@EVERY_KIND
def test_a_page_shows_names_and_no_addresses_but_where_it_gives_its_own(fetch: Fetch, address: str) -> None:
    tree = page(fetch, address)
    for code in [*tree.iter("code"), *tree.iter("pre")]:
        code.clear()
    assert "w3id.org" not in text(main(tree))


@EVERY_KIND
def test_the_headings_of_a_page_leave_out_no_level(fetch: Fetch, address: str) -> None:
    levels = [int(e.tag[1]) for e in page(fetch, address).iter() if re.fullmatch("h[1-6]", str(e.tag))]
    body = [level for level in levels if level]
    assert body.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(body))


@pytest.mark.parametrize(
    ("address", "kind", "of_all"),
    [
        ("/doc/numergy", "Coentreprise", "/ontology#JointVenture"),
        ("/vocabulary/role/leader", "Concept d’un vocabulaire", "/vocabulary/role"),
        ("/vocabulary/role", "Vocabulaire", "/vocabulary"),
        ("/ontology/Shareholding", "Classe de l’ontologie", "/ontology#Shareholding"),
        ("/ontology/owner", "Propriété de l’ontologie", "/ontology#owner"),
        ("/problems/withdrawn", "Genre d’erreur", "/problems"),
        ("/graph/authorities", "Graphe nommé", "/graph"),
        ("/questions/cloud-plan-leaders", "Question du catalogue", "/questions"),
        ("/rules/claim-without-kind", "Règle", "/rules"),
    ],
)
def test_a_page_says_above_its_heading_of_what_it_is_one_and_leads_to_all(
    fetch_real: Fetch, address: str, kind: str, of_all: str
) -> None:
    main = next(page(fetch_real, address).iter("main"))
    parts = [e for e in main.iter() if e.tag == "h1" or e.get("class") == "kind"]
    assert [e.tag for e in parts] == ["p", "h1"]
    (link,) = parts[0].iter("a")
    assert text(link).startswith(kind)
    assert link.get("href") == of_all


def test_a_fact_carries_a_mark_for_each_of_its_sources_and_the_margin_explains_it(fetch: Fetch) -> None:
    tree = page(fetch, "/doc/numergy")
    row = next(e for e in tree.iter("tr") if "SFR" in text(e) and "47" in text(e))
    marks = [e for e in row.iter("a") if (e.get("class") or "").startswith("src")]
    margin = next(e for e in tree.iter("aside"))
    assert [e.get("aria-label") for e in marks] == [
        "Source 1, cote B\u00a0: Archimag, 2012",
        "Source 2, cote B\u00a0: ChannelNews, décembre 2015",
        "Source 3, cote C\u00a0: Kampuspedia, sans date",
    ]
    assert "Andromède (cloud)" in text(margin)


def test_values_on_which_sources_differ_stand_side_by_side_each_with_its_source(fetch: Fetch) -> None:
    tree = page(fetch, "/doc/numergy", "en")
    sides = next(e for e in tree.iter("ul") if e.get("class") == "sides")
    told = [text(side) for side in sides if side.tag == "li"]
    assert len(told) == 2
    assert "46%" in told[0]
    assert "ChannelNews" in told[0]
    assert "47%" in told[1]
    assert "Archimag" in told[1]


def test_a_copy_is_named_and_not_counted(fetch: Fetch) -> None:
    tree = page(fetch, "/doc/shareholding--sfr--numergy", "en")
    side = next(e for e in tree.iter("li") if "47%" in text(e) and e.find("ul") is not None)
    dots = [e for e in side.iter("span") if (e.get("class") or "").startswith("dot is-")]
    assert len(dots) == 1
    assert "Kampuspedia, undated – same origin, does not count" in text(side)


def test_only_what_is_not_plain_is_marked(fetch: Fetch) -> None:
    tree = page(fetch, "/doc/numergy", "en")
    rows = {text(row): row for row in tree.iter("tr")}
    planned = next(row for said, row in rows.items() if "planned" in said)
    plain = next(row for said, row in rows.items() if "Bull" in said)
    assert any(e.get("class") == "is-planned" for e in planned.iter("span"))
    assert not any((e.get("class") or "").startswith(("is-", "tag")) for e in plain.iter("span"))


def test_a_fact_that_nobody_states_plainly_says_so_first(fetch: Fetch) -> None:
    told = main(page(fetch, "/doc/acquisition--sfr--numergy", "en"))
    pairs = {text(row[0]): text(row[1]) for row in told.iter("div") if row.get("class") == "fact"}
    assert "No document states it plainly: it is only planned." in text(told)
    assert pairs["Buyer"] == "SFR"


def test_only_what_is_plain_and_undisputed_is_headed_as_established(fetch: Fetch) -> None:
    heads = {
        address: text(next(e for e in page(fetch, address, "en").iter("h2")))
        for address in (
            "/doc/acquisition--sfr--numergy",
            "/doc/shareholding--sfr--numergy",
            "/doc/shareholding--bull--numergy",
        )
    }
    assert list(heads.values()) == ["What is planned", "What is said of it", "What is established"]


def test_a_fact_that_is_only_planned_is_still_called_by_its_kind(fetch: Fetch) -> None:
    head = next(e for e in page(fetch, "/doc/acquisition--sfr--numergy", "en").iter("p") if e.get("class") == "kind")
    assert text(head) == "Acquisition"


def test_the_page_of_a_fact_says_who_says_what_and_where(fetch: Fetch) -> None:
    tree = page(fetch, "/doc/shareholding--sfr--numergy", "en")
    table = next(e for e in tree.iter("table"))
    rows = [[text(cell) for cell in row] for row in table.iter("tr")]
    assert rows[0] == [
        "Date of document",
        "Source",
        "Share",
        "When",
        "Passage",
        "How it is said",
    ]
    assert ["December 2015", "3 ChannelNews", "46%", "seen in 2015", "§4", "plainly"] in rows


def test_a_source_tells_all_its_claims_in_the_order_of_the_document(fetch: Fetch) -> None:
    tree = page(fetch, "/doc/archimag-2012-etat-cloud", "en")
    table = next(e for e in tree.iter("table"))
    places = [text(row[0]) for row in table.iter("tr")][1:]
    anchors = [row.get("id") for row in table.iter("tr")][1:]
    assert places == ["§2", "§2", "§3", "§3"]
    assert "position--philippe-tavernier--numergy--chief-executive" in anchors


def test_a_source_says_who_contradicts_it(fetch: Fetch) -> None:
    tree = page(fetch, "/doc/archimag-2012-etat-cloud", "en")
    row = next(e for e in tree.iter("tr") if "SFR" in text(e))
    flag = next(e for e in row.iter("a") if e.get("class") == "neq")
    assert text(flag) == "sources differ 46%"


def test_a_sum_whose_currency_is_disputed_is_told_in_each(fetch: Fetch, say: Say) -> None:
    values = "andro:purpose id:numergy ; andro:amountPaid 250000000.0 ; andro:currency"
    fact = "funding--numergy--private"
    for source, currency in (("archimag-2012-etat-cloud", "EUR"), ("channelnews-2015-12-sfr-numergy", "USD")):
        claim = f"<https://w3id.org/andromede/id/{source}#{fact}>"
        say(f"GRAPH id:{source} {{ {claim} a andro:Funding ; andro:claimOf id:{fact} ; {values} '{currency}' . }}")
    say(f"id:{fact} a andro:Fact , andro:Funding ; andro:amountPaid 250000000.0 ; andro:disputes andro:currency .")
    rows = [e for e in page(fetch, f"/doc/{fact}", "en").iter("div") if e.get("class") == "fact"]
    row = next(e for e in rows if text(e[0]) == "Amount paid")
    assert text(row[1]).startswith("€250m or $250m")
    assert any(e.get("class") == "neq" for e in row.iter("a"))


def test_misspellings_are_never_shown(fetch: Fetch) -> None:
    told = text(page(fetch, "/doc/numergy"))
    assert "Numergie" in told
    assert "Numergi " not in told


def test_no_text_of_the_graph_can_become_markup(fetch: Fetch, say: Say) -> None:
    say('id:bull rdfs:label "<script>alert(1)</script>"@fr .')
    answer = fetch("/doc/numergy", accept="text/html")
    assert "<script>alert" not in answer.text


def test_the_language_chosen_is_kept_for_the_next_page(fetch: Fetch) -> None:
    chosen = fetch("/doc/numergy?lang=en", accept="text/html", **{"accept-language": "fr"})
    cookie = chosen.headers["set-cookie"].split(";")[0]
    after = fetch("/doc/sfr", accept="text/html", cookie=cookie, **{"accept-language": "fr"})
    assert after.headers["content-language"] == "en"


def test_without_a_choice_the_browser_decides_and_french_is_the_rest(fetch: Fetch) -> None:
    asked = {lang: fetch("/doc/sfr", accept="text/html", **{"accept-language": lang}) for lang in ("en-GB", "de", "fr")}
    told = {lang: answer.headers["content-language"] for lang, answer in asked.items()}
    assert told == {"en-GB": "en", "de": "fr", "fr": "fr"}


@pytest.mark.parametrize("chosen", ["en", "EN", "en-GB"])
def test_a_language_asked_for_in_the_address_may_have_capitals_and_a_region(fetch: Fetch, chosen: str) -> None:
    assert fetch(f"/policies?lang={chosen}", accept="text/html").headers["content-language"] == "en"


def test_a_name_in_another_language_than_the_page_says_which(fetch: Fetch, say: Say) -> None:
    say('id:philippe-tavernier rdfs:label "Ph. Tavernier"@de . id:bull andro:because "nur so"@de .')
    tree = page(fetch, "/sources", "en")
    titles = [e for e in tree.iter("a") if "Numergy" in text(e)]
    assert [e.get("lang") for e in titles] == ["fr"]


def test_a_list_is_filtered_by_kind_without_scripts(fetch: Fetch, say: Say) -> None:
    say("id:sfr a andro:Actor . GRAPH <https://w3id.org/andromede/graph/authorities> { id:sfr a andro:Company . }")
    tree = page(fetch, "/actors?kind=Company", "en")
    hits = next(e for e in tree.iter("ul") if e.get("class") == "hits")
    assert [text(e) for e in hits.iter("h2")] == ["SFR"]


def names_listed(fetch: Fetch, address: str) -> list[str]:
    tree = page(fetch, address, "en")
    return [text(name) for hits in tree.iter("ul") if hits.get("class") == "hits" for name in hits.iter("h2")]


def test_a_list_is_narrowed_to_names_that_hold_some_letters_whatever_their_accents(fetch: Fetch) -> None:
    assert names_listed(fetch, "/sources?q=TOTALITE") == ["SFR va racheter la totalité de Numergy"]
    assert names_listed(fetch, "/sources?q=nobody") == []


def test_sources_are_narrowed_by_grade_and_ordered_by_their_dates(fetch: Fetch) -> None:
    assert len(names_listed(fetch, "/sources?grade=C")) == 1
    assert names_listed(fetch, "/sources?order=date")[0] == "SFR va racheter la totalité de Numergy"


def test_a_choice_in_a_list_keeps_the_others(fetch: Fetch) -> None:
    links = {link.get("href") for link in page(fetch, "/sources?grade=B&q=sfr&order=facts", "en").iter("a")}
    assert {"?grade=C&q=sfr&order=facts", "?q=sfr&order=facts", "?grade=B&order=facts"} <= links


def test_an_order_that_does_not_exist_is_refused(fetch: Fetch) -> None:
    assert fetch("/sources?order=size", accept="text/html").status_code == 422


def test_who_looks_for_money_among_funds_is_led_to_the_sums(fetch: Fetch) -> None:
    main = page(fetch, "/funds", "en").find(".//main")
    assert main is not None
    assert "/money" in {link.get("href") for link in main.iter("a")}


def test_the_line_to_try_on_the_home_page_has_the_address_that_the_world_sees(
    fetch_with: Callable[..., Fetch],
) -> None:
    home = fetch_with(public_url="https://graph.example/")("/", accept="text/html").text
    assert "https://graph.example/id/ovhcloud" in home


def test_a_search_forgives_a_misspelling(fetch: Fetch) -> None:
    tree = page(fetch, "/search?q=Filipe tavernié", "en")
    hits = next(e for e in tree.iter("ul") if e.get("class") == "hits")
    assert text(next(hits.iter("h2"))) == "Philippe Tavernier"


def test_an_unknown_name_is_answered_with_its_neighbours(fetch: Fetch) -> None:
    assert "Numergy" in text(main(page(fetch, "/doc/numergi")))
