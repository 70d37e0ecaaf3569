"""What the documentation says is so: its questions, its files, its commands, its settings."""

import re
from pathlib import Path

import pytest

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


@pytest.mark.parametrize(
    "document",
    [
        "README.md",
        "docs/model.md",
        "docs/decisions.md",
        "docs/plain.md",
        "docs/validate.md",
        "docs/conformance.md",
        "docs/use/en.md",
        "docs/use/fr.md",
    ],
)
def test_every_link_into_the_checkout_leads_somewhere(root: Path, document: str) -> None:
    text = (root / document).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)\)", text)
    assert {link for link in links if not ((root / document).parent / link).exists()} == set()


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
