"""A real browser on a real server over the release of this checkout; without chromium these tests skip by name."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.conftest import missing

Scheme = Literal["light", "dark"]
Open = Callable[..., Page]
HERE = Path(__file__).resolve().parent
WIDTHS = {"desktop": 1280, "phone": 390}
REFUSED = "the server responded with a status of 400"
MISSING = ("the server responded with a status of 404", "the server responded with a status of 406")


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


@pytest.fixture(scope="session")
def axe(root: Path) -> str:
    """The script of axe-core."""
    path = root / "web/node_modules/axe-core/axe.min.js"
    if not path.is_file():
        missing("axe-core (make checkers)")
    return path.read_text(encoding="utf-8")


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[Open]:
    """`visit(address, device=…, scheme=…, script=…)`: a page of a browser of its own.

    What its console complained of fails the test at its end, and so does what it asked of any other host.
    """
    complaints: list[str] = []
    contexts = []

    def hear(message: ConsoleMessage) -> None:
        # Chromium calls failures what is none: a query with a mistake, a page that says that there is none such.
        is_page = message.page is not None and message.location["url"] == message.page.url
        meant = REFUSED in message.text or (is_page and any(each in message.text for each in MISSING))
        if message.type == "error" and not meant:
            complaints.append(message.text)

    def watch(request: Request) -> None:
        if not request.url.startswith((f"{server}/", "blob:", "data:")):
            complaints.append(request.url)

    def open_page(address: str, device: str = "desktop", scheme: Scheme = "light", script: bool = True) -> Page:
        context = browser.new_context(
            base_url=server, viewport={"width": WIDTHS[device], "height": 900}, color_scheme=scheme, locale="fr-FR",
            java_script_enabled=script,
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", watch)
        page.on("requestfailed", lambda request: complaints.append(request.url) if not _is_stopped(request) else None)
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        for page in context.pages:
            page.unroute_all(behavior="wait")  # What a test holds up may still be under way.
        context.close()
    assert complaints == []


def _is_stopped(request: Request) -> bool:
    """Whether the page itself gave it up."""
    return request.failure == "net::ERR_ABORTED"
