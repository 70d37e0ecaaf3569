import asyncio

import pytest

from graph.engine import Engine
from graph.reading.fate import State, fate_of, renamed
from ontology import ID
from ontology.text import Text


@pytest.mark.parametrize(
    ("slug", "state", "successor"),
    [
        ("numergy", State.LIVE, None),
        ("atlantis", State.LIVE, None),
        ("numergy-sas", State.MERGED, ID + "numergy"),
        ("nuage-imaginaire", State.WITHDRAWN, None),
    ],
)
def test_a_retired_name_says_what_became_of_it(world: Engine, slug: str, state: State, successor: str | None) -> None:
    fate = asyncio.run(fate_of(world, ID + slug))
    assert (fate.state, fate.successor) == (state, successor)


def test_a_retired_name_says_why_in_both_languages(world: Engine) -> None:
    because = asyncio.run(fate_of(world, ID + "numergy-sas")).because
    assert because == Text("Une seule société, deux orthographes.", "One company, two spellings.")


def test_a_fact_follows_the_merges_of_the_slugs_in_its_name(world: Engine) -> None:
    old, new = ID + "shareholding--sfr--numergy-sas", ID + "shareholding--sfr--numergy"
    assert asyncio.run(renamed(world, old)) == new
    assert asyncio.run(renamed(world, new)) is None
