"""What the default graph says when several documents speak of one thing."""

import random
import time

import pyoxigraph as ox
import pytest

from graph.names import entity
from loaders.derivation.claims import Claim
from loaders.derivation.facts import Background, derive_facts, joined
from ontology import ANDRO
from ontology.dictionary import Dictionary
from tests.small_world import MakeWorld

SFR_46 = """:shareholding--sfr--numergy a andro:Shareholding ; andro:owner id:sfr ; andro:asset id:numergy ;
    andro:percent 46.0 ."""
SFR_47 = SFR_46.replace("46.0", "47.0")
PLANNED = SFR_46.replace(" .", " ; andro:modality modality:planned .")
ALLEGED = SFR_46.replace(" .", " ; andro:modality modality:alleged .")
DENIED = SFR_46.replace(" .", " ; andro:modality modality:denied .")
FACT = "shareholding--sfr--numergy"


def record(slug: str, text: str) -> str:
    return f"id:{slug} a andro:Source ; {text} ."


def test_what_two_documents_say_is_one_fact_with_the_value_on_which_they_agree(world: MakeWorld) -> None:
    made = world({"doc-a": SFR_46, "doc-b": SFR_46})
    assert made.facts() == {FACT}
    assert made.kinds(FACT) == {"Fact", "Shareholding"}
    assert made.said(FACT, "percent") == {"46"}
    assert made.said(FACT, "statedIn") == {"doc-a", "doc-b"}
    assert made.said(FACT, "sourceCount") == {"2"}
    assert made.said(FACT, "standing") == {"plain"}
    assert made.said(FACT, "disputes") == set()


def test_each_claim_is_typed_and_tied_to_its_fact_in_its_own_graph_alone(world: MakeWorld) -> None:
    made = world({"doc-a": SFR_46, "doc-b": SFR_46})
    assert made.said(f"#{FACT}", "claimOf", "doc-a") == {FACT}
    assert made.said(f"#{FACT}", "type", "doc-a") == {"Claim", "Shareholding"}
    assert made.said(f"doc-a#{FACT}", "claimOf") == set()


def test_values_that_differ_are_marked_and_none_of_them_stands(world: MakeWorld) -> None:
    made = world({"doc-a": SFR_46, "doc-b": SFR_47})
    assert made.said(FACT, "percent") == set()
    assert made.said(FACT, "disputes") == {"percent"}
    assert made.said(FACT, "standing") == {"disputed"}
    assert made.said(FACT, "owner") == {"sfr"}
    assert made.said("sfr", "shareholderOf") == {"numergy"}


def test_a_second_claim_of_one_fact_in_one_document_is_a_claim_of_that_fact(world: MakeWorld) -> None:
    made = world({"doc-a": SFR_46 + SFR_47.replace("numergy a", "numergy.2 a")})
    assert made.facts() == {FACT}
    assert made.said(f"#{FACT}.2", "claimOf", "doc-a") == {FACT}
    assert made.said(FACT, "disputes") == {"percent"}
    assert made.said(FACT, "sourceCount") == {"1"}


def test_properties_that_can_have_several_values_keep_all(world: MakeWorld) -> None:
    post = (
        ":position--x--y--head a andro:Position ; andro:person id:x ; andro:organization id:y ; andro:role role:head ; "
    )
    made = world({"doc-a": post + 'andro:title "PDG"@fr .', "doc-b": post + 'andro:title "président"@fr .'})
    assert made.said("position--x--y--head", "title") == {"PDG", "président"}
    assert made.said("position--x--y--head", "disputes") == set()


def test_what_belongs_to_the_document_stays_on_the_claim(world: MakeWorld) -> None:
    made = world(
        {
            "doc-a": SFR_46.replace(
                " .",
                ' ; andro:locator "§4" ; andro:note "n"@en ; andro:observedOn "2015"^^xsd:gYear'
                " ; andro:attributedTo id:bull .",
            )
        }
    )
    for name in ("locator", "note", "observedOn", "attributedTo", "modality"):
        assert made.said(FACT, name) == set()
    assert made.said(FACT, "standing") == {"plain"}
    assert made.said(f"#{FACT}", "locator", "doc-a") == {"§4"}


@pytest.mark.parametrize(
    ("claims", "standing"),
    [
        ([PLANNED], "planned"),
        ([ALLEGED, PLANNED], "planned"),
        ([DENIED, ALLEGED], "alleged"),
        ([DENIED], "denied"),
        ([SFR_46, PLANNED], "plain"),
        ([SFR_46, ALLEGED], "plain"),
        ([SFR_46, DENIED], "denied"),
        ([SFR_46, SFR_47, DENIED], "denied"),
        ([SFR_46, SFR_47, PLANNED], "disputed"),
    ],
)
def test_a_fact_has_exactly_one_standing(world: MakeWorld, claims: list[str], standing: str) -> None:
    made = world({f"doc-{number}": text for number, text in enumerate(claims)})
    assert made.said(FACT, "standing") == {standing}


