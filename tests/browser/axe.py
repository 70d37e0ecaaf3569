"""What axe-core finds on a page that a browser shows."""

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Page

GRAVE = ("serious", "critical")
OF_COLOURS = ("color-contrast", "link-in-text-block")


def serious(page: Page, axe: str, *rules: str) -> Mapping[str, list[str]]:
    """What axe calls serious or worse, with where it is: by all its rules or by these. `axe` is its script."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    found: Mapping[str, Any] = page.evaluate("rules => axe.run(rules.length ? {runOnly: rules} : {})", rules)
    return {
        each["id"]: [node["html"] for node in each["nodes"]] for each in found["violations"] if each["impact"] in GRAVE
    }
