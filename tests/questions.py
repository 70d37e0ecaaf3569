"""How tests read the questions and their answers, and build a release from a changed copy of the curated files."""

import shutil
from pathlib import Path

import pyoxigraph as ox

from graph.releases.folder import ReleaseFolder
from loaders.release.build import build
from loaders.workspace import Workspace
from ontology.catalogue import Query
from ontology.prefixes import read_prefixes

Row = tuple[str, ...]


def checkout(root: Path, folder: Path) -> Path:
    """A copy of the curated files to change."""
    for part in ("ontology", "graph/data"):
        shutil.copytree(root / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(root / "requirements.lock", folder)
    return folder


def store_of(folder: Path) -> ox.Store:
    """The store of a release built there, without the checks."""
    made = build(Workspace(folder), ReleaseFolder(folder / "releases"), check=lambda _: [])
    return ox.Store.read_only(str(made.store))


def expected(query: Query) -> tuple[list[str], list[Row]]:
    """The columns and the sorted rows of the file beside a question; lines with # say where they come from."""
    text = query.path.with_suffix(".expected.tsv").read_text(encoding="utf-8")
    columns, *rows = [tuple(line.split("\t")) for line in text.splitlines() if not line.startswith("#")]
    return list(columns), sorted(rows)


def answer(query: Query, store: ox.Store) -> tuple[list[str], list[Row]]:
    """What the store says, in the same form."""
    solutions = store.query(query.text)
    assert isinstance(solutions, ox.QuerySolutions)
    columns = [variable.value for variable in solutions.variables]
    return columns, sorted(tuple(spoken(term) for term in solution) for solution in solutions)


def spoken(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
    """A term as the files of answers write it: a prefixed name, or the bare text of a literal."""
    if not isinstance(term, ox.NamedNode):
        return "" if term is None or isinstance(term, ox.Triple) else term.value
    prefixes = sorted(read_prefixes().items(), key=lambda pair: -len(pair[1]))
    return next((f"{p}:{term.value[len(n) :]}" for p, n in prefixes if term.value.startswith(n)), term.value)
