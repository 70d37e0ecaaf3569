"""The census counts each thing once, where curators wrote it, and prints it in the width of a terminal."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from graph.errors import BrokenRelease
from graph.releases.census import Census, Fill, Filled, KindCount, read_census, write_census
from loaders.release.census import take_census
from loaders.release.census_report import census_text
from ontology import ANDRO
from ontology.core import MODALITIES
from ontology.dictionary import Dictionary

RECORD = "id:{slug} a andro:Source ; andro:grade '{grade}' ; dcterms:language '{language}'{issued} ."
SHARE = ":shareholding--sfr--numergy a andro:Shareholding ; andro:owner id:sfr ; andro:asset id:numergy ; {rest} ."
SOURCES: Mapping[str, str] = {
    "press": RECORD.format(slug="press", grade="B", language="fr", issued=" ; dcterms:issued '2012-09-05'^^xsd:date")
    + SHARE.format(rest="andro:percent 47.0"),
    "law": RECORD.format(slug="law", grade="A", language="fr", issued=" ; dcterms:issued '2012'^^xsd:gYear")
    + SHARE.format(rest="andro:percent 46.0")
    + ":milestone--numergy--founded a andro:Milestone ; andro:thing id:numergy ; andro:step step:founded .",
    "blog": RECORD.format(slug="blog", grade="C", language="en", issued="")
    + ":position--anne--sfr--chair a andro:Position ; andro:person id:anne ; andro:organization id:sfr ;"
    + " andro:role role:chair ; andro:modality modality:planned .",
}
AUTHORITIES = "id:sfr a andro:Company . id:numergy a andro:JointVenture . id:orange a andro:Company ."


@pytest.fixture
def census(world: Callable[..., Any], dictionary: Dictionary) -> Census:
    made = world(SOURCES, authorities=AUTHORITIES)
    return take_census(made.given, made.derivation.facts, dictionary)


def test_sources_are_counted_by_grade_language_and_year_and_those_without_a_date_apart(census: Census) -> None:
    assert (census.grades, census.languages) == ({"A": 1, "B": 1, "C": 1}, {"fr": 2, "en": 1})
    assert census.years == {"": 1, "2012": 2}
    assert census.sources == 3


def test_entities_are_counted_by_class_whether_or_not_a_source_names_them(census: Census) -> None:
    assert census.entities == {ANDRO + "Company": 2, ANDRO + "JointVenture": 1}


def test_claims_of_one_fact_make_one_fact_and_where_they_differ_one_dispute(census: Census) -> None:
    by_kind = {each.kind.removeprefix(ANDRO): each for each in census.kinds}
    assert by_kind["Shareholding"] == KindCount(ANDRO + "Shareholding", claims=2, facts=1, disputed=1)
    assert by_kind["Milestone"] == KindCount(ANDRO + "Milestone", claims=1, facts=1, disputed=0)
    assert (census.claims, census.facts, census.disputed) == (4, 3, 1)


def test_what_was_only_planned_stands_apart(census: Census) -> None:
    assert census.standings == {"disputed": 1, "plain": 1, "planned": 1}


def test_claims_are_counted_by_the_way_in_which_they_are_made(census: Census) -> None:
    assert census.modalities == {"": 3, MODALITIES + "planned": 1}


def test_a_fact_has_witnesses_when_two_sources_state_it_and_neither_copies_the_other(
    world: Callable[..., Any], dictionary: Dictionary
) -> None:
    def witnessed(sources: Mapping[str, str]) -> int:
        made = world(sources, authorities=AUTHORITIES)
        return take_census(made.given, made.derivation.facts, dictionary).witnessed

    assert witnessed(SOURCES) == 1
    assert witnessed({**SOURCES, "press": SOURCES["press"] + " id:press andro:copyOf id:law ."}) == 0


def test_the_fill_of_a_property_counts_the_things_that_give_it(census: Census) -> None:
    (shares,) = [fill for fill in census.fills if fill.kind == ANDRO + "Shareholding"]
    given = {filled.property.removeprefix(ANDRO): filled.given for filled in shares.properties}
    assert shares.things == 2
    assert (given["owner"], given["percent"], given["start"]) == (2, 2, 0)


def test_a_census_is_read_back_as_it_was_written(census: Census, tmp_path: Path) -> None:
    write_census(tmp_path / "census.json", census)
    assert read_census(tmp_path / "census.json") == census


@pytest.mark.parametrize("text", ["", "[]", '{"kinds": []}', '{"kinds": 1, "fills": []}'])
def test_what_is_no_census_is_a_broken_release(text: str, tmp_path: Path) -> None:
    (tmp_path / "census.json").write_text(text)
    with pytest.raises(BrokenRelease, match="build the release again"):
        read_census(tmp_path / "census.json")


def test_the_print_holds_every_count_in_eighty_columns(census: Census) -> None:
    text = census_text(census, "en")
    assert max(map(len, (text + census_text(census, "fr")).splitlines())) <= 80
    plain = text.replace("\u00a0", " ")
    for expected in ("grade A 1", "fr 2", "undated 1", "2012 2", "Company 2", "Shareholding 2", "planned 1"):
        assert expected in plain
    assert "start" not in plain, "a property that nothing gives is not told"


def test_nothing_counted_prints_no_share(dictionary: Dictionary) -> None:
    empty = take_census({}, (), dictionary)
    assert "– stated by two or more" in census_text(empty, "en")
    assert empty.fills == ()


def test_a_share_is_of_the_things_of_its_class() -> None:
    fill = Fill(ANDRO + "Position", 8, (Filled(ANDRO + "title", "s", 2),))
    text = census_text(Census({}, {}, {}, {}, {}, (), {}, 0, 0, 0, (fill,)), "en")
    assert "title 25%" in text.replace("\u00a0", " ")
