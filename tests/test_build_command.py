"""`andromede build` and `andromede releases`, as somebody types them."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from andromede import app

WRONG = """@prefix andro: <https://w3id.org/andromede/ontology#> .
@prefix id: <https://w3id.org/andromede/id/> .

id:doc-a
    a andro:Source
    andro:grade "B" ;
    .
"""


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def checkout(root: Path, tmp_path: Path) -> Path:
    """The model without data."""
    shutil.copytree(root / "ontology", tmp_path / "checkout" / "ontology")
    shutil.rmtree(tmp_path / "checkout" / "ontology" / "questions")
    return tmp_path / "checkout"


def test_a_build_says_what_is_in_service_and_the_releases_are_listed(checkout: Path, tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    built = run("build", "--data", checkout, "--output", releases)
    assert built.exit_code == 0, built.output
    release_id = (releases / "current").readlink().name
    assert f"La version {release_id} est en service" in built.stdout
    assert "publication" in built.stderr
    assert run("releases", "list", "--releases", releases).stdout.startswith(f"*  {release_id}")
    assert run("releases", "keep", release_id[:8], "--releases", releases).exit_code == 0
    kept = run("releases", "list", "--releases", releases).stdout
    assert kept.startswith(f"*+ {release_id}")
    assert kept.endswith("énoncés, 0 faits\n")
    for english in (["list", "--releases", releases, "--lang", "en"], ["--releases", releases, "--lang", "en"]):
        assert run("releases", *english).stdout.endswith("claims, 0 facts\n")


def test_errors_end_a_build_with_their_place_and_exit_code_1(checkout: Path, tmp_path: Path) -> None:
    source = checkout / "graph/data/sources/2012/doc-a.ttl"
    source.parent.mkdir(parents=True)
    source.write_text(WRONG, "utf-8")
    built = run("build", "--data", checkout, "--output", tmp_path / "releases")
    assert built.exit_code == 1
    assert "graph/data/sources/2012/doc-a.ttl:5:19" in built.stdout
    assert not (tmp_path / "releases" / "current").exists()


@pytest.mark.parametrize("words", [["rollback"], ["keep", "abc"], ["rollback", "abc"]])
def test_what_is_not_there_is_said_and_exits_with_1(tmp_path: Path, words: list[str]) -> None:
    told = run("releases", *words, "--releases", tmp_path)
    assert told.exit_code == 1
    assert "version" in told.stderr
    for english in (["releases", "--lang", "en", *words], ["--lang", "en", "releases", *words]):
        assert "release" in run(*english, "--releases", tmp_path).stderr.replace(str(tmp_path), "")


def test_an_empty_folder_says_how_to_make_a_release(tmp_path: Path) -> None:
    assert "andromede build" in run("releases", "list", "--releases", tmp_path).stdout
    assert run("releases", "prune", "--releases", tmp_path).stdout == ""
