"""axe-core on each kind of page, light and dark, on desktop and phone; `visit` watches which hosts are asked."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.axe import OF_COLOURS, serious
from tests.browser.conftest import WIDTHS
from tests.kinds import KINDS, in_language

Open = Callable[..., Page]
LANGUAGES = ("fr", "en")


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_serious_light_or_dark_on_desktop_or_phone(visit: Open, axe: str, kind: str) -> None:
    # The scripts and styles are the same in both languages, so each kind is looked at in one of them.
    language = LANGUAGES[list(KINDS).index(kind) % len(LANGUAGES)]
    page = visit(in_language(KINDS[kind], language))
    for detail in page.locator("main details").all():
        detail.evaluate("each => { each.open = true }")
    for device, width in WIDTHS.items():
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light")
        assert serious(page, axe) == {}, device
        page.emulate_media(color_scheme="dark")
        assert serious(page, axe, *OF_COLOURS) == {}, f"{device}, dark"
