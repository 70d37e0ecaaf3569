"""Pictures of the kinds of page, to be looked at: `python tests/browser/shoot.py http://127.0.0.1:8000 folder`.

No test: what is ugly or unclear, only eyes can tell.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

CHROMIUM = "/usr/bin/chromium"
WIDTHS = {"desktop": 1280, "phone": 390}
PAGES = {
    "home": "/",
    "person": "/doc/thierry-breton",
    "company": "/doc/ovhcloud",
    "policy": "/doc/strategie-nationale-cloud-2021",
    "plan": "/doc/plan-cloud-computing-2013",
    "scheme": "/doc/secnumcloud",
    "event": "/doc/reunion-plan-cloud-2014-01-24",
    "source": "/doc/societe-com-2022-09-13-volte-face",
    "fact": "/doc/responsibility--thierry-breton--plan-cloud-computing-2013",
    "concept": "/vocabulary/role/chief-executive",
    "policies": "/policies",
    "dataset": "/dataset",
    "missing": "/doc/plan-cloud-computing",
}


def shoot(base: str, folder: Path, names: list[str]) -> None:
    """Every page named (all, where none is) in French and English, light and dark, on desktop and phone."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for device, width in WIDTHS.items():
            for scheme in ("light", "dark"):
                page = browser.new_page(
                    viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
                )
                for name in names or list(PAGES):
                    for language in ("fr", "en"):
                        page.goto(f"{base}{PAGES.get(name, name)}?lang={language}")
                        slug = name.strip("/").replace("/", "-")
                        page.screenshot(path=folder / f"{slug}-{device}-{scheme}-{language}.png", full_page=True)
        browser.close()


if __name__ == "__main__":
    shoot(sys.argv[1].rstrip("/"), Path(sys.argv[2]), sys.argv[3:])
