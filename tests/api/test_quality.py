"""/quality is a list to work from: what was found, where sources differ, what is weak, which links are dead."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path

import httpx
import pytest

from api import quality
from graph.engine import Engine
from graph.releases.census import Census, write_census
from graph.releases.folder import CENSUS, FINDINGS, Release
from graph.releases.link_checks import FILE, LinkCheck, write_link_checks
from graph.releases.manifest import Manifest
from loaders.findings import Finding, Level, Place
from loaders.reports.report import as_json
from ontology import ID
from ontology.text import Text

Fetch = Callable[..., httpx.Response]
NUMERGY = "graph/data/authorities/joint-venture/numergy.ttl"
SOURCE = "graph/data/sources/2015/channelnews-2015-12-sfr-numergy.ttl"
ADDRESS = "https://www.channelnews.fr/sfr-numergy"


def finding(rule: str, level: Level, file: str, line: int, entity: str | None = None) -> Finding:
    message = Text(f"Il y a `{rule}` <ici>.", f"There is `{rule}` <here>.")
    return Finding(rule, level, Place(file, line, 5, line, 9), message, Text("Corrigez.", "Mend it."), entity)


FOUND = (
    finding("stray-spaces", Level.WARNING, NUMERGY, 7, ID + "numergy"),
    finding("office-without-portfolio", Level.ADVICE, SOURCE, 12),
    finding("Entity-prefLabel", Level.WARNING, SOURCE, 3),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the release lies, and the checkout that files and links are looked up in."""
    monkeypatch.setattr(quality, "CHECKOUT", tmp_path)
    for file in (NUMERGY, SOURCE):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(f"\n\nid:{Path(file).stem}\n", "utf-8")
    return tmp_path


@pytest.fixture
def fetch(folder: Path, world: Engine, fetch_over: Callable[[Engine, Release], Fetch]) -> Fetch:
    return over(folder, world, fetch_over, FOUND)


def over(
    folder: Path, world: Engine, fetch_over: Callable[[Engine, Release], Fetch], found: tuple[Finding, ...]
) -> Fetch:
    (folder / FINDINGS).write_text(as_json(found, folder, ""), "utf-8")
    write_census(folder / CENSUS, Census({}, {}, {}, {}, {}, (), {}, facts=10, witnessed=4, disputed=1, fills=()))
    return fetch_over(world, Release("0" * 32, folder, Manifest("0" * 32, "2026-11-25T12:00:00Z", "", "", {}, {})))


def read(fetch: Fetch, query: str = "", language: str = "en") -> str:
    response = fetch(f"/quality{query}", "text/html", **{"accept-language": language})
    assert response.status_code == 200, response.text
    return response.text


def data(fetch: Fetch, query: str = "") -> Mapping[str, object]:
    values: Mapping[str, object] = fetch(f"/quality.json{query}").json()
    return values


