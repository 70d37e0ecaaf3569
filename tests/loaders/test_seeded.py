"""Errors seeded into a right world: each is found in its line, in the words that a curator approved beforehand.

`tests/seeded/` holds the world and the errors, written before the code that finds them. `pytest -s` prints how many
of each kind are found in the right line and column, and how many make a second finding.
"""

import shutil
import tomllib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from loaders.checks.check import check, check_files
from loaders.checks.corpus import Corpus
from loaders.checks.standards import Standards
from loaders.checks.violations import Violation
from loaders.findings import Finding
from loaders.turtle import Document
from loaders.workbench.judging import Judge
from loaders.workbench.memory import Memory
from loaders.workbench.submission import TURTLE, Caps, Submission
from loaders.workspace import CuratedFile, Part, Workspace
from ontology import HERE, ID
from ontology.prefixes import read_prefixes

# One worker: what one test found serves the counts of the others.
pytestmark = pytest.mark.xdist_group("seeded")

Check = Callable[[Workspace, Sequence[Path]], list[Finding]]

SEEDED = Path(__file__).resolve().parent.parent / "seeded"
KINDS = ("syntax", "values", "terms", "names", "shapes", "rules", "layout")
DATA = "graph/data"
SOURCES = {"a-report": "2014", "an-article": "2013", "a-note": "undated"}
CARET = "‸"
NESTED = 101
PADDING = """:statement--{number}
    a andro:Statement ;
    andro:speaker id:another-person ;
    andro:about id:a-plan ;
    andro:said "It is remark {number}."@en ;
    andro:said "C’est la remarque {number}."@fr ;
    andro:locator "p. {number}" ;
    .

"""


@dataclass(frozen=True)
class Seed:
    """An error as its file describes it."""

    kind: str
    about: Mapping[str, str]

    @property
    def name(self) -> str:
        return self.about["name"]

    @property
    def file(self) -> str:
        """The file that the error is in, from the root of the world."""
        return self.about.get("move") or self.about.get("copy") or self.origin

    @property
    def origin(self) -> str:
        return path_of(self.about.get("in", "a-report"))

    @property
    def told_in(self) -> str:
        """The file that the finding is expected in, which may be another one than that of the mistake."""
        return path_of(self.about["elsewhere"]) if "elsewhere" in self.about else self.file

    def text(self, world: Mapping[str, str]) -> str:
        """The file with the error in it."""
        if "text" in self.about:
            return self.about["text"]
        text = world[self.origin]
        if "old" in self.about:
            assert text.count(self.about["old"]) == 1, f"{self.name}: the text to replace stands once"
            new = self.about["new"].replace("{deep}", "[ andro:user " * NESTED + "id:a-body" + " ]" * NESTED)
            text = text.replace(self.about["old"], new)
        return padded(text, int(self.about["lines"])) if "lines" in self.about else text

    def bytes(self, text: str) -> bytes:
        """The text as it is saved."""
        raw = text.replace("\n", self.about.get("ends", "\n")).encode()
        if part := self.about.get("latin"):
            raw = raw.replace(part.encode(), part.encode("latin-1"))
        return b"\xef\xbb\xbf" + raw if self.about.get("bom") else raw

    def place(self, text: str) -> tuple[int, int]:
        """Line and column of the caret in the text around it."""
        if "deep" in self.about:
            at = text.index("[ andro:user " * NESTED) + len("[ andro:user ") * (NESTED - 1)
        else:
            around = self.about.get("at_last") or self.about["at"]
            before, _, after = around.partition(CARET)
            found = before + after
            assert "at_last" in self.about or not found or text.count(found) == 1, f"{self.name}: {found!r} stands once"
            at = (text.rindex(found) if "at_last" in self.about else text.index(found)) + len(before)
        start = text.rfind("\n", 0, at) + 1
        return text.count("\n", 0, at) + 1, at - start + 1


def path_of(name: str) -> str:
    if name.startswith("vocabularies/"):
        return f"ontology/{name}.ttl"
    if name == "retired":
        return f"{DATA}/retired.ttl"
    return f"{DATA}/sources/{SOURCES[name]}/{name}.ttl" if name in SOURCES else f"{DATA}/authorities/{name}.ttl"


