"""What is said of a file is the same whether it is checked alone, with another, or with everything: on the real files.

Some are spoilt first, or there would be next to nothing to compare.
"""

import random
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from loaders.checks.check import check_files
from loaders.checks.corpus import Corpus
from loaders.findings import Finding
from loaders.workspace import CuratedFile, Part, Workspace

SPOILT = 12
PAIRS = 6
Kinds = Mapping[tuple[Part, str], Sequence[CuratedFile]]


@pytest.fixture(scope="module")
def chance() -> random.Random:
    return random.Random(18)


@pytest.fixture(scope="module")
def folder(root: Path, chance: random.Random, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All curated files, one mistake in some of those of the data."""
    copy = tmp_path_factory.mktemp("alone")
    for part in ("ontology", "graph/data"):
        shutil.copytree(root / part, copy / part, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    data = [files for (part, _), files in kinds(Corpus(Workspace(copy))).items() if part.is_data]
    for _ in range(SPOILT):
        file = chance.choice(chance.choice(data))
        file.path.write_text(spoilt(file.path.read_text("utf-8"), chance), "utf-8")
    return copy


@pytest.fixture(scope="module")
def everything(folder: Path) -> list[Finding]:
    corpus = Corpus(Workspace(folder))
    return check_files(corpus, corpus.files)


def kinds(corpus: Corpus) -> Kinds:
    """The files by what they are for, authorities also by the class of their entity."""
    found: dict[tuple[Part, str], list[CuratedFile]] = {}
    for file in corpus.files:
        found.setdefault((file.part, file.folder if file.part is Part.AUTHORITIES else ""), []).append(file)
    return found


def spoilt(text: str, chance: random.Random) -> str:
    """The text with a line lost or doubled, or with a word of one line in another."""
    lines = text.split("\n")
    at, other = (chance.choice([n for n, line in enumerate(lines) if line.strip(" .")]) for _ in range(2))
    wrong = lines[at].replace(chance.choice(lines[at].split()), chance.choice(lines[other].split()))
    lines[at : at + 1] = chance.choice([[], [lines[at]] * 2, [wrong]])
    return "\n".join(lines)


def differences(corpus: Corpus, everything: Sequence[Finding], chosen: Sequence[CuratedFile]) -> list[Finding]:
    """What is said of these files by one check and not by the other; and what else only the check of these says."""
    told = check_files(corpus, chosen)
    names = {file.relative for file in chosen}
    expected = [one for one in everything if one.place.file in names]
    return [one for one in told if one not in everything] + [one for one in expected if one not in told]


def test_a_file_of_each_kind_is_told_the_same_alone_as_in_a_check_of_everything(
    folder: Path, everything: list[Finding], chance: random.Random
) -> None:
    corpus = Corpus(Workspace(folder))
    one_of_each = [chance.choice(files) for files in kinds(corpus).values()]
    # The kind whose claims are judged by what a source says of an authority: once told falsely.
    one_of_each += kinds(corpus)[Part.AUTHORITIES, "scheme-version"]
    told = {file.relative: differences(corpus, everything, [file]) for file in one_of_each}
    assert {file: found for file, found in told.items() if found} == {}
    assert len(told) > 35


def test_wrong_files_and_pairs_of_them_are_told_the_same_as_in_a_check_of_everything(
    folder: Path, everything: list[Finding], chance: random.Random
) -> None:
    names = {one.place.file for one in everything}
    wrong = [file for file in Corpus(Workspace(folder)).files if file.relative in names]
    assert len(wrong) > SPOILT / 2
    for chosen in [*([one] for one in wrong), *(chance.sample(wrong, 2) for _ in range(PAIRS))]:
        # Each as in a process of its own, which has read nothing before.
        assert differences(Corpus(Workspace(folder)), everything, chosen) == [], chosen
