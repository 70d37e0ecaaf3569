"""The house keeps its shape: layers, sizes of rooms, whose names the packages are."""

import ast
import json
import shutil
import subprocess
import sys
import tomllib
from importlib import util
from itertools import chain
from pathlib import Path
from statistics import median

import pytest

from tests.conftest import missing

PACKAGES = ("ontology", "graph", "loaders", "api")
SIZE_OF_A_ROOM = 400
LENGTH_OF_A_FUNCTION = 60


def sources(root: Path) -> list[Path]:
    return [file for package in PACKAGES for file in sorted((root / package).rglob("*.py"))] + [root / "andromede.py"]


def functions(file: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_imports_go_one_way_through_the_layers(root: Path) -> None:
    run = subprocess.run([Path(sys.executable).parent / "lint-imports"], cwd=root, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout


def test_the_four_package_names_belong_to_this_checkout_alone(root: Path) -> None:
    for name in PACKAGES:
        spec = util.find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        assert Path(spec.origin).is_relative_to(root), f"`import {name}` finds {spec.origin}"


def test_no_file_is_too_large_to_be_one_room(root: Path) -> None:
    large = {
        str(f): n for f in sources(root) if (n := len(f.read_text(encoding="utf-8").splitlines())) > SIZE_OF_A_ROOM
    }
    assert large == {}


def test_functions_are_short_and_the_median_is_under_ten_lines(root: Path) -> None:
    lengths = {f"{file}:{node.name}": length(node) for file in sources(root) for node in functions(file)}
    assert {name: n for name, n in lengths.items() if n > LENGTH_OF_A_FUNCTION} == {}
    assert median(lengths.values()) < 10


def test_importing_a_package_reads_no_environment_and_starts_nothing(root: Path) -> None:
    for file in sources(root):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        bare = [node.value for node in tree.body if isinstance(node, ast.Expr)]
        calls = {ast.unparse(call.func): call.lineno for call in bare if isinstance(call, ast.Call)}
        # Hanging a group of commands on the command line only registers it.
        assert set(calls) <= {"app.add_typer"}, f"{file} does work when it is imported"


def test_only_the_settings_read_the_environment(root: Path) -> None:
    readers = [f.relative_to(root).as_posix() for f in sources(root) if "os.environ" in f.read_text(encoding="utf-8")]
    assert set(readers) <= {"api/settings.py"}


def test_each_dependency_says_in_one_line_what_it_is_for(root: Path) -> None:
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    declared = tomllib.loads(text)
    wanted = [*declared["project"]["dependencies"], *chain(*declared["dependency-groups"].values())]
    for requirement in wanted:
        line = next(line for line in text.splitlines() if line.strip()[1:].startswith(requirement))
        assert "# " in line, f"{requirement} does not say what it is for"


@pytest.mark.parametrize(
    "lock", ["requirements.lock", "requirements-dev.lock", "requirements-lsp.lock", "requirements-node.lock"]
)
def test_lock_files_hold_hashes_and_no_address(root: Path, lock: str) -> None:
    text = (root / lock).read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert "://" not in text


def test_the_lock_of_the_scripts_holds_hashes_and_no_address(root: Path) -> None:
    """Checked here, since a machine may leave the addresses out by a setting of its own."""
    packages = json.loads((root / "web/package-lock.json").read_text(encoding="utf-8"))["packages"]
    installed = [package for name, package in packages.items() if name]
    assert installed
    assert not [package for package in installed if not package["integrity"].startswith("sha512-")]
    assert "://" not in (root / "web/package-lock.json").read_text(encoding="utf-8")
    assert "omit-lockfile-registry-resolved=true" in (root / "web/.npmrc").read_text(encoding="utf-8")


def test_the_scripts_of_the_pages_are_typed(root: Path) -> None:
    compiler = root / "web/node_modules/typescript/bin/tsc"
    # The machine's own, or that of PyPI beside our Python.
    node = shutil.which("node") or shutil.which("node", path=Path(sys.executable).parent)
    if not node or not compiler.is_file():
        missing("Node with the packages of web/ (make checkers)")
    run = subprocess.run([str(node), compiler, "--project", root / "web"], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize(
    "command",
    [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]],
    ids=["ruff finds nothing", "the code is formatted", "mypy strict finds nothing"],
)
def test_linters_and_types(root: Path, command: list[str]) -> None:
    run = subprocess.run(
        [Path(sys.executable).parent / command[0], *command[1:]], cwd=root, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stdout + run.stderr
