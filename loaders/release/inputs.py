"""What a release rests on: the curated files, the locked dependencies, and the code that derives."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from loaders.workspace import FOLDERS, Workspace
from ontology import CHECKOUT

# The checkout that this code is in: it, not the curated folder, tells which builder and which dependencies are at work.
_LOCK = "requirements.lock"
_SUFFIXES = (".ttl", ".rq")

# Every module and table on the way from a curated file to a triple of a release. A change in one makes another release.
DERIVING = (
    "graph/asking.py",
    "graph/releases/census.py",
    "graph/releases/durable.py",
    "graph/engine.py",
    "graph/search/entries.py",
    "graph/releases/fingerprint.py",
    "graph/names.py",
    "graph/sparql/guard.py",
    "graph/sparql/lexer.py",
    "graph/terms.py",
    "loaders/derivation/agreement.py",
    "loaders/release/build.py",
    "loaders/release/census.py",
    "loaders/derivation/claims.py",
    "loaders/derivation/dates.py",
    "loaders/derivation/steps.py",
    "loaders/derivation/facts.py",
    "loaders/release/graphs.py",
    "loaders/release/indexing.py",
    "loaders/derivation/inference.py",
    "loaders/derivation/labels.py",
    "loaders/derivation/lifetimes.py",
    "loaders/release/publish.py",
    "loaders/derivation/shortcuts.py",
    "loaders/reach.py",
    "loaders/triples.py",
    "loaders/derivation/vagueness.py",
    "loaders/release/void.py",
    "loaders/words.py",
    "loaders/derivation/witnesses.py",
    "loaders/workspace.py",
    "ontology/__init__.py",
    "ontology/catalogue.py",
    "ontology/core.py",
    "ontology/dictionary.py",
    "ontology/locators.en.toml",
    "ontology/locators.fr.toml",
    "ontology/locators.py",
    "ontology/prefixes.py",
    "ontology/text.py",
)


def input_hash(workspace: Workspace) -> str:
    """The hash of all that a release of this folder would rest on: another hash means that a build may give another."""
    root = workspace.root
    files = (path for folder in FOLDERS for path in (root / folder).rglob("*") if path.suffix in _SUFFIXES)
    return _hash_of([*_hashes(root, files), *rests_on(workspace).items()])


def rests_on(workspace: Workspace) -> Mapping[str, str]:
    """What a release's id covers beside its asserted graphs: the shortcuts, the locked dependencies, the builder."""
    shortcuts = _hashes(workspace.root, (workspace.root / "ontology" / "shortcuts").glob("*.rq"))
    return {**dict(shortcuts), **dict(_hashes(CHECKOUT, [CHECKOUT / _LOCK])), "builder": builder_version()}


def ways_hash(workspace: Workspace) -> str:
    """The hash of all that derives the rest of a release from its asserted graphs."""
    return _hash_of(rests_on(workspace).items())


def builder_version() -> str:
    """The version of the deriving code: its hash. One set by hand would be forgotten, and two contents share an id."""
    return _hash_of(_hashes(CHECKOUT, (CHECKOUT / name for name in DERIVING)))


def _hashes(root: Path, files: Iterable[Path]) -> list[tuple[str, str]]:
    return sorted((path.relative_to(root).as_posix(), sha256(path.read_bytes()).hexdigest()) for path in files)


def _hash_of(entries: Iterable[tuple[str, str]]) -> str:
    return sha256("".join(f"{digest} {name}\n" for name, digest in entries).encode()).hexdigest()
