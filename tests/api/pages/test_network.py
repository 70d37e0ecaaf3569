import asyncio

import pytest

from api.pages.network import LONGEST, Network, is_worth_a_picture, network_of
from api.pages.pieces import Namer
from api.pages.words import words_of
from graph.description import Description, describe
from graph.engine import Engine
from ontology import ID


@pytest.fixture
def numergy(world: Engine) -> Description:
    description = asyncio.run(describe(world, ID + "numergy"))
    assert description is not None
    return description


@pytest.fixture
def network(numergy: Description) -> Network:
    return network_of(numergy, Namer(words_of("en"), numergy.names))


def test_those_whom_the_most_facts_tie_to_a_thing_stand_first_and_it_is_not_its_own_neighbour(
    network: Network, numergy: Description
) -> None:
    counts = [star.facts for star in network.neighbours]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) >= len(counts) > 1
    assert "/id/numergy" not in {star.name.href for star in network.neighbours}
    assert is_worth_a_picture(numergy)


def test_a_name_is_shortened_in_the_picture_alone(network: Network) -> None:
    assert all(len(star.short) <= LONGEST for star in network.neighbours)
    assert all(star.name.text.startswith(star.short.rstrip("…").rstrip()) for star in network.neighbours)


def test_a_source_is_no_neighbour_of_what_it_speaks_of(network: Network, numergy: Description) -> None:
    sources = {claim.source for fact in numergy.facts for claim in fact.claims}
    assert sources
    assert not {f"{ID}{star.name.href.removeprefix('/id/')}" for star in network.neighbours} & sources
