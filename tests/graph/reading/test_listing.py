import asyncio
from collections.abc import Callable

from graph.engine import Engine
from graph.reading.listing import cards_of_classes
from graph.reading.overview import chronicle_of, kinds_of
from ontology import ANDRO, ID


def test_a_class_lists_its_things_with_the_number_of_facts_that_name_each(world: Engine) -> None:
    cards = {card.iri: card.facts for card in asyncio.run(cards_of_classes(world, [ANDRO + "Person"]))}
    assert cards == {ID + "octave-klaba": 1, ID + "philippe-tavernier": 1}


def test_a_source_counts_its_claims(world: Engine) -> None:
    cards = {card.iri: card.facts for card in asyncio.run(cards_of_classes(world, [ANDRO + "Source"]))}
    assert cards[ID + "archimag-2012-etat-cloud"] == 4
    assert cards[ID + "kampuspedia-andromede"] == 1


def test_kinds_are_those_that_curators_gave(world: Engine) -> None:
    assert asyncio.run(kinds_of(world, [ANDRO + "Company"])) == {ANDRO + "Company": {ANDRO + "JointVenture": 1}}


def test_a_policy_begins_with_its_first_milestone_or_announcement(world: Engine, say: Callable[[str], None]) -> None:
    say(
        """
        id:plan-cloud-computing a andro:Policy .
        id:milestone--plan-cloud-computing--launched a andro:Milestone , andro:Fact ;
            andro:thing id:plan-cloud-computing ; andro:statedIn id:archimag-2012-etat-cloud ;
            andro:latestStart "2013-09-12"^^<http://www.w3.org/2001/XMLSchema#date> .
        """
    )
    moments = asyncio.run(chronicle_of(world, [ID + "plan-cloud-computing", ID + "undated"]))
    assert [(moment.thing, moment.day, moment.sources) for moment in moments] == [
        (ID + "plan-cloud-computing", "2013-09-12", 2)
    ]


def test_a_policy_knows_its_whole_and_what_came_after_it_among_those_asked_for_but_not_what_was_only_planned(
    world: Engine, say: Callable[[str], None]
) -> None:
    day = '"2018-07-03"^^<http://www.w3.org/2001/XMLSchema#date>'
    say(
        f"""
        id:old a andro:Policy ; andro:partOf id:new , id:elsewhere .
        id:milestone--old--launched a andro:Milestone ; andro:thing id:old ; andro:latestStart {day} .
        id:succession--old--new a andro:Succession ; andro:predecessor id:old ; andro:successor id:new ;
            andro:change <https://w3id.org/andromede/vocabulary/change/replacement> ;
            andro:standing <https://w3id.org/andromede/vocabulary/standing/plain> .
        id:succession--old--later a andro:Succession ; andro:predecessor id:old ; andro:successor id:later ;
            andro:standing <https://w3id.org/andromede/vocabulary/standing/planned> .
        """
    )
    (moment,) = asyncio.run(chronicle_of(world, [ID + "old", ID + "new", ID + "later"]))
    assert moment.wholes == [ID + "new"]
    assert moment.next == [(ID + "new", "https://w3id.org/andromede/vocabulary/change/replacement")]
