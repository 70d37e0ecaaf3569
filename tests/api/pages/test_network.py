import asyncio
from itertools import pairwise

import pytest

from api.pages.network import LINE, TALL, WIDE, Neighbour, Network, Shape, chart_of, is_worth_a_picture, network_of
from api.pages.pieces import Namer, Piece
from api.pages.words import words_of
from graph.engine import Engine
from graph.reading.description import Description, describe
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


NAMES = ("Bull", "Association européenne Gaia-X pour les données et le cloud", "Atos", "Anticonstitutionnellement", "X")


@pytest.mark.parametrize("shape", [WIDE, TALL], ids=["wide", "tall"])
def test_every_name_stands_whole_in_the_picture_on_lines_that_fit_and_do_not_meet(shape: Shape) -> None:
    chart = chart_of([Neighbour(Piece(name), 1, True) for name in NAMES], shape)
    assert tuple(" ".join(line for _, line in star.lines) for star in chart.stars) == NAMES
    assert all(len(line) <= shape.letters or " " not in line for star in chart.stars for _, line in star.lines)
    for left in (True, False):
        places = [at for star in chart.stars if star.left is left for at, _ in star.lines]
        assert all(below - above >= LINE for above, below in pairwise(places))
        assert 0 < places[0] < places[-1] < chart.height


def test_a_source_is_no_neighbour_of_what_it_speaks_of(network: Network, numergy: Description) -> None:
    sources = {claim.source for fact in numergy.facts for claim in fact.claims}
    assert sources
    assert not {f"{ID}{star.name.href.removeprefix('/id/')}" for star in network.neighbours} & sources
