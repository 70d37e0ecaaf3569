"""The workbench in a real browser: what is wrong is said while one types, and without a script all the same."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.axe import serious

Open = Callable[..., Page]
RIGHT = '<http://e.org/a> <http://e.org/p> "🦉" .\n'
WRONG = '<http://e.org/a> <http://e.org/p> "🦉" , 4,6 , .\n'
SECONDS = 20_000


def editor(page: Page) -> Locator:
    return page.get_by_role("textbox", name=re.compile("^(Texte|Text)$"))


def write(page: Page, text: str) -> None:
    editor(page).click()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text)


def heading(page: Page) -> Locator:
    return page.locator("#outcome h2")


def test_a_mistake_is_told_below_its_line_as_one_types_and_goes_with_it(visit: Open) -> None:
    page = visit("/validate")
    expect(heading(page)).to_have_text("2 constats", timeout=SECONDS)
    write(page, RIGHT)
    expect(heading(page)).to_have_text("Rien à corriger.")
    expect(page.locator(".cm-fault")).to_have_count(0)
    write(page, RIGHT + WRONG)
    expect(page.locator(".cm-line.cm-faulty")).to_have_text(WRONG.strip())
    expect(page.locator(".cm-fault").first).to_have_text("4,6")
    expect(page.locator("#status")).to_have_text(re.compile("constat"))
    page.keyboard.press("ControlOrMeta+z")
    expect(page.locator(".cm-fault")).to_have_count(0)


def test_the_list_of_findings_leads_to_the_line_by_keyboard(visit: Open) -> None:
    page = visit("/validate?lang=en")
    entry = page.get_by_role("button", name="line 9, column 16")
    entry.focus(timeout=SECONDS)
    page.keyboard.press("Enter")
    expect(page.locator(".cm-activeLine")).to_have_text('andro:date "2024-02-30"^^xsd:date', use_inner_text=True)
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.locator("#file")).to_be_focused()


def test_a_file_takes_the_place_of_the_text_with_its_name_and_syntax(visit: Open) -> None:
    page = visit("/validate")
    expect(heading(page)).to_be_visible(timeout=SECONDS)
    data = b'{"@id": "http://e.org/a",\n "@context": "https://schema.org/"}'
    page.locator("#file").set_input_files({"name": "a.jsonld", "mimeType": "application/ld+json", "buffer": data})
    expect(page.locator(".cm-fault")).to_have_text('"https://schema.org/"')
    expect(page.locator("#outcome li")).to_contain_text("syntax/remote-context")


def test_a_file_is_shown_from_its_first_line(visit: Open) -> None:
    page = visit("/validate")
    expect(heading(page)).to_be_visible(timeout=SECONDS)
    data = "".join(f"<http://e.org/{number}> <http://e.org/p> 4,6 .\n" for number in range(200))
    page.locator("#file").set_input_files({"name": "a.ttl", "mimeType": "text/turtle", "buffer": data.encode()})
    expect(page.locator(".cm-activeLine")).to_contain_text("<http://e.org/0>")
    expect(page.locator(".cm-fault").first).to_be_in_viewport(timeout=SECONDS)


def test_what_leaves_no_doubt_is_mended_by_a_button_and_a_rule_leads_to_its_page(visit: Open) -> None:
    page = visit("/validate")
    expect(page.locator('#outcome li a[href="/rules/term/unknown-class"]')).to_be_visible(timeout=SECONDS)
    page.get_by_role("button", name="Écrire andro:Company").click(timeout=SECONDS)
    expect(page.locator(".cm-activeLine")).to_have_text("a andro:Company ;", use_inner_text=True)
    expect(page.locator("#outcome li").filter(has_text="andro:Compagny")).to_have_count(0)
    write(page, "@prefix andro: <https://w3id.org/andromede/ontology#> .\n<http://e.org/a> a andro:Company .\n")
    links = page.locator("#outcome li a")
    expect(links.first).to_have_attribute("href", re.compile("^/shapes#"))


def test_a_check_that_was_begun_is_waited_for_and_the_last_text_is_what_is_told(visit: Open) -> None:
    page = visit("/validate")
    expect(heading(page)).to_have_text("2 constats", timeout=SECONDS)
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.method == "POST" else None)
    page.on("requestfailed", lambda request: failed.append(request.url))

    def slowly(route: Route) -> None:
        page.wait_for_timeout(500)
        route.continue_()

    # Meanwhile three more are due.
    page.route("**/validate", slowly)
    for text in (RIGHT + WRONG, RIGHT, RIGHT + WRONG, RIGHT):
        write(page, text)
        page.wait_for_timeout(300)
    expect(heading(page)).to_have_text("Rien à corriger.", timeout=SECONDS)
    assert failed == []
    assert len(asked) <= 4


def test_own_shapes_are_taken_from_their_field(visit: Open) -> None:
    page = visit("/validate")
    expect(heading(page)).to_be_visible(timeout=SECONDS)
    write(page, RIGHT)
    expect(heading(page)).to_have_text("Rien à corriger.")
    page.get_by_text("Avec d’autres formes").click()
    page.get_by_label("Formes", exact=True).fill(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <http://e.org/S> a sh:NodeShape ; sh:targetNode <http://e.org/a> ;"
        " sh:property [ sh:path <http://e.org/p> ; sh:minLength 2 ] ."
    )
    expect(page.locator("#outcome li")).to_contain_text("MinLength")
    expect(page.locator(".cm-fault")).to_have_text('"🦉"')


def test_without_a_script_the_answer_is_the_text_with_its_findings(visit: Open) -> None:
    page = visit("/validate", script=False, device="phone")
    page.get_by_role("button", name="Vérifier").click()
    expect(page.locator(".annotated li.faulty mark")).to_have_text(["andro:Compagny", '"2024-02-30"^^xsd:date'])
    expect(page.locator(".annotated li.faulty p").first).to_contain_text("Écrivez andro:Company")


def test_the_page_is_open_to_everybody_and_as_wide_as_a_phone(visit: Open, axe: str) -> None:
    for device, scheme in (("phone", "dark"), ("desktop", "light")):
        page = visit("/validate", device=device, scheme=scheme)
        expect(page.locator("#outcome li").first).to_be_visible(timeout=SECONDS)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert not serious(page, axe)
