import asyncio

import pytest

from graph.engine import Engine
from graph.errors import NotAnIri
from graph.reading.description import Description, describe
from graph.reading.facts import Group
from ontology import ANDRO, ID


def about(engine: Engine, slug: str, group: Group | None = None, page: int = 1) -> Description:
    description = asyncio.run(describe(engine, ID + slug, group, page))
    assert description is not None
    return description


def test_what_nobody_named_has_no_description(world: Engine) -> None:
    assert asyncio.run(describe(world, ID + "atlantis")) is None


def test_facts_are_found_from_whichever_end_names_the_resource(world: Engine) -> None:
    assert Group(ANDRO + "Shareholding", ANDRO + "owner") in about(world, "sfr").counts
    assert Group(ANDRO + "Shareholding", ANDRO + "asset") in about(world, "numergy").counts


def test_a_fact_that_is_only_planned_keeps_its_kind_and_values_in_its_claim(world: Engine) -> None:
    planned = next(fact for fact in about(world, "numergy").facts if fact.iri.endswith("acquisition--sfr--numergy"))
    assert planned.kind == ANDRO + "Acquisition"
    assert planned.claims[0].modality == "https://w3id.org/andromede/vocabulary/modality/planned"
    assert ANDRO + "buyer" not in planned.values


def test_a_disputed_fact_shows_each_value_with_the_source_that_gives_it(world: Engine) -> None:
    fact = about(world, "shareholding--sfr--numergy").facts[0]
    given = {claim.source.removeprefix(ID): claim.values[ANDRO + "percent"][0].value for claim in fact.claims}
    assert fact.disputes == (ANDRO + "percent",)
    assert given == {
        "channelnews-2015-12-sfr-numergy": "46",
        "archimag-2012-etat-cloud": "47",
        "kampuspedia-andromede": "47",
    }


def test_a_source_holds_all_its_claims_and_what_others_say_of_the_same_facts(world: Engine) -> None:
    source = about(world, "archimag-2012-etat-cloud")
    own = [claim for fact in source.facts for claim in fact.claims if claim.source == source.iri]
    assert source.is_source
    assert len(own) == 4
    assert ID + "channelnews-2015-12-sfr-numergy" in source.records


def test_a_bare_triple_of_a_source_is_kept_and_its_shortcuts_are_not(world: Engine) -> None:
    bare = about(world, "channelnews-2015-12-sfr-numergy").bare
    assert [link.property for link in bare] == [ANDRO + "documentOf"]


def test_the_reader_gets_a_name_for_every_concept_and_property(world: Engine) -> None:
    names = about(world, "philippe-tavernier").names
    assert names["https://w3id.org/andromede/vocabulary/role/chief-executive"]["fr"] == "directeur général"
    assert names[ANDRO + "Position"]["en"] == "position"


def test_the_number_of_queries_does_not_depend_on_how_often_a_thing_is_named(world: Engine, asked: list[str]) -> None:
    about(world, "bull")
    few = len(asked)
    about(world, "numergy")
    assert len(asked) == 2 * few


def test_a_group_has_as_many_facts_as_a_page_holds_and_says_how_many_there_are(
    world: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.reading.description.GROUP_SIZE", 1)
    group = Group(ANDRO + "Shareholding", ANDRO + "asset")
    first = about(world, "numergy")
    pages = [about(world, "numergy", group, page).facts for page in (1, 2, 3)]
    assert first.counts[group] == 2
    assert sum(group in fact.groups for fact in first.facts) == 1
    assert [len(page) for page in pages] == [1, 1, 0]
    assert pages[0][0].iri != pages[1][0].iri


@pytest.mark.parametrize("iri", ["numergy", "https://a/ b", "https://a/>} DROP ALL #", "https://a/\\u003E", ""])
def test_what_is_no_iri_never_reaches_a_query(world: Engine, asked: list[str], iri: str) -> None:
    with pytest.raises(NotAnIri):
        asyncio.run(describe(world, iri))
    assert not asked


def test_a_kind_is_the_narrowest_class_and_a_shortcut_says_what_it_follows_from(world: Engine) -> None:
    assert about(world, "numergy").kinds == (ANDRO + "JointVenture",)
    assert about(world, "sfr").shortcuts == {ANDRO + "shareholderOf": ANDRO + "Shareholding"}
