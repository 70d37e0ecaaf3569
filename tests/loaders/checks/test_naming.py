"""Names of claims follow from their values: rule 3 of the model, case by case."""

import pytest

from loaders.checks.keys import Name, bases, read_name
from loaders.checks.naming import naming_findings
from loaders.turtle import parse
from loaders.workspace import CuratedFile, Workspace
from ontology import HERE
from ontology.dictionary import Dictionary, read_dictionary
from ontology.prefixes import read_prefixes

PREFIXES = {**read_prefixes(), "": "https://w3id.org/andromede/id/a-source#"}
HEAD = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in PREFIXES.items())
FILE: CuratedFile = Workspace(HERE.parent).file(HERE.parent / "graph/data/sources/2015/a-source.ttl")


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    return read_dictionary()


def told(text: str, dictionary: Dictionary) -> list[tuple[str, str | None]]:
    document = parse(HEAD + text, FILE.relative)
    assert document.faults == ()
    return [(finding.rule, finding.nearest) for finding in naming_findings(FILE, document, dictionary)]


RIGHT = {
    ":shareholding--sfr--numergy": "a andro:Shareholding ; andro:owner id:sfr ; andro:asset id:numergy",
    ":position--a--b--minister": (
        "a andro:Position ; andro:person id:a ; andro:organization id:b ; andro:role role:minister"
    ),
    ":position--a--b--minister-delegate--smes-innovation-and-digital-economy": (
        "a andro:Position ; andro:person id:a ; andro:organization id:b ; andro:role role:minister-delegate ;"
        " andro:portfolio portfolio:smes-innovation-and-digital-economy"
    ),
    ":funding--cloudwatt--etat-francais": "a andro:Funding ; andro:purpose id:cloudwatt ; andro:payer id:etat-francais",
    ":funding--cloudwatt--public": "a andro:Funding ; andro:purpose id:cloudwatt ; andro:origin origin:public",
    ":funding--cloudwatt--total": "a andro:Funding ; andro:purpose id:cloudwatt",
    ":funding--cloudwatt--total--2012": (
        'a andro:Funding ; andro:purpose id:cloudwatt ; andro:period "2012"^^xsd:gYear'
    ),
    ":award--a-call--oodrive": "a andro:Award ; andro:call id:a-call ; andro:winner id:oodrive",
    ":award--a-contract--oodrive": "a andro:Award ; andro:contract id:a-contract ; andro:winner id:oodrive",
    ":certificate--secnumcloud--oodrive": "a andro:Certificate ; andro:scheme id:secnumcloud ; andro:holder id:oodrive",
    ":certificate--secnumcloud--oodrive--drive": (
        "a andro:Certificate ; andro:scheme id:secnumcloud ; andro:holder id:oodrive ; andro:service id:drive"
    ),
    ":certificate--secnumcloud--oodrive--secnumcloud-3-2": (
        "a andro:Certificate ; andro:scheme id:secnumcloud ; andro:holder id:oodrive ;"
        " andro:schemeVersion id:secnumcloud-3-2"
    ),
    ":figure--ovhcloud--revenue--2020-06": (
        "a andro:Figure ; andro:subject id:ovhcloud ; andro:measure measure:revenue ;"
        ' andro:period "2020-06"^^xsd:gYearMonth'
    ),
    ":milestone--a-plan--due--2014": (
        'a andro:Milestone ; andro:thing id:a-plan ; andro:step step:due ; andro:date "2014-06-01"^^xsd:date'
    ),
    ":naming--a-plan--strategie-d-innovation-du-coeur": (
        'a andro:Naming ; andro:named id:a-plan ; andro:name "Stratégie d’innovation du cœur"@fr'
    ),
    ":relation--a--competitor-of--b": (
        "a andro:Relation ; andro:subject id:a ; andro:predicate andro:competitorOf ; andro:object id:b"
    ),
    ":statement--1": 'a andro:Statement ; andro:said "x"@fr',
    ":provision--12": 'a andro:Provision ; andro:text "x"@fr',
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_name_that_follows_from_the_values_is_right(name: str, dictionary: Dictionary) -> None:
    assert told(f"{name} {RIGHT[name]} .", dictionary) == []


@pytest.mark.parametrize("name", [name for name in RIGHT if name not in (":statement--1", ":provision--12")])
def test_any_other_name_is_one_finding_with_the_right_one(name: str, dictionary: Dictionary) -> None:
    [(rule, nearest)] = told(f":something-else {RIGHT[name]} .", dictionary)
    plain = {
        ":certificate--secnumcloud--oodrive--secnumcloud-3-2": ":certificate--secnumcloud--oodrive",
        ":milestone--a-plan--due--2014": ":milestone--a-plan--due",
    }
    assert (rule, nearest) == ("name/claim", plain.get(name, name))


@pytest.mark.parametrize("name", [":statement", ":statement--0", ":statement--01", ":statement--one", ":provision--1"])
def test_a_statement_without_its_number_gets_the_next_one(name: str, dictionary: Dictionary) -> None:
    text = f":statement--1 {RIGHT[':statement--1']} .\n{name} {RIGHT[':statement--1']} ."
    assert told(text, dictionary) == [("name/number", ":statement--2")]


def test_a_numbered_claim_has_no_twin(dictionary: Dictionary) -> None:
    text = f":statement--1 {RIGHT[':statement--1']} .\n:statement--1.2 {RIGHT[':statement--1']} ."
    assert told(text, dictionary) == [("name/number", ":statement--2")]


def test_a_year_that_the_claim_does_not_give_is_no_discriminator(dictionary: Dictionary) -> None:
    values = RIGHT[":milestone--a-plan--due--2014"]
    assert told(f":milestone--a-plan--due--2015 {values} .", dictionary) == [("name/claim", ":milestone--a-plan--due")]


def test_a_second_claim_of_a_fact_bears_the_number_two(dictionary: Dictionary) -> None:
    values = RIGHT[":shareholding--sfr--numergy"]
    name = ":shareholding--sfr--numergy"
    assert told(f"{name} {values} .\n{name}.2 {values} .\n{name}.3 {values} .", dictionary) == []
    assert told(f"{name} {values} .\n{name}.3 {values} .", dictionary) == [("name/twin", None)]
    assert told(f"{name}.1 {values} .", dictionary) == [("name/claim", name)]


def test_a_wrong_name_whose_right_one_is_taken_becomes_its_twin(dictionary: Dictionary) -> None:
    values = RIGHT[":shareholding--sfr--numergy"]
    text = f":shareholding--sfr--numergy {values} .\n:shareholding--numergy--sfr {values} ."
    assert told(text, dictionary) == [("name/claim", ":shareholding--sfr--numergy.2")]


def test_two_blocks_of_one_name_are_a_finding_since_they_would_become_one(dictionary: Dictionary) -> None:
    values = RIGHT[":shareholding--sfr--numergy"]
    text = f":shareholding--sfr--numergy {values} .\n:shareholding--sfr--numergy {values} ."
    assert told(text, dictionary) == [("name/twice", ":shareholding--sfr--numergy.2")]


def test_a_claim_that_lacks_what_names_it_is_left_to_the_shapes(dictionary: Dictionary) -> None:
    assert told(":shareholding--sfr a andro:Shareholding ; andro:owner id:sfr .", dictionary) == []


def test_a_name_given_in_two_languages_may_be_that_of_either(dictionary: Dictionary) -> None:
    kind = dictionary.by_token["naming"]
    document = parse(HEAD + ':x andro:named id:a ; andro:name "Nuage"@fr ; andro:name "Cloud"@en .', "x")
    values = {
        found.path: [one.value for one in document.triples if one.path == found.path] for found in document.triples
    }
    assert bases(kind, values) == ["naming--a--cloud", "naming--a--nuage"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a--b", Name("a--b")),
        ("a--b.2", Name("a--b", 2)),
        ("a--b.10", Name("a--b", 10)),
        ("a--b.1", None),
        ("a--b.02", None),
    ],
)
def test_a_name_divides_into_that_of_its_fact_and_a_number(text: str, name: Name | None) -> None:
    assert read_name(text) == name
    assert name is None or str(name) == text