def entries(fetch: Fetch, query: str) -> list[str]:
    found = data(fetch, query)["entries"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(("language", "sentence"), [("fr", "Il y a "), ("en", "There is ")])
def test_each_finding_says_what_is_wrong_where_and_how_to_mend_it(fetch: Fetch, language: str, sentence: str) -> None:
    text = read(fetch, language=language)
    assert f"{sentence}<code>stray-spaces</code> &lt;" in text
    assert f"{NUMERGY}:7:5" in text
    assert 'href="/rules/stray-spaces"' in text
    assert 'href="/shapes#Entity-prefLabel"' in text


@pytest.mark.parametrize(
    ("query", "rules"),
    [
        ("", ["stray-spaces", "office-without-portfolio", "Entity-prefLabel"]),
        ("?rule=stray-spaces", ["stray-spaces"]),
        ("?level=advice", ["office-without-portfolio"]),
        ("?about=channelnews", ["office-without-portfolio", "Entity-prefLabel"]),
        ("?about=Numergy&level=warning", ["stray-spaces", "Entity-prefLabel"]),
        ("?rule=stray-spaces&level=advice", []),
    ],
)
def test_findings_are_narrowed_by_rule_level_and_name(fetch: Fetch, query: str, rules: list[str]) -> None:
    found = data(fetch, query)["entries"]
    assert isinstance(found, list)
    assert [one["rule"] for one in found] == rules
    assert re.findall(r"There is <code>([a-zA-Z-]+)<", read(fetch, query)) == rules


def test_every_filter_is_a_link_that_keeps_the_others(fetch: Fetch) -> None:
    text = unescape(read(fetch, "?level=warning"))
    assert 'href="/quality?rule=stray-spaces&level=warning"' in text
    assert 'href="/quality?level=warning&about=numergy"' in text
    assert "<script>" not in text


def test_a_long_list_has_a_next_page_that_keeps_the_filter(
    folder: Path, world: Engine, fetch_over: Callable[[Engine, Release], Fetch]
) -> None:
    many = tuple(finding("stray-spaces", Level.WARNING, NUMERGY, line, f"{ID}n-{line}") for line in range(1, 121))
    fetch = over(folder, world, fetch_over, many)
    seen, query = [], "?rule=stray-spaces"
    for _ in range(5):
        text = unescape(read(fetch, query))
        seen += re.findall(rf"<code>{NUMERGY}:(\d+):5</code>", text)
        link = re.search(r'rel="next" href="/quality(\?[^"]*)"', text)
        if not link:
            break
        query = link[1]
    assert seen == [str(line) for line in range(1, 121)]


def test_disputes_and_weak_things_are_listed_with_their_lines(fetch: Fetch) -> None:
    disputed = entries(fetch, "?list=disputed")
    assert disputed
    assert all(one.startswith(ID) and "--" in one for one in disputed)
    text = read(fetch, "?list=disputed")
    for one in disputed:
        assert f'href="/id/{one.removeprefix(ID)}"' in text
    assert f"<code>{SOURCE}</code>" in text


def test_the_counts_are_those_of_the_lists(fetch: Fetch) -> None:
    counts = data(fetch)["counts"]
    assert isinstance(counts, dict)
    for name, count in counts.items():
        assert len(entries(fetch, f"?list={name}")) == count
    assert counts["findings"] == len(FOUND)


def test_links_that_nobody_checked_are_said_to_be_so(fetch: Fetch) -> None:
    assert "Never checked" in read(fetch, "?list=links")
    assert "Jamais contrôlés" in read(fetch, "?list=links", "fr")
    assert data(fetch)["linksChecked"] is None


def test_dead_links_are_those_of_the_last_check_that_a_source_still_gives(fetch: Fetch, folder: Path) -> None:
    checks = [LinkCheck(ADDRESS, "2026-11-20", "404"), LinkCheck("https://example.org/unused", "2026-11-21", "404")]
    write_link_checks(folder / FILE, checks)
    text = read(fetch, "?list=links")
    assert ADDRESS in text
    assert "gone (404)" in text
    assert 'datetime="2026-11-21"' in text
    assert "example.org/unused" not in text


def test_a_list_that_is_none_and_a_format_that_is_not_made_are_refused(fetch: Fetch) -> None:
    assert fetch("/quality?list=nothing").status_code == 404
    assert fetch("/quality.ttl").status_code == 404
    assert fetch("/quality", "image/png").status_code == 406


def test_the_answer_is_asked_for_anew_each_time(fetch: Fetch) -> None:
    assert fetch("/quality").headers["cache-control"] == "no-cache"
    assert "etag" not in fetch("/quality").headers


def test_a_line_leads_to_the_forge_where_the_settings_say_how(fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        quality, "_line", lambda settings: _real(replace(settings, line_address="https://x/{file}#L{line}"))
    )
    assert f'href="https://x/{NUMERGY}#L7"' in read(fetch)


_real = quality._line


def test_json_is_the_same_by_accept_and_by_extension(fetch: Fetch) -> None:
    assert json.loads(fetch("/quality", "application/json").text) == data(fetch)


def test_sources_that_differ_show_what_each_says_before_the_lines_to_open(fetch: Fetch) -> None:
    text = unescape(read(fetch, "?list=disputed"))
    told = re.sub("<[^>]*>", "", text[text.index('class="hits"') :]).replace("\u00a0", " ")
    assert "Share: 46% (1 independent witness) against 47% (1 independent witness)" in told


def test_what_to_run_is_set_as_code(fetch: Fetch) -> None:
    assert "<code>andromede doctor --links</code>" in read(fetch, "?list=links")
