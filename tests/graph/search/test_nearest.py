import asyncio

import pytest

from graph.engine import Engine
from graph.search.nearest import folded, nearest_names
from ontology import ID


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("numergi", "numergy"),
        ("Numergy", "numergy"),
        ("philipe tavernié", "philippe-tavernier"),
        ("plan cloud", "plan-cloud-computing"),
        ("S.F.R.", "sfr"),
    ],
)
def test_a_mistyped_name_finds_what_was_meant(world: Engine, text: str, slug: str) -> None:
    assert asyncio.run(nearest_names(world, text))[0].iri == ID + slug


def test_nothing_alike_is_nothing_found(world: Engine) -> None:
    assert asyncio.run(nearest_names(world, "zzzzqqqq")) == ()


def test_case_accents_and_hyphens_do_not_matter() -> None:
    assert folded("Évaluation-CŒUR") == folded("evaluation cœur")
