import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.kinds import KINDS, in_language

Open = Callable[..., Page]


@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_nothing_on_a_page_is_wider_than_a_phone(visit: Open, address: str, language: str) -> None:
    page = visit(in_language(address, language), device="phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize("width", [1280, 1040, 800, 700])
@pytest.mark.parametrize(
    "fact",
    ["funding--cloudwatt--etat-francais", "shareholding--caisse-des-depots--cloudwatt", "acquisition--atos--bull"],
)
def test_what_documents_say_of_a_fact_stays_within_its_column(visit: Open, fact: str, width: int) -> None:
    page = visit(f"/doc/{fact}")
    page.set_viewport_size({"width": width, "height": 900})
    right = "each => each.getBoundingClientRect().right"
    assert page.locator("table.claims").evaluate(right) <= page.locator("article").evaluate(right) + 1


@pytest.mark.parametrize("device", ["desktop", "phone"])
def test_a_mark_leads_to_its_source_and_back(visit: Open, device: str) -> None:
    page = visit("/id/thierry-breton", device=device)
    page.locator("article a.src").first.click()
    source = page.locator(".sources li:target")
    expect(source).to_be_in_viewport()
    source.locator("a.src").click()
    expect(page.locator("article a.src").first).to_be_in_viewport()


def test_the_way_into_the_text_is_the_first_stop_of_the_keyboard(visit: Open) -> None:
    page = visit("/id/ovhcloud")
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_language_of_the_switch_stays_while_one_reads_on(visit: Open) -> None:
    page = visit("/id/ovhcloud")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.get_by_role("link", name="English").click()
    page.locator("article .facts a").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_question_of_the_home_page_is_answered_by_names_and_can_be_asked_otherwise(visit: Open) -> None:
    page = visit("/")
    page.get_by_role("link", name="Poser la question en SPARQL").first.click()
    expect(page.locator("tbody a").first).to_be_visible()
    page.get_by_role("textbox", name="Requête").fill("ASK { ?all ?is ?well }")
    page.get_by_role("button", name="Exécuter").click()
    expect(page.get_by_text("Oui", exact=True)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground_in_both_schemes(visit: Open, scheme: str) -> None:
    page = visit("/id/ovhcloud", scheme=scheme)
    ink, paper = (
        _luminance(page.evaluate(f"getComputedStyle(document.body).{name}")) for name in ("color", "backgroundColor")
    )
    assert (max(ink, paper) + 0.05) / (min(ink, paper) + 0.05) > 7
    assert (ink < paper) is (scheme == "light")


def test_print_leaves_out_what_only_a_screen_can_use(visit: Open) -> None:
    page = visit("/id/ovhcloud")
    page.emulate_media(media="print")
    expect(page.locator("header nav")).to_be_hidden()
    expect(page.locator(".sources li").first).to_be_visible()
    page.goto("/actors")
    expect(page.locator("main form")).to_be_hidden()
    expect(page.locator(".hits li").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures_are_seen_in_colours_that_the_reader_forces_on_pages(visit: Open, scheme: str) -> None:
    page = visit("/", scheme=scheme)
    page.emulate_media(forced_colors="active", color_scheme=scheme)  # type: ignore[arg-type]
    ground = _luminance(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    drawn = page.evaluate(
        """[...document.querySelectorAll(['text', 'circle', '.europe'].map(of => `.map ${of}, .sky .flat ${of}`))]
        .map(drawn => getComputedStyle(drawn).fill)"""
    )
    assert len(drawn) > 20
    for colour in set(drawn):
        ink = _luminance(colour)
        assert (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05) > 4.5


def test_only_the_list_that_one_is_in_is_marked_in_colours_that_the_reader_forces(visit: Open) -> None:
    page = visit("/money")
    page.emulate_media(forced_colors="active")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    lines = page.locator(".top nav a").evaluate_all("all => all.map(each => getComputedStyle(each).borderBottomColor)")
    here = page.locator(".top nav a").evaluate_all("all => all.map(each => each.hasAttribute('aria-current'))")
    assert [line != ground for line in lines] == here
    assert here.count(True) == 1


def test_the_home_page_leads_to_the_sums_beside_what_receives_them(visit: Open) -> None:
    page = visit("/?lang=en")
    page.locator(".catalogue").get_by_role("link", name="All sums").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Money")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_may_be_looked_for_is_not_cut_within_a_word(visit: Open, language: str) -> None:
    box = visit(f"/?lang={language}", device="phone").locator(".hero input")
    expect(box).to_have_css("text-overflow", "ellipsis")


def _luminance(colour: str) -> float:
    """Relative luminance of an rgb() (WCAG 2.2)."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
