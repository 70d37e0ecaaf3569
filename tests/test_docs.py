"""What the documentation says is so: its questions, its files, its commands, its settings."""

import re
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from andromede import app
from api.settings import table
from ontology import HERE
from ontology.catalogue import read_query

SHOWN = re.compile(
    r"\(\[`(?P<name>[a-z0-9-]+)`\]\([^)]*\)\)\n\n```sparql\n(?P<body>.*?)\n```\n\n(?P<table>(?:\|[^\n]*\n)+)", re.S
)


def shown(root: Path) -> list[re.Match[str]]:
    return list(SHOWN.finditer((root / "README.md").read_text(encoding="utf-8")))


def test_the_readme_asks_five_questions_and_gives_the_answers_that_the_tests_hold(root: Path) -> None:
    questions = shown(root)
    assert len(questions) == 5
    for question in questions:
        path = HERE / "questions" / f"{question['name']}.rq"
        assert question["body"] == read_query(path).body
        lines = path.with_suffix(".expected.tsv").read_text(encoding="utf-8").splitlines()
        answer = [line.split("\t") for line in lines if not line.startswith("#")][1:]
        rows = [[cell.strip(" `") for cell in row.strip("|").split("|")] for row in question["table"].splitlines()[2:]]
        assert rows == answer


DOCUMENTS = sorted(
    str(path.relative_to(HERE.parent))
    for pattern in ("*.md", "docs/**/*.md")
    for path in HERE.parent.glob(pattern)
    if path.name != "LICENSE-DATA.md"
)
# Of `.ci/data`, which is a script of its own.
OF_CI = {"ANDROMEDE_LANG", "ANDROMEDE_FORMAT"}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_into_the_checkout_leads_somewhere(root: Path, document: str) -> None:
    text = (root / document).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)\)", text)
    assert {link for link in links if not ((root / document).parent / link).exists()} == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_setting_that_a_document_names_is_one(root: Path, document: str) -> None:
    named = re.findall(r"ANDROMEDE_[A-Z_]*[A-Z]\b", (root / document).read_text(encoding="utf-8"))
    settings = {name for name, _, _ in table()} | OF_CI
    # "ANDROMEDE_VALIDATE_…" stands for all that begin so.
    assert {name for name in named if not any(one.startswith(name) for one in settings)} == set()


def test_the_defaults_that_operation_gives_are_those_of_the_settings(root: Path) -> None:
    text = (root / "docs/operation.md").read_text(encoding="utf-8")
    given = re.findall(r"`(ANDROMEDE_[A-Z_]+)`(?: \| | \()([0-9]+)\b", text)
    defaults = {name: str(float(default)) for name, default, _ in table() if default.replace(".", "").isdigit()}
    assert len(given) > 3
    assert {name: str(float(number)) for name, number in given}.items() <= defaults.items()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_that_a_document_types_is_there_with_its_options(root: Path, document: str) -> None:
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    text = (root / document).read_text(encoding="utf-8")
    typed = re.findall(r"(?:^|`|\$ )andromede ([a-z][^`\n]*)", text, re.M) + re.findall(
        r"^ {4}andromede (.*)", text, re.M
    )
    wrong = [line for line in typed if not is_command(group, re.split(r"\s{2,}|[#|>&]", line)[0].split())]
    assert wrong == []


def is_command(command: Any, words: list[str]) -> bool:
    """Whether a command of these words is there, with the options that they hold."""
    names = list(takewhile(lambda word: not word.startswith("-"), words))
    known = {"--help", *options_of(command)}
    while names and isinstance(command, TyperGroup):
        if names[0] not in command.commands:
            return False
        command = command.commands[names.pop(0)]
        known |= options_of(command)
    return {word.partition("=")[0] for word in words if re.match(r"--[a-z]", word)} <= known


def options_of(command: Any) -> set[str]:
    return {name for one in command.params for name in (*one.opts, *one.secondary_opts)}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_target_of_make_that_a_document_names_is_there(root: Path, document: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (root / "Makefile").read_text(encoding="utf-8"), re.M))
    named = re.findall(
        r"(?:^ {4}|^(?=make [a-z-]+$)|`)make ([a-z][a-z-]*)", (root / document).read_text(encoding="utf-8"), re.M
    )
    assert set(named) <= targets


def test_the_help_of_make_fits_into_a_terminal(root: Path) -> None:
    help_ = re.findall(r"^([a-z-]+):.*## (.*)$", (root / "Makefile").read_text(encoding="utf-8"), re.M)
    assert {name: words for name, words in help_ if len(name) > 12 or len(words) > 80 - 13} == {}


def test_every_metric_is_described_and_every_described_one_is_there(root: Path) -> None:
    text = (root / "docs/operation.md").read_text(encoding="utf-8")
    rows = [row.split("|")[1] for row in text.splitlines() if row.startswith("| `andromede_")]
    described = set()
    for row in rows:
        first, *others = re.findall(r"`([^`]+)`", row)
        described |= {first, *(first.removesuffix("_bytes") + other.removeprefix("…") for other in others)}
    code = "".join(path.read_text(encoding="utf-8") for path in (root / "api").rglob("*.py"))
    made = set(re.findall(r'"(andromede_[a-z_]+)"', code))
    assert described == {name + "_total" if name + "_total" in described else name for name in made}


def test_every_file_that_the_map_of_the_readme_names_is_there(root: Path) -> None:
    rows = [line for line in (root / "README.md").read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    for row in rows:
        folder, *cells = [cell.strip() for cell in row.strip("|").split("|")]
        if not folder.strip("`").endswith("/"):
            continue
        named = [name for cell in cells for name in re.findall(r"`([\w./*<>-]+)`", cell) if "<" not in name]
        for name in named:
            base = root if name.startswith(("graph/", "ontology/")) else root / folder.strip("`")
            assert list(base.glob(name.rstrip("/"))), f"{folder} has no {name}"
