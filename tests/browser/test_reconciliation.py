"""A page of another origin matches names against the service: what its browser lets through, and the preview."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from playwright.sync_api import Browser

SCRIPT = """async (service) => {
  const as_json = async (path, body) => {
    const headers = {"content-type": "application/json", "accept-language": "en"};
    const answer = await fetch(service + path, {method: "POST", headers, body: JSON.stringify(body)});
    return [answer.headers.get("content-language"), await answer.json()];
  };
  const form = new URLSearchParams({queries: JSON.stringify({q: {query: "Octav Klabba", type: "Person"}})});
  const by_form = await (await fetch(service, {method: "POST", body: form})).json();
  const named = {matchType: "name", propertyValue: "Cloud Watt"};
  const [language, matched] = await as_json("/1.0/match", {queries: [{conditions: [named]}]});
  const [, extended] = await as_json("/1.0/extend", {ids: ["octave-klaba"], properties: [{id: "leads"}]});
  const [, refused] = await as_json("/1.0/match", []);
  return {
    form: by_form.q.result[0].id, match: matched.results[0].candidates[0].id, language,
    extend: extended.rows[0].properties[0].values.map((value) => value.id), refused: refused.status,
  };
}"""


class Blank(BaseHTTPRequestHandler):
    """Every address is an empty page."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The address of another site: pages without one may not ask the loopback for anything."""
    with HTTPServer(("127.0.0.1", 0), Blank) as site:
        thread = threading.Thread(target=site.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{site.server_port}"
        site.shutdown()
        thread.join()


def test_a_page_of_another_origin_asks_by_form_and_by_json_and_reads_the_answers(
    browser: Browser, server: str, elsewhere: str
) -> None:
    page = browser.new_page()
    page.goto(elsewhere)
    found = page.evaluate(SCRIPT, f"{server}/reconcile")
    assert "plan-cloud-computing-2013" in found.pop("extend")
    assert found == {"form": "octave-klaba", "match": "cloudwatt", "language": "en", "refused": 400}
    page.close()


def test_a_preview_is_shown_in_a_frame_of_another_origin(browser: Browser, server: str, elsewhere: str) -> None:
    page = browser.new_page()
    page.goto(elsewhere)
    page.set_content(f'<iframe src="{server}/reconcile/en/preview?id=ovhcloud"></iframe>')
    link = page.frame_locator("iframe").get_by_role("link", name="OVHcloud")
    assert (link.get_attribute("href", timeout=10_000) or "").endswith("ovhcloud")
    page.close()
