"""Fixtures shared by all tests: the smallest world that a test needs is made inside the test, from text.

What a user's machine may lack (official suites, founding texts) skips by name; under CI nothing may skip.
"""

import os
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.engine import Question
from graph.releases import Release, ReleaseFolder
from loaders.build import build
from loaders.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent


def missing(what: str) -> None:
    """Skip the test because `what` is not here; under CI that is a failure instead."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing, and in CI no test may skip")
    pytest.skip(f"{what} is not on this machine")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the checkout that holds the official suites and the founding texts."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        missing("the folder ../shared")
    return folder


class StoreEngine:
    """An engine in this process, for tests that ask about answers, not about workers. Remembers what it was asked."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self.asked: list[str] = []

    async def ask(self, question: Question) -> bytes:
        """The complete answer, serialised."""
        self.asked.append(question.text)
        answer = self._store.query(question.text)
        if isinstance(answer, ox.QueryTriples):
            return answer.serialize(format=ox.RdfFormat.from_media_type(question.format)) or b""
        return answer.serialize(format=ox.QueryResultsFormat.from_media_type(question.format)) or b""

    async def close(self) -> None:
        """Nothing was started."""


@pytest.fixture
def world() -> StoreEngine:
    """The small release of tests/worlds/numergy.trig."""
    store = ox.Store()
    store.load(path=str(ROOT / "tests/worlds/numergy.trig"), format=ox.RdfFormat.TRIG)
    return StoreEngine(store)


@pytest.fixture
def asked(world: StoreEngine) -> list[str]:
    """Every query that the world was asked so far."""
    return world.asked


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The release of this checkout's own files, built without the checks, which have tests of their own."""
    return build(Workspace(ROOT), ReleaseFolder(tmp_path_factory.mktemp("releases")), check=lambda _: [])


@pytest.fixture(scope="session")
def released_store(release: Release) -> ox.Store:
    """The store of that release, opened as a worker opens it."""
    return ox.Store.read_only(str(release.store))
