"""Fixtures of the small world (tests/small_world.py)."""

from collections.abc import Mapping

import pytest

from loaders.derivation.steps import derive
from loaders.release.publish import default_graph
from ontology import HERE
from ontology.catalogue import Query, read_queries
from ontology.dictionary import Dictionary
from tests.small_world import DICTIONARY, MakeWorld, World, asserted


@pytest.fixture(scope="session")
def dictionary() -> Dictionary:
    """The kinds of the small world."""
    return DICTIONARY


@pytest.fixture(scope="session")
def shortcuts() -> list[Query]:
    """The real shortcuts: they name kinds and properties as the small world does."""
    return read_queries(HERE / "shortcuts")


@pytest.fixture
def world(shortcuts: list[Query]) -> MakeWorld:
    """Makes a small world."""

    def make(sources: Mapping[str, str], authorities: str = "", vocabularies: str = "", ontology: str = "") -> World:
        given = asserted(sources, authorities, vocabularies, ontology)
        derivation = derive(given, DICTIONARY, shortcuts)
        names = given.keys() | derivation.graphs.keys()
        held = {name: frozenset(given.get(name, ())) | derivation.graphs.get(name, frozenset()) for name in names}
        return World(derivation, default_graph(held), held, given)

    return make