@pytest.mark.parametrize("claim", [PLANNED, ALLEGED, DENIED])
def test_what_no_document_says_plainly_answers_no_simple_query(world: MakeWorld, claim: str) -> None:
    made = world({"doc-a": claim})
    assert made.kinds(FACT) == {"Fact"}
    assert made.said(FACT, "owner") == set()
    assert made.said("sfr", "shareholderOf") == set()
    assert made.said("sfr", "shareholderOf", "doc-a") == set()
    assert made.said(f"#{FACT}", "type", "doc-a") == {"Claim", "Shareholding"}
    assert made.said(FACT, "label") == {"Part : sfr, numergy", "sfr: numergy"}


VAGUE = SFR_46.replace(" .", " ; andro:precision precision:about .")


def test_a_number_that_is_exact_somewhere_is_exact_in_the_fact(world: MakeWorld) -> None:
    made = world({"doc-a": SFR_47, "doc-b": VAGUE})
    assert made.said(FACT, "percent") == {"47"}
    assert made.said(FACT, "precision") == set()
    assert made.said(FACT, "disputes") == set()


def test_a_number_that_is_nowhere_exact_keeps_its_precision(world: MakeWorld) -> None:
    made = world({"doc-a": VAGUE, "doc-b": VAGUE})
    assert made.said(FACT, "percent") == {"46"}
    assert made.said(FACT, "precision") == {"about"}


def test_where_numbers_disagree_nothing_is_said_of_their_precision(world: MakeWorld) -> None:
    made = world({"doc-a": SFR_46.replace("46.0", "60.0"), "doc-b": VAGUE})
    assert made.said(FACT, "disputes") == {"percent"}
    assert made.said(FACT, "precision") == set()


def test_a_number_that_is_said_to_be_exact_is_as_one_of_which_nothing_is_said(world: MakeWorld) -> None:
    exact = SFR_47.replace(" .", " ; andro:precision precision:exact .")
    made = world({"doc-a": exact, "doc-b": VAGUE})
    assert made.said(FACT, "percent") == {"47"}
    assert made.said(FACT, "precision") == set()


def test_where_two_numbers_differ_in_precision_neither_lends_it_to_the_other(world: MakeWorld) -> None:
    amount = SFR_46.replace("percent 46.0", "amount 100.0 ; andro:precision precision:at-least")
    made = world({"doc-a": VAGUE, "doc-b": amount})
    assert (made.said(FACT, "percent"), made.said(FACT, "amount")) == ({"46"}, {"100"})
    assert made.said(FACT, "precision") == set()


def test_a_planned_value_disputes_nothing(world: MakeWorld) -> None:
    made = world({"doc-a": SFR_47, "doc-b": PLANNED})
    assert made.said(FACT, "percent") == {"47"}
    assert made.said(FACT, "disputes") == set()
    assert made.said(FACT, "sourceCount") == {"1"}
    assert made.said(FACT, "statedIn") == {"doc-a"}


def test_a_reprint_counts_with_its_original(world: MakeWorld) -> None:
    made = world(
        {
            "doc-a": record("doc-a", 'andro:grade "B"') + SFR_46,
            "doc-b": record("doc-b", 'andro:grade "C" ; andro:copyOf id:doc-a') + SFR_46,
        }
    )
    assert made.said(FACT, "sourceCount") == {"1"}
    assert made.said(FACT, "statedIn") == {"doc-a", "doc-b"}
    assert made.said(FACT, "bestGrade") == {"B"}


def test_two_texts_made_from_one_communique_count_once(world: MakeWorld) -> None:
    sources = {slug: record(slug, "andro:basedOn id:communique") + SFR_46 for slug in ("doc-a", "doc-b")}
    assert world(sources).said(FACT, "sourceCount") == {"1"}
    assert world(sources | {"doc-c": SFR_46}).said(FACT, "sourceCount") == {"2"}


def test_the_grade_of_who_only_denies_counts_for_nothing(world: MakeWorld) -> None:
    made = world(
        {
            "doc-a": record("doc-a", 'andro:grade "C"') + SFR_46,
            "doc-b": record("doc-b", 'andro:grade "A"') + DENIED,
        }
    )
    assert made.said(FACT, "bestGrade") == {"C"}
    assert made.said(FACT, "statedIn") == {"doc-a"}


