"""The id of a release covers all that its contents depend on, the deriving code included."""

import ast
from pathlib import Path

from loaders.release.inputs import DERIVING, builder_version, input_hash, rests_on
from loaders.workspace import Workspace

# What decides whether there is a release, or tells of its making and of the one before; not what is in it.
NOT_DERIVING = {
    "graph/errors.py",
    *(f"graph/releases/{name}.py" for name in ("events", "folder", "manifest")),
    *(f"loaders/{name}.py" for name in ("findings", "progress")),
    "loaders/checks/check.py",
    "loaders/reasoning/contradictions.py",
    *(f"loaders/release/{name}.py" for name in ("inputs", "losses")),
    "loaders/reports/report.py",
    "loaders/turtle/__init__.py",
}


def imports(root: Path, file: Path) -> set[Path]:
    """The files of ours that a file imports at its top."""
    tree = ast.parse(file.read_text("utf-8"))
    names = [node.module for node in tree.body if isinstance(node, ast.ImportFrom) and node.module]
    paths = [root / (name.replace(".", "/") + ".py") for name in names] + [
        root / name / "__init__.py" for name in names
    ]
    return {path for path in paths if path.is_file()}


def test_every_module_on_the_way_to_a_triple_is_in_the_builder_s_version(root: Path) -> None:
    reached: set[str] = set()
    ahead = {"loaders/release/build.py"}
    while ahead:
        name = ahead.pop()
        reached.add(name)
        found = {file.relative_to(root).as_posix() for file in imports(root, root / name)}
        ahead |= found - NOT_DERIVING - reached
    packages = {name for name in reached if name.endswith("__init__.py")} - {"ontology/__init__.py"}
    assert reached - packages - set(DERIVING) == set()


def test_the_list_names_files_that_are_there(root: Path) -> None:
    assert [name for name in DERIVING if not (root / name).is_file()] == []
    assert len(set(DERIVING)) == len(DERIVING)


def test_shortcuts_dependencies_and_builder_are_what_an_id_rests_on_beside_the_graphs(tmp_path: Path) -> None:
    folder = tmp_path / "ontology" / "shortcuts"
    folder.mkdir(parents=True)
    (folder / "owns.rq").write_text("CONSTRUCT {} WHERE {}")
    assert set(rests_on(Workspace(tmp_path))) == {"ontology/shortcuts/owns.rq", "requirements.lock", "builder"}
    assert rests_on(Workspace(tmp_path))["builder"] == builder_version()


def test_the_input_hash_sees_content_names_and_absence_and_nothing_else(tmp_path: Path) -> None:
    for name in ("ontology", "graph/data/sources"):
        (tmp_path / name).mkdir(parents=True)
    file = tmp_path / "graph/data/sources/a.ttl"
    seen = [input_hash(Workspace(tmp_path))]
    file.write_text("x")
    seen.append(input_hash(Workspace(tmp_path)))
    file.write_text("y")
    seen.append(input_hash(Workspace(tmp_path)))
    file.rename(file.with_name("b.ttl"))
    seen.append(input_hash(Workspace(tmp_path)))
    assert len(set(seen)) == 4
    (tmp_path / "ontology" / "notes.md").write_text("nothing that is built")
    assert input_hash(Workspace(tmp_path)) == seen[-1]
