"""CONTRIBUTING.md: the curator's day, run from start to end in a clone, and the same in French."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

FILES = ("CONTRIBUTING.md", "CONTRIBUTING.fr.md")
FENCE = re.compile(r"^(?:<!-- (?P<note>.*?) -->\n)?```(?P<language>\w+)\n(?P<text>.*?)^```$", re.M | re.S)
COPIED = (
    "ontology",
    "graph",
    "loaders",
    "api",
    ".ci",
    "andromede.py",
    ".gitignore",
    "requirements.lock",
    "pyproject.toml",
)
HOOK = "#!/bin/sh\nset -e\nandromede fmt --check\nandromede validate\n"
SECONDS_TO_SERVE = 300


@dataclass(frozen=True)
class Block:
    """A fenced block with the note above it; `file` is the last path that the text before it names."""

    language: str
    text: str
    note: str
    file: str


def blocks(path: Path) -> list[Block]:
    text = path.read_text("utf-8")
    found = []
    for fence in FENCE.finditer(text):
        named = re.findall(r"`(graph/data/[^`]*\.ttl)`", text[: fence.start()])
        found.append(Block(fence["language"], fence["text"], fence["note"] or "", named[-1] if named else ""))
    return found


@pytest.fixture
def clone(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of one's own with its own history and a forge to push to; `andromede` is the code in it."""
    folder = tmp_path / "clone"
    for name in COPIED:
        if (root / name).is_dir():
            shutil.copytree(root / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(root / name, folder / name)
    commands = tmp_path / "bin"
    commands.mkdir()
    (commands / "andromede").write_text(
        f'#!/bin/sh\nPYTHONPATH="{folder}" exec "{sys.executable}" -m andromede "$@"\n', "utf-8"
    )
    (commands / "andromede").chmod(0o755)
    (folder / ".venv/bin").mkdir(parents=True)
    # pre-commit's own work is not ours to test: what its hooks run here is.
    (folder / ".venv/bin/pre-commit").write_text(
        f"#!/bin/sh\nprintf '%s' '{HOOK}' > .git/hooks/pre-commit\nchmod +x .git/hooks/pre-commit\n", "utf-8"
    )
    (folder / ".venv/bin/pre-commit").chmod(0o755)
    monkeypatch.setenv("PATH", f"{commands}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("ANDROMEDE", "andromede")
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Curator")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "curator@example.org")
    run(f"git init -q --bare -b main '{tmp_path}/forge'", tmp_path)
    run(
        f"git init -q -b main . && git add . && git commit -q -m Start && git remote add origin '{tmp_path}/forge'",
        folder,
    )
    run("git push -q origin main && git fetch -q", folder)
    return folder


def run(text: str, folder: Path, code: int = 0) -> str:
    done = subprocess.run(["bash", "-e", "-c", text], cwd=folder, capture_output=True, text=True, timeout=300)
    assert done.returncode == code, f"{text}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def serve(text: str, folder: Path, path: str) -> str:
    """The page of a path, as the command that the document gives serves it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (folder.parent / "serve.log").open("w") as log:
        process = subprocess.Popen(
            ["bash", "-c", f"exec {text.replace('8000', str(port))}"], cwd=folder, stdout=log, stderr=log
        )
        try:
            deadline = time.monotonic() + SECONDS_TO_SERVE
            while time.monotonic() < deadline and process.poll() is None:
                try:
                    return httpx.get(f"http://127.0.0.1:{port}{path}", headers={"accept": "text/html"}).text
                except httpx.TransportError:
                    time.sleep(0.5)
        finally:
            process.terminate()
            process.wait(30)
    pytest.fail((folder.parent / "serve.log").read_text("utf-8"))


def test_the_whole_day_can_be_walked(root: Path, clone: Path) -> None:
    told: dict[str, str] = {}
    for block in blocks(root / FILES[0]):
        if block.language == "turtle":
            (clone / block.file).write_text(block.text, "utf-8")
        elif block.note.startswith("serves: "):
            told[block.text] = serve(block.text.strip(), clone, block.note.removeprefix("serves: "))
        elif not block.note.startswith("shown only"):
            told[block.text] = run(block.text, clone, int(block.note.startswith("ends with 1")))
    answers = "\n".join(told.values())
    for expected in (
        "graph/data/authorities/company/nuage-d-exemple.ttl",
        "(Source-grade)",
        "Rien à corriger.",
        "Cigref",
        "+ Nuage d’Exemple",
        "nuage-exemple-sa",
    ):
        assert expected in answers, expected
    assert "Nuage d’Exemple" in (clone / "comment.md").read_text("utf-8")
    assert "le-cloud-arrive" in run("git ls-remote --heads origin", clone)


def test_both_languages_have_the_same_blocks_headings_and_links(root: Path) -> None:
    english, french = (root / name for name in FILES)
    assert blocks(english) == blocks(french)
    for pattern in (r"^#+ ", r"\]\(docs[^)]*\)", r"`[^`\n]+`"):
        found = [sorted(re.findall(pattern, FENCE.sub("", one.read_text("utf-8")), re.M)) for one in (english, french)]
        assert found[0] == found[1]


def test_the_names_that_it_shows_are_those_of_claims_that_are_there(root: Path) -> None:
    rows = re.findall(r"^\|.*\| `:([a-z0-9-]+)` \|$", (root / FILES[0]).read_text("utf-8"), re.M)
    data = "".join(path.read_text("utf-8") for path in (root / "graph/data/sources").rglob("*.ttl"))
    assert len(rows) > 5
    assert [name for name in rows if f"\n:{name}\n" not in data] == []


@pytest.mark.parametrize("name", FILES)
def test_what_it_links_to_is_there(root: Path, name: str) -> None:
    for link in re.findall(r"\]\(([^)#]*)", (root / name).read_text("utf-8")):
        assert (root / link).is_file(), link


# --- .ci/data, with a command that only notes what it was asked ---


@pytest.fixture
def forge(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "checkout"
    (folder / ".ci").mkdir(parents=True)
    shutil.copy2(root / ".ci/data", folder / ".ci/data")
    (folder / "graph/data").mkdir(parents=True)
    (folder / "graph/data/a.ttl").write_text("a\n")
    stub = tmp_path / "stub"
    stub.write_text(
        f'#!/bin/sh\necho "$@" >> "{tmp_path}/asked"\n'
        '[ "$1" != diff ] || echo "## what changed"\n[ "$1" != "$FAILING" ]\n'
    )
    stub.chmod(0o755)
    for name, value in {
        "ANDROMEDE": str(stub),
        "ANDROMEDE_LANG": "en",
        "FAILING": "none",
        "GITHUB_ACTIONS": "",
    }.items():
        monkeypatch.setenv(name, value)
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Curator")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "curator@example.org")
    run("git init -q -b main . && git add . && git commit -q -m Start && git switch -q -c work", folder)
    return folder


def data(folder: Path) -> int:
    return subprocess.run([".ci/data", "main", "comment.md"], cwd=folder, capture_output=True, timeout=60).returncode


def asked(folder: Path) -> list[str]:
    file = folder.parent / "asked"
    return file.read_text().splitlines() if file.exists() else []


def test_without_changed_data_nothing_is_checked(forge: Path) -> None:
    (forge / "README.md").write_text("words\n")
    run("git add . && git commit -q -m Words", forge)
    assert data(forge) == 0
    assert asked(forge) == []


def test_changed_files_are_formatted_everything_is_checked_and_the_change_is_told(forge: Path) -> None:
    (forge / "graph/data/b.ttl").write_text("b\n")
    run("git rm -q graph/data/a.ttl && git add . && git commit -q -m Data", forge)
    assert data(forge) == 0
    form, check, diff = asked(forge)
    assert form == "fmt --check --lang en graph/data/b.ttl"
    assert check == "validate --all --format text --lang en"
    assert diff.startswith("diff ")
    assert (forge / "comment.md").read_text() == "## what changed\n"


@pytest.mark.parametrize("failing", ["fmt", "validate", "diff"])
def test_what_fails_makes_the_job_fail_and_the_comment_is_written_all_the_same(
    forge: Path, failing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAILING", failing)
    (forge / "graph/data/b.ttl").write_text("b\n")
    run("git add . && git commit -q -m Data", forge)
    assert data(forge) == 1
    assert "## what changed" in (forge / "comment.md").read_text()


def test_what_is_told_of_the_form_stands_beside_the_report_that_a_program_may_read(forge: Path) -> None:
    (forge.parent / "stub").write_text('#!/bin/sh\necho "told by $1"\n')
    (forge / "graph/data/b.ttl").write_text("b\n")
    run("git add . && git commit -q -m Data", forge)
    done = subprocess.run([".ci/data", "main", "comment.md"], cwd=forge, capture_output=True, text=True, timeout=60)
    assert "told by validate" in done.stdout
    assert "told by fmt" not in done.stdout
    assert "told by fmt" in done.stderr


def test_on_github_lines_are_marked(forge: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    (forge / "graph/data/b.ttl").write_text("b\n")
    run("git add . && git commit -q -m Data", forge)
    assert data(forge) == 0
    assert "validate --all --format github --lang en" in asked(forge)


def test_a_base_that_is_not_here_is_wrong_usage(forge: Path) -> None:
    done = subprocess.run([".ci/data", "origin/elsewhere"], cwd=forge, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "fetch it" in done.stderr
