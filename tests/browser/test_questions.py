"""Five questions that a new user brings along, each answered from the home page by what the pages offer: the search, a
name in its results, what stands there. Only what can be seen is clicked, and no page is opened by its address."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

Open = Callable[..., Page]
SECONDS = 60


@pytest.fixture
def page(visit: Open) -> Page:
    """The home page, of a browser without scripts: none is needed."""
    page = visit("/", script=False)
    page.set_default_timeout(SECONDS * 1000)
    return page


def find(page: Page, text: str, name: str) -> None:
    """Search from where one is, and follow the result of this name."""
    page.get_by_label("Chercher dans le graphe").fill(text)
    page.get_by_role("button", name="Chercher").click()
    page.locator(".hits").get_by_role("link", name=name, exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def section(page: Page, title: str) -> Locator:
    """What stands under a heading to which the page's own contents lead."""
    page.get_by_role("navigation", name="Sur cette page").get_by_role("link", name=title).click()
    under = page.locator("section", has=page.get_by_role("heading", name=title, exact=True))
    expect(under).to_be_in_viewport()
    return under


def row(under: Locator, start: str) -> Locator:
    """The row of a table whose first cell begins so."""
    return under.locator("tr", has=under.page.locator("th[scope=row]").filter(has_text=re.compile(rf"^\s*{start}")))


def test_who_led_the_plan_cloud_computing(page: Page) -> None:
    find(page, "plan cloud computing", "Plan Cloud Computing")
    people = section(page, "Qui fait quoi")
    expect(people).to_contain_text("Octave Klaba")
    expect(people).to_contain_text("Thierry Breton")


def test_what_the_state_paid_for_cloudwatt_and_what_was_only_announced(page: Page) -> None:
    find(page, "cloudwatt", "Cloudwatt")
    state = row(section(page, "Argent"), "État français")
    expect(state).to_contain_text("75 M€ annoncé")
    expect(state).to_contain_text("75 M€ engagé")
    expect(state).not_to_contain_text("versé")


def test_which_services_held_secnumcloud_in_june_2023(page: Page) -> None:
    find(page, "secnumcloud", "SecNumCloud")
    holders = section(page, "Titulaires et candidats")
    holders.get_by_label("Ce qui valait le").fill("2023-06-15")
    holders.get_by_role("button", name="Voir").click()
    answer = page.locator("section", has=page.locator("#holders")).locator(".on-day")
    expect(answer).to_be_in_viewport()
    certain = answer.locator(".fact", has_text="Certain")
    for name in ("Outscale", "Hosted Private Cloud d’OVHcloud", "Oodrive"):
        expect(certain).to_contain_text(name)
    expect(answer).not_to_contain_text("S3NS")


def test_on_what_sources_disagree_about_numergy(page: Page) -> None:
    find(page, "numergy", "Numergy")
    disputes = section(page, "Où les sources divergent")
    for about, values in {
        "Actionnariat : SFR": ("47 %", "46 %"),
        "chiffre d’affaires, 2014 – valeur": ("6 M€", "2 M€"),
    }.items():
        dispute = disputes.locator(".dispute", has=page.get_by_role("heading", name=re.compile(about)))
        for value in values:
            expect(dispute).to_contain_text(value)


def test_which_document_says_that_the_strasbourg_site_burnt_in_february_2021(page: Page) -> None:
    find(page, "incendie Strasbourg", "Incendie du centre de données d’OVHcloud à Strasbourg")
    side = section(page, "Où les sources divergent").locator(".sides > li", has_text="février 2021").first
    expect(side).to_contain_text("societe.com, 13 septembre 2022")
    side.locator("a.src").click()
    source = page.locator(".sources li:target")
    expect(source).to_contain_text("la surprenante volte-face de l’Etat")
    source.locator("cite a").click()
    expect(page.locator("main")).to_contain_text("février 2021")
