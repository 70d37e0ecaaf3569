"""docs/use/{fr,en}.md: every block that can run here runs against a real server, and answers as the document says."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from _pytest.mark import ParameterSet

from graph.releases.folder import Release
from ontology import HERE
from ontology.catalogue import read_query

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "use"
WRITTEN_FOR = "http://127.0.0.1:8000"
QUESTION = "industrial-plan-money"
FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```\n(?:\n```text\n(?P<answer>.*?)^```\n)?", re.M | re.S)


@dataclass(frozen=True)
class Block:
    """A fenced block, and the answer that stands below it, if any does."""

    language: str
    text: str
    answer: str | None


def blocks(language: str) -> list[Block]:
    text = (FOLDER / f"{language}.md").read_text(encoding="utf-8")
    return [Block(fence["language"], fence["text"], fence["answer"]) for fence in FENCE.finditer(text)]


BLOCKS = blocks("en")


@pytest.fixture
def folder(tmp_path: Path, root: Path, release: Release, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds money.rq, as the document says, with `andromede` and this Python on the path."""
    (tmp_path / "money.rq").write_text(BLOCKS[0].text, encoding="utf-8")
    command = tmp_path / "bin" / "andromede"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nPYTHONPATH="{root}" exec "{sys.executable}" -m andromede "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    monkeypatch.setenv("PATH", f"{command.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("ANDROMEDE_RELEASES", str(release.folder.parent))
    return tmp_path


Run = Callable[[str, Path, pytest.FixtureRequest], str]


def with_command(*command: str) -> Run:
    def run(text: str, folder: Path, _request: pytest.FixtureRequest) -> str:
        done = subprocess.run([*command, text], cwd=folder, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def with_comunica(text: str, folder: Path, request: pytest.FixtureRequest) -> str:
    """Node looks for packages beside the script."""
    (folder / "node_modules").symlink_to(request.getfixturevalue("comunica") / "node_modules")
    return with_command("node", "--input-type=module", "-e")(text, folder, request)


def with_oxigraph(text: str, _folder: Path, _request: pytest.FixtureRequest) -> str:
    """Another SPARQL engine, with an empty store of its own."""
    rows = ox.Store().query(text)
    assert isinstance(rows, ox.QuerySolutions)
    return (rows.serialize(format=ox.QueryResultsFormat.CSV) or b"").decode()


def with_http(text: str, _folder: Path, _request: pytest.FixtureRequest) -> str:
    return httpx.get(text.strip()).raise_for_status().text


RUNNERS: dict[str, Run] = {
    "sh": with_command("sh", "-e", "-c"),
    "python": with_command(sys.executable, "-W", "error", "-c"),
    "js": with_comunica,
    "sparql": with_oxigraph,
    "url": with_http,
}
# R is only shown where it is not installed, as the document says.
if shutil.which("Rscript"):
    RUNNERS["r"] = with_command("Rscript", "-e")


def running() -> Iterator[ParameterSet]:
    for number, block in enumerate(BLOCKS):
        if number and block.language in RUNNERS:
            # Two processes must not install Comunica at the same time.
            marks = [pytest.mark.xdist_group("comunica")] if block.language == "js" else []
            yield pytest.param(block, id=f"{block.language}-{number}", marks=marks)


@pytest.mark.parametrize("block", tuple(running()))
def test_a_recipe_runs_and_answers_as_the_document_says(
    block: Block, folder: Path, server: str, request: pytest.FixtureRequest
) -> None:
    answer = RUNNERS[block.language](block.text.replace(WRITTEN_FOR, server), folder, request)
    assert answer.strip()
    if block.answer is not None:
        assert answer.replace("\r\n", "\n") == block.answer


def test_the_question_of_the_recipes_is_one_whose_answer_the_texts_hold() -> None:
    assert BLOCKS[0].text.rstrip("\n") == read_query(HERE / "questions" / f"{QUESTION}.rq").text


def test_both_languages_have_the_same_blocks_in_the_same_sections() -> None:
    french, english = (FENCE.sub("", (FOLDER / f"{one}.md").read_text(encoding="utf-8")) for one in ("fr", "en"))
    assert blocks("fr") == BLOCKS
    for pattern in (r"^#+ ", r"\]\([^)]*\)", r"`[^`]+`"):
        fr, en = ([found.split() for found in re.findall(pattern, text, re.M)] for text in (french, english))
        assert fr == en


@pytest.mark.parametrize("language", ["fr", "en"])
def test_only_what_is_said_to_be_shown_does_not_run(language: str) -> None:
    text = (FOLDER / f"{language}.md").read_text(encoding="utf-8")
    shown = [block.text for block in blocks(language) if block.language not in RUNNERS]
    said = re.findall(r"^<!-- shown only[^\n]* -->\n```\w*\n(.*?)^```$", text, re.M | re.S)
    assert set(shown) <= set(said)
