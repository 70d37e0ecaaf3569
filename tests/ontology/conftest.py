"""The ontology's own files, parsed once: a reader of what a subject says of itself."""

from collections.abc import Callable
from typing import TypeAlias

import pyoxigraph as ox
import pytest

from ontology import HERE

Reader: TypeAlias = Callable[[str, str], list[str]]


def store_of(*patterns: str) -> ox.Store:
    store = ox.Store()
    for path in sorted(path for pattern in patterns for path in HERE.glob(pattern)):
        store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="session")
def terms() -> ox.Store:
    """andromede.ttl."""
    return store_of("andromede.ttl")


@pytest.fixture(scope="session")
def vocabularies() -> ox.Store:
    return store_of("vocabularies/*.ttl")


@pytest.fixture(scope="session")
def shapes() -> ox.Store:
    return store_of("shapes/*.ttl")
