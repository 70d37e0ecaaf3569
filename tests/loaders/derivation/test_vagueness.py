"""A fact that lacks an optional key is no second answer beside one that has it."""

import pytest

from ontology import VOCABULARY
from ontology.core import PRECISIONS
from tests.small_world import MakeWorld

POST = "a andro:Position ; andro:person id:x ; andro:organization id:gov ; andro:role role:minister"
VAGUE = f":position--x--gov--minister {POST} ; andro:start '2012'^^xsd:gYear ."
FULL = f":position--x--gov--minister--economy {POST} ; andro:portfolio id:economy ."
NAMES = ("position--x--gov--minister", "position--x--gov--minister--economy")


def test_what_lacks_an_optional_key_is_vaguer_than_what_has_it_and_has_no_kind(world: MakeWorld) -> None:
    made = world({"doc-a": VAGUE, "doc-b": FULL})
    vague, full = NAMES
    assert made.said(vague, "vaguerThan") == {full}
    assert made.kinds(vague) == {"Fact"}
    assert made.said(vague, "person") == made.said(vague, "latestStart") == set()
    assert made.said(vague, "standing") == {"plain"}
    assert made.kinds(full) == {"Fact", "Position"}
    assert made.said(full, "vaguerThan") == set()


def test_alone_it_is_a_fact_like_any_other(world: MakeWorld) -> None:
    made = world({"doc-a": VAGUE})
    assert made.kinds(NAMES[0]) == {"Fact", "Position"}
    assert made.said(NAMES[0], "latestStart") == {"2012-12-31"}


def test_what_is_only_planned_makes_nothing_vague(world: MakeWorld) -> None:
    made = world({"doc-a": VAGUE, "doc-b": FULL.replace(" .", " ; andro:modality modality:planned .")})
    assert made.kinds(NAMES[0]) == {"Fact", "Position"}


def test_another_role_or_another_term_makes_nothing_vague(world: MakeWorld) -> None:
    other = FULL.replace("minister", "deputy")
    term = FULL.replace("economy ", "economy--2014 ", 1)
    assert world({"doc-a": VAGUE, "doc-b": other}).kinds(NAMES[0]) == {"Fact", "Position"}
    made = world({"doc-a": VAGUE.replace("minister ", "minister--2012 ", 1), "doc-b": term})
    assert made.kinds("position--x--gov--minister--2012") == {"Fact", "Position"}
    assert world({"doc-a": VAGUE, "doc-b": term}).kinds(NAMES[0]) == {"Fact"}


def test_a_total_is_not_vaguer_than_what_a_payer_gives(world: MakeWorld) -> None:
    text = """
    :funding--plan--total a andro:Funding ; andro:purpose id:plan ; andro:amountPaid 225.0 .
    :funding--plan--state a andro:Funding ; andro:purpose id:plan ; andro:payer id:state ; andro:amountPaid 75.0 .
    """
    assert world({"doc-a": text}).kinds("funding--plan--total") == {"Fact", "Funding"}


def test_a_sum_is_not_vaguer_than_the_year_that_it_includes(world: MakeWorld) -> None:
    whole = ":funding--plan--state a andro:Funding ; andro:purpose id:plan ; andro:payer id:state ."
    year = whole.replace("state a", "state--2013 a").replace(" .", ' ; andro:period "2013"^^xsd:gYear ')
    apart = world({"doc-a": f"{whole} {year} ."})
    within = world({"doc-a": f"{whole} {year} ; andro:includedIn :funding--plan--state ."})
    assert apart.said("funding--plan--state", "vaguerThan") == {"funding--plan--state--2013"}
    assert within.kinds("funding--plan--state") == {"Fact", "Funding"}


def test_a_sum_whose_origin_alone_one_document_gives_is_still_the_same_sum(world: MakeWorld) -> None:
    whole = ":funding--plan--state a andro:Funding ; andro:purpose id:plan ; andro:payer id:state "
    year = whole.replace("state a", "state--2013 a") + '; andro:period "2013"^^xsd:gYear ; andro:origin id:public .'
    made = world({"doc-a": f"{whole} . {year}"})
    assert made.said("funding--plan--state", "vaguerThan") == {"funding--plan--state--2013"}


@pytest.mark.parametrize(
    ("undated", "kinds"),
    [
        ("500", {"Fact"}),
        ("300", {"Fact", "Figure"}),
        (f"300 ; andro:precision <{PRECISIONS}at-least>", {"Fact"}),
    ],
    ids=["the same number", "another number", "a limit that the number keeps"],
)
def test_a_figure_without_a_year_is_vague_only_where_its_number_may_be_that_of_the_year(
    world: MakeWorld, undated: str, kinds: set[str]
) -> None:
    members = f"a andro:Figure ; andro:subject id:club ; andro:measure <{VOCABULARY}measure/members> ; andro:value"
    dated = f":figure--club--members--2021 {members} 500 ; andro:period '2021'^^xsd:gYear ."
    made = world({"doc-a": f":figure--club--members {members} {undated} .", "doc-b": dated})
    assert made.kinds("figure--club--members") == kinds
    assert made.kinds("figure--club--members--2021") == {"Fact", "Figure"}