def padded(text: str, lines: int) -> str:
    """As many lines: half of the padding before the last blocks, half at the end."""
    number = (lines - text.count("\n")) // PADDING.count("\n") + 1
    claims = [PADDING.format(number=one) for one in range(2, number + 2)]
    head, mark, tail = text.partition(":acquisition")
    return head + "".join(claims[: number // 2]) + mark + tail + "\n" + "".join(claims[number // 2 :])


def declared(own: Mapping[str, str], text: str) -> str:
    """The text below the prefixes of the house, so that an error may use any of them."""
    prefixes = sorted({**own, **read_prefixes()}.items())
    return "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in prefixes) + "\n" + text


@cache
def seeds() -> tuple[Seed, ...]:
    texts = {kind: (SEEDED / f"{kind}.toml").read_text("utf-8") for kind in KINDS}
    return tuple(Seed(kind, about) for kind, text in texts.items() for about in tomllib.loads(text)["error"])


def text_of(name: str) -> str:
    return (SEEDED / f"{name}.ttl").read_text("utf-8")


def world() -> dict[str, str]:
    """The right files, by their paths."""
    files = {path_of(one): declared({"": f"{ID}{one}#"}, text_of(one)) for one in SOURCES}
    files[path_of("retired")] = declared({}, text_of("retired"))
    described = tomllib.loads((SEEDED / "world.toml").read_text("utf-8"))
    for name, (kind, fr, en) in described["authorities"].items():
        slug = name.partition("/")[2]
        lines = [
            f"id:{slug}",
            f"a andro:{kind} ;",
            f'skos:prefLabel "{fr}"@fr ;',
            f'skos:prefLabel "{en}"@en ;',
            f'dcterms:description "{fr} du monde des exemples."@fr ;',
            f'dcterms:description "{en} of the world of examples."@en ;',
            *described["lines"].get(slug, ()),
            ".",
        ]
        files[path_of(name)] = declared({}, "\n    ".join(lines) + "\n")
    return files


class Cached(Workspace):
    """Reads a file of the same bytes once: the model does not change between two errors."""

    documents: dict[tuple[str, bytes], Document] = {}  # noqa: RUF012 - shared on purpose

    def read(self, file: CuratedFile) -> Document:
        key = file.relative, file.path.read_bytes()
        if key not in self.documents:
            self.documents[key] = super().read(file)
        return self.documents[key]


class Kept(Standards):
    """The standards of the right world, and what its shapes said of what an error leaves as it is."""

    def __init__(self, corpus: Corpus, right: Standards, memory: Memory) -> None:
        super().__init__(corpus)
        self.memory = memory
        for table in ("dictionary", "rules", "captions"):
            vars(self)[table] = getattr(right, table)

    def violations(self, asserted: Collection[ox.Triple], context: Collection[ox.Triple]) -> list[Violation]:
        return self.memory.violations(asserted, context)


@dataclass(frozen=True)
class Outcome:
    """What the check said of a seeded error."""

    seed: Seed
    place: tuple[int, int]
    findings: list[Finding]

    @property
    def best(self) -> Finding | None:
        """The finding nearest to what was approved."""
        here = [one for one in self.findings if one.place.file == self.seed.told_in]
        marks = [(one.place.line == self.place[0], one.place.column == self.place[1], self.says(one)) for one in here]
        return max(zip(marks, range(len(here)), here, strict=True))[2] if here else None

    def says(self, finding: Finding) -> bool:
        return (finding.message.fr, finding.message.en) == (self.seed.about["fr"], self.seed.about["en"])

    @property
    def is_line(self) -> bool:
        return self.best is not None and self.best.place.line == self.place[0]

    @property
    def is_column(self) -> bool:
        return self.is_line and self.best is not None and self.best.place.column == self.place[1]

    @property
    def is_single(self) -> bool:
        return len(self.findings) == 1


class Seeding(Mapping[str, Outcome]):
    """Every error in its world, one at a time, all files of the data checked; each when it is first asked for."""

    def __init__(self, root: Path, files: Mapping[str, str]) -> None:
        self.root, self.files = root, files
        self.right = Standards(Corpus(Cached(root)))
        self.memory = Memory(self.right.corpus.said(Part.SHAPES))
        self.seeds = {seed.name: seed for seed in seeds()}
        self.made: dict[str, Outcome] = {}

    def __getitem__(self, name: str) -> Outcome:
        if name not in self.made:
            self.made[name] = outcome(self.seeds[name], self.root, self.files, self.check)
        return self.made[name]

    def check(self, workspace: Workspace, paths: Sequence[Path]) -> list[Finding]:
        """As `check` does it: half of its time would go into shapes and rules that are the same for every error."""
        corpus = Corpus(workspace)
        kept = Kept(corpus, self.right, self.memory)
        return check_files(corpus, workspace.chosen(paths, corpus.files), standards=kept)

    def __iter__(self) -> Iterator[str]:
        return iter(self.seeds)

    def __len__(self) -> int:
        return len(self.seeds)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Outcome]:
    """The outcomes by the names of the errors, in a world that is right without them."""
    root = tmp_path_factory.mktemp("world")
    shutil.copytree(HERE, root / "ontology", ignore=shutil.ignore_patterns("*.py", "__pycache__", "*.tsv"))
    right = world()
    for relative, text in right.items():
        (root / relative).parent.mkdir(parents=True, exist_ok=True)
        (root / relative).write_text(text, "utf-8")
    assert check(Cached(root)) == []
    model = {str(one.relative_to(root)): one.read_text("utf-8") for one in (root / "ontology").rglob("*.ttl")}
    return Seeding(root, {**right, **model})


def outcome(seed: Seed, root: Path, files: Mapping[str, str], checked: Check = check) -> Outcome:
    text = seed.text(files)
    target = root / seed.file
    target.parent.mkdir(parents=True, exist_ok=True)
    if "move" in seed.about:
        (root / seed.origin).unlink()
    target.write_bytes(seed.bytes(text))
    try:
        paths = [root / DATA] if seed.file.startswith(DATA) else [root / DATA, target]
        findings = checked(Cached(root), paths)
    finally:
        target.unlink()
        for relative in {seed.file, seed.origin} & files.keys():
            (root / relative).write_text(files[relative], "utf-8")
    return Outcome(seed, seed.place(files[seed.told_in] if "elsewhere" in seed.about else text), findings)


@pytest.fixture(scope="module")
def judge(outcomes: Mapping[str, Outcome]) -> Judge:
    """The workbench over the right world."""
    assert isinstance(outcomes, Seeding)
    return Judge(Workspace(outcomes.root), Caps())


# What is wrong with a move is that the old file is gone: no text alone can show it.
SHOWN_ALONE = [seed.name for seed in seeds() if seed.file.startswith(DATA) and "move" not in seed.about]


@pytest.mark.parametrize("name", SHOWN_ALONE)
def test_the_workbench_says_of_a_text_what_the_terminal_says_of_the_file(
    name: str, outcomes: Mapping[str, Outcome], judge: Judge
) -> None:
    one = outcomes[name]
    text = one.seed.text(world())
    found, _ = judge.judge(Submission(one.seed.bytes(text), TURTLE, one.seed.file, "en", "json"))
    told, expected = (
        {(f.rule, f.place, f.message) for f in findings if f.place.file == one.seed.file}
        for findings in (found, one.findings)
    )
    assert told == expected


@pytest.mark.parametrize("name", [seed.name for seed in seeds()])
def test_a_seeded_error_is_found_in_its_line_in_the_approved_words(name: str, outcomes: Mapping[str, Outcome]) -> None:
    one = outcomes[name]
    told = [(f.place.file, f.place.line, f.place.column, f.rule, f.message.fr, f.message.en) for f in one.findings]
    assert one.best is not None, told
    assert (one.best.place.line, one.best.message.fr, one.best.message.en) == (
        one.place[0],
        one.seed.about["fr"],
        one.seed.about["en"],
    ), told
    assert one.best.nearest == one.seed.about.get("nearest", one.best.nearest)


@pytest.mark.parametrize("name", [seed.name for seed in seeds()[::12]])
def test_what_is_kept_between_two_errors_changes_no_finding(name: str, outcomes: Mapping[str, Outcome]) -> None:
    assert isinstance(outcomes, Seeding)
    assert outcome(outcomes.seeds[name], outcomes.root, outcomes.files) == outcomes[name]


def share(outcomes: Mapping[str, Outcome], what: str) -> float:
    return sum(bool(getattr(one, what)) for one in outcomes.values()) / len(outcomes)


def test_columns_are_right_in_ninety_five_of_a_hundred(outcomes: Mapping[str, Outcome]) -> None:
    wrong = [
        (one.seed.name, one.place, one.best and (one.best.place.line, one.best.place.column))
        for one in outcomes.values()
        if not one.is_column
    ]
    assert share(outcomes, "is_column") >= 0.95, wrong


def test_one_mistake_makes_one_finding_in_ninety_of_a_hundred(outcomes: Mapping[str, Outcome]) -> None:
    several = [(one.seed.name, [f.rule for f in one.findings]) for one in outcomes.values() if not one.is_single]
    assert share(outcomes, "is_single") >= 0.9, several


def test_there_are_errors_of_every_kind_and_they_are_counted(outcomes: Mapping[str, Outcome]) -> None:
    assert len(outcomes) == len(seeds()) >= 150
    print("\n" + "\n".join(table(outcomes)))


def table(outcomes: Mapping[str, Outcome]) -> Iterator[str]:
    """How each kind of error was found."""
    by_kind: dict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes.values():
        by_kind[one.seed.kind].append(one)
        by_kind["all"].append(one)
    yield f"{'':8}{'errors':>8}{'line':>8}{'column':>8}{'single':>8}"
    for kind in (*KINDS, "all"):
        counts = [sum(getattr(one, what) for one in by_kind[kind]) for what in ("is_line", "is_column", "is_single")]
        yield f"{kind:8}{len(by_kind[kind]):8}" + "".join(f"{count:8}" for count in counts)
