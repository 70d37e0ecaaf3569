"""`andromede doctor` says whether a release stands for the files, and what became of the links."""

from pathlib import Path

import pytest

from graph.releases.folder import ReleaseFolder
from graph.releases.link_checks import LinkCheck
from loaders.curating.doctor import links_line, state_of
from loaders.workspace import Workspace


def test_without_a_release_and_without_checks_it_names_the_commands(tmp_path: Path) -> None:
    release, links = state_of(Workspace(tmp_path), ReleaseFolder(tmp_path / "releases"))
    for language, never in (("fr", "jamais contrôlées"), ("en", "never checked")):
        assert "andromede build" in release.in_language(language)
        assert never in links.in_language(language)
        assert "andromede doctor --links" in links.in_language(language)


@pytest.mark.parametrize(
    ("addresses", "told"),
    [(["a"], "1 of 1 addresses checked, the last 2026-11-20: 1 alive"), (["a", "b", "c"], "2 of 3"), (["b"], "1 gone")],
)
def test_links_are_counted_by_what_became_of_them(addresses: list[str], told: str) -> None:
    checks = {"a": LinkCheck("a", "2026-11-20", "200"), "b": LinkCheck("b", "2026-11-01", "404")}
    assert told in links_line(addresses, checks).en
    assert "vivantes " in links_line(addresses, checks).fr
