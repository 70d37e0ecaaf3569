"""A store folder as a release holds one, with little in it: two sources that share a triple, and a default graph."""

from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

DATA = """
PREFIX : <http://example.org/>
:s :p "default" .
:one { :s :p "shared" , "one" }
:two { :s :p "shared" , "two" }
"""
MANY = "".join(f":many {{ :n{number} :value {number} }}\n" for number in range(1500))


def store_of(trig: str, folder: Path) -> Path:
    """A finished store, flushed and closed."""
    store = ox.Store(str(folder))
    store.load(trig, format=ox.RdfFormat.TRIG)
    store.flush()
    return folder


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store_of(DATA + MANY, tmp_path_factory.mktemp("release") / "store")


@pytest.fixture(scope="session")
def opened(store: Path) -> ox.Store:
    """The same store, opened by the engine's own library: what every answer is compared with."""
    return ox.Store.read_only(str(store))


@pytest.fixture
def make_store(tmp_path: Path) -> Callable[[str], Path]:
    """A store of one's own."""
    return lambda trig: store_of(trig, tmp_path / "store")
