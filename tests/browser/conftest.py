"""A real browser on a real server over the release of this checkout; without chromium these tests skip by name."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

Scheme = Literal["light", "dark"]
Open = Callable[..., Page]
HERE = Path(__file__).resolve().parent
WIDTHS = {"desktop": 1280, "phone": 390}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All browser tests in one worker, one after the other: each start of chromium costs a second."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.xdist_group("browser"))


# Not for the session: while Playwright runs, its event loop does, and no other test could start one.
@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[Open]:
    """`visit(address, device=…, scheme=…)`: a page; what its console complained of fails the test at its end."""
    complaints: list[str] = []
    contexts = []

    def open_page(address: str, device: str = "desktop", scheme: Scheme = "light") -> Page:
        context = browser.new_context(
            base_url=server, viewport={"width": WIDTHS[device], "height": 900}, color_scheme=scheme, locale="fr-FR"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("requestfailed", lambda request: complaints.append(request.url))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