def test_statements_are_never_grouped(world: MakeWorld) -> None:
    text = ':statement--1 a andro:Statement ; andro:speaker id:x ; andro:about id:cloud ; andro:locator "§1" .'
    made = world({"doc-a": text, "doc-b": text})
    assert made.facts() == {"doc-a--statement--1", "doc-b--statement--1"}
    assert made.said("#statement--1", "claimOf", "doc-a") == {"doc-a--statement--1"}
    assert made.said("doc-a--statement--1", "label") == {"x : cloud, §1"}


def test_facts_that_editors_join_are_one(world: MakeWorld) -> None:
    other = SFR_46.replace("numergy", "numergy-sas")
    joins = f"id:shareholding--sfr--numergy-sas andro:sameFactAs id:{FACT} ."
    made = world({"doc-a": SFR_46, "doc-b": other}, authorities=joins)
    assert made.facts() == {FACT}
    assert made.said("#shareholding--sfr--numergy-sas", "claimOf", "doc-b") == {FACT}
    assert made.said(FACT, "disputes") == {"asset"}


def test_facts_of_two_kinds_that_are_one_are_of_the_kind_that_is_said_plainly(world: MakeWorld) -> None:
    planned = ":funding--numergy--total a andro:Funding ; andro:purpose id:numergy ; andro:modality modality:planned ."
    joins = f"id:funding--numergy--total andro:sameFactAs id:{FACT} ."
    made = world({"doc-a": planned, "doc-b": SFR_46}, authorities=joins)
    assert made.facts() == {FACT}
    assert made.kinds(FACT) == {"Fact", "Shareholding"}


@pytest.mark.parametrize(
    ("pairs", "chosen"),
    [
        ([("a", "b")], {"a": "b"}),
        ([("a", "b"), ("b", "c")], {"a": "c", "b": "c"}),
        ([("a", "c"), ("b", "c")], {"a": "c", "b": "c"}),
        ([("a", "b"), ("a", "c")], {"a": "b", "c": "b"}),
        ([("b", "a"), ("a", "b")], {"b": "a"}),
        ([("a", "a")], {}),
    ],
)
def test_joined_facts_have_one_that_stands_for_all(pairs: list[tuple[str, str]], chosen: dict[str, str]) -> None:
    assert joined(pairs) == chosen
    assert joined(reversed(pairs)) == chosen


def test_a_sum_within_another_is_within_it_as_a_fact(world: MakeWorld) -> None:
    text = """
    :funding--plan--state a andro:Funding ; andro:purpose id:plan ; andro:payer id:state ;
        andro:includedIn :funding--plan--total .
    :funding--plan--total a andro:Funding ; andro:purpose id:plan ; andro:amountPaid 225.0 .
    """
    made = world({"doc-a": text})
    assert made.said("funding--plan--state", "includedIn") == {"funding--plan--total"}
    assert made.said("#funding--plan--state", "includedIn", "doc-a") == {"funding--plan--total"}


def test_without_one_document_its_claims_are_gone_and_the_facts_that_rest_on_it_alone(world: MakeWorld) -> None:
    bull = SFR_46.replace("sfr", "bull")
    both = world({"doc-a": SFR_46 + bull, "doc-b": SFR_47})
    without = world({"doc-a": SFR_46 + bull})
    assert both.said(FACT, "standing") == {"disputed"}
    assert without.said(FACT, "percent") == {"46"}
    assert without.facts() == both.facts()
    alone = world({"doc-b": SFR_47})
    assert alone.facts() == {FACT}
    assert {one for one in alone.default if "bull" in str(one)} == set()
    assert entity("doc-a") not in alone.graphs


def test_the_order_of_the_claims_decides_nothing(dictionary: Dictionary) -> None:
    claims = many_claims(dictionary, 60)
    shuffled = list(claims)
    random.Random(3).shuffle(shuffled)
    assert derive_facts(shuffled, Background()) == derive_facts(claims, Background())


def test_five_thousand_claims_take_under_a_second(dictionary: Dictionary) -> None:
    claims = many_claims(dictionary, 5000)
    start = time.process_time()
    assert len(derive_facts(claims, Background())) == 500
    assert time.process_time() - start < 1


def many_claims(dictionary: Dictionary, count: int) -> list[Claim]:
    kind = dictionary.by_token["shareholding"]
    return [
        Claim(
            f"{entity(f'doc-{n // 10}')}#shareholding--o{n % 10}--a{n // 100}",
            entity(f"doc-{n // 10}"),
            kind,
            {
                ANDRO + "owner": frozenset([ox.NamedNode(entity(f"o{n % 10}"))]),
                ANDRO + "asset": frozenset([ox.NamedNode(entity(f"a{n // 100}"))]),
                ANDRO + "percent": frozenset([ox.Literal(n % 7)]),
                ANDRO + "locator": frozenset([ox.Literal(n)]),
            },
        )
        for n in range(count)
    ]
