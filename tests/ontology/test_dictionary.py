"""The dictionary is what the shapes spell: kinds with their slots in order, and the keys that name a claim."""

import pyoxigraph as ox

from ontology import ANDRO
from ontology.dictionary import Dictionary, Kind, dictionary_of, read_dictionary

HEAD = f"""
@prefix andro: <{ANDRO}> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix : <http://shapes.example/> .
andro:Funding andro:nameToken "funding" .
andro:Funding andro:labelTemplate "Financement : {{purpose}}"@fr , "Funding: {{purpose}}"@en .
:Funding sh:targetClass andro:Funding ; sh:property :channel , :origin , :payer , :purpose .
:purpose sh:path andro:purpose ; sh:order 1 ; sh:minCount 1 ; andro:keyPosition 1 ; andro:singleValued true .
:payer sh:path andro:payer ; sh:order 2 ; andro:keyPosition 2 ; andro:keyDefault "total" ; andro:singleValued true .
:origin sh:path andro:origin ; sh:order 3 ; andro:keyPosition 2 ; andro:keyDefault "total" ; andro:singleValued true .
:channel sh:path andro:channel ; sh:order 10 ; sh:name "canal"@fr , "channel"@en .
"""


def dictionary(more: str = "") -> Dictionary:
    return dictionary_of(ox.parse(HEAD + more, format=ox.RdfFormat.TURTLE))


def named(kind: Kind) -> list[str]:
    return ["/".join(slot.property.removeprefix(ANDRO) for slot in group) for group in kind.keys]


def test_the_slots_of_a_kind_come_in_the_order_of_its_shape() -> None:
    slots = dictionary().by_token["funding"].slots
    assert [slot.property.removeprefix(ANDRO) for slot in slots] == ["purpose", "payer", "origin", "channel"]


def test_keys_that_share_a_position_are_alternatives() -> None:
    assert named(dictionary().by_token["funding"]) == ["purpose", "payer/origin"]


def test_a_key_is_demanded_when_it_is_required_or_one_of_several_without_a_default() -> None:
    funding = dictionary().by_token["funding"]
    assert [funding.demands(group) for group in funding.keys] == [True, False]
    award = read_dictionary().by_token["award"]
    assert [award.demands(group) for group in award.keys] == [True, True]
    position = read_dictionary().by_token["position"]
    assert [position.demands(group) for group in position.keys] == [True, True, True, False]


def test_a_slot_tells_whether_it_is_required_and_of_one_value() -> None:
    purpose, _, _, channel = dictionary().by_token["funding"].slots
    assert (purpose.required, purpose.single) == (True, True)
    assert (channel.required, channel.single) == (False, False)
    assert channel.names == {"fr": "canal", "en": "channel"}


def test_a_kind_has_the_label_templates_of_its_class() -> None:
    assert dictionary().by_class[ANDRO + "Funding"].label_templates["en"] == "Funding: {purpose}"


def test_a_shape_with_several_target_classes_is_a_kind_for_each() -> None:
    found = dictionary(":Thing sh:targetClass andro:Plan , andro:Strategy ; sh:property :channel .")
    assert found.by_class[ANDRO + "Plan"].slots == found.by_class[ANDRO + "Strategy"].slots
    assert found.by_class[ANDRO + "Plan"].token is None


def test_a_property_that_no_shape_describes_has_a_slot_without_path() -> None:
    found = dictionary(":Thing sh:targetClass andro:Plan ; sh:property :nowhere .")
    assert [slot.property for slot in found.by_class[ANDRO + "Plan"].slots] == [""]


def test_a_slot_that_is_not_there_is_none() -> None:
    assert dictionary().by_token["funding"].slot(ANDRO + "winner") is None


def test_the_kinds_of_the_model_have_the_keys_of_the_model() -> None:
    """MODEL's table, row by row."""
    expected = {
        "position": "person organization role portfolio",
        "responsibility": "agent object",
        "membership": "member group",
        "participation": "participant in",
        "partnership": "firstPartner secondPartner",
        "founding": "founder founded",
        "shareholding": "owner asset",
        "acquisition": "buyer target",
        "funding": "purpose payer/origin period",
        "award": "call/contract winner",
        "certificate": "scheme holder service",
        "candidacy": "scheme candidate service",
        "offer": "organization service",
        "use": "user service",
        "announcement": "announced announcer/event",
        "act": "object agent capacity",
        "part": "whole part",
        "location": "thing place",
        "reference": "citing cited link",
        "milestone": "thing step",
        "succession": "predecessor successor",
        "naming": "named name",
        "figure": "subject measure period",
        "statement": "",
        "provision": "",
        "relation": "subject predicate object",
    }
    assert {token: " ".join(named(kind)) for token, kind in read_dictionary().by_token.items()} == expected
