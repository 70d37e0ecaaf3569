"""What each shortcut makes of a claim or fact, and what it makes nothing of."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from ontology import ANDRO, HERE
from ontology.catalogue import Query, read_queries
from ontology.prefixes import read_prefixes

DATE = '"2014-03"^^xsd:gYearMonth'

# File → a situation, and the triples that follow from it.
MADE = {
    "heldPositionIn": (
        "a andro:Position ; andro:person id:p ; andro:organization id:o",
        "id:p andro:heldPositionIn id:o",
    ),
    "leads": (
        "a andro:Responsibility ; andro:agent id:p ; andro:object id:o ; andro:role role:leader",
        "id:p andro:leads id:o",
    ),
    "manages": (
        "a andro:Responsibility ; andro:agent id:p ; andro:object id:o ; andro:role role:manager",
        "id:p andro:manages id:o",
    ),
    "memberOf": ("a andro:Membership ; andro:member id:m ; andro:group id:g", "id:m andro:memberOf id:g"),
    "tookPartIn": ("a andro:Participation ; andro:participant id:p ; andro:in id:e", "id:p andro:tookPartIn id:e"),
    "partnerOf": (
        "a andro:Partnership ; andro:firstPartner id:a ; andro:secondPartner id:b",
        "id:a andro:partnerOf id:b . id:b andro:partnerOf id:a",
    ),
    "founderOf": ("a andro:Founding ; andro:founder id:p ; andro:founded id:o", "id:p andro:founderOf id:o"),
    "shareholderOf": ("a andro:Shareholding ; andro:owner id:p ; andro:asset id:o", "id:p andro:shareholderOf id:o"),
    "acquired": ("a andro:Acquisition ; andro:buyer id:p ; andro:target id:o", "id:p andro:acquired id:o"),
    "funds": ("a andro:Funding ; andro:payer id:p ; andro:purpose id:o", "id:p andro:funds id:o"),
    "wonCall": ("a andro:Award ; andro:contract id:c ; andro:winner id:w", "id:w andro:wonCall id:c"),
    "certifiedUnder": ("a andro:Certificate ; andro:scheme id:s ; andro:holder id:h", "id:h andro:certifiedUnder id:s"),
    "candidateFor": ("a andro:Candidacy ; andro:scheme id:s ; andro:candidate id:c", "id:c andro:candidateFor id:s"),
    "provides": ("a andro:Offer ; andro:organization id:o ; andro:service id:s", "id:o andro:provides id:s"),
    "uses": ("a andro:Use ; andro:user id:u ; andro:service id:s", "id:u andro:uses id:s"),
    "announcedBy": (
        "a andro:Announcement ; andro:announced id:x ; andro:announcer id:p",
        "id:x andro:announcedBy id:p",
    ),
    "partOf": ("a andro:Part ; andro:whole id:w ; andro:part id:p", "id:p andro:partOf id:w"),
    "basedIn": ("a andro:Location ; andro:thing id:t ; andro:place id:p", "id:t andro:basedIn id:p"),
    "replaces": (
        "a andro:Succession ; andro:predecessor id:a ; andro:successor id:b ; andro:change change:repeal",
        "id:b andro:replaces id:a",
    ),
    "criticisedBy": (
        "a andro:Statement ; andro:about id:x ; andro:speaker id:p ; andro:stance stance:critical",
        "id:x andro:criticisedBy id:p",
    ),
    "supportedBy": (
        "a andro:Statement ; andro:about id:x ; andro:speaker id:p ; andro:stance stance:supportive",
        "id:x andro:supportedBy id:p",
    ),
    "relation": (
        "a andro:Relation ; andro:subject id:a ; andro:predicate andro:competitorOf ; andro:object id:b",
        "id:a andro:competitorOf id:b",
    ),
}
PRESENT = ("manages", "memberOf", "partnerOf", "shareholderOf", "candidateFor", "provides", "uses", "partOf")
ENDED = (f"andro:end {DATE}", f"andro:endedBefore {DATE}", "andro:disputes andro:end")

SHORTCUTS = {query.name: query for query in read_queries(HERE / "shortcuts")}


def triples(text: str) -> list[ox.Triple]:
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in read_prefixes().items())
    return [quad.triple for quad in ox.parse(head + text, format=ox.RdfFormat.TURTLE)]


def made(name: str, situation: str) -> set[ox.Triple]:
    store = ox.Store()
    store.extend(ox.Quad(*one) for one in triples(f"id:it {situation} ."))
    answer = store.query(SHORTCUTS[name].text)
    assert isinstance(answer, ox.QueryTriples)
    return set(answer)


def test_every_shortcut_has_its_example() -> None:
    assert set(MADE) == set(SHORTCUTS)


@pytest.mark.parametrize("name", MADE)
def test_a_situation_makes_its_triple(name: str) -> None:
    situation, expected = MADE[name]
    assert made(name, situation) == set(triples(expected + " ."))


@pytest.mark.parametrize("name", sorted(set(MADE) - {"relation"}))
def test_a_shortcut_is_named_after_the_property_that_it_makes(name: str) -> None:
    assert {one.predicate.value for one in made(name, MADE[name][0])} == {ANDRO + name}


@pytest.mark.parametrize("ended", ENDED)
@pytest.mark.parametrize("name", MADE)
def test_what_has_ended_is_told_in_the_past_alone(name: str, ended: str) -> None:
    situation, _ = MADE[name]
    assert bool(made(name, f"{situation} ; {ended}")) is (name not in PRESENT)


def test_a_certificate_that_expires_has_not_ended() -> None:
    assert made("certifiedUnder", MADE["certifiedUnder"][0] + f" ; andro:expires {DATE}")


@pytest.mark.parametrize(
    ("more", "pays"),
    [
        ("andro:amountPaid 1.0", True),
        ("andro:amountCommitted 1.0", True),
        ("andro:amountAnnounced 1.0", False),
        ("andro:amountBudgeted 1.0", False),
        ("andro:amountAnnounced 2.0 ; andro:amountPaid 1.0", True),
        ("andro:disputes andro:amountPaid", True),
        ("andro:disputes andro:amountAnnounced", False),
        ("andro:amountAnnounced 2.0 ; andro:disputes andro:amountCommitted", True),
    ],
)
def test_money_that_is_only_announced_funds_nothing(more: str, pays: bool) -> None:
    assert bool(made("funds", f"{MADE['funds'][0]} ; {more}")) is pays


@pytest.mark.parametrize(
    ("name", "written", "other"),
    [
        ("leads", "role:leader", "role:rapporteur"),
        ("leads", "role:leader", "role:preparation-leader"),
        ("manages", "role:manager", "role:leader"),
        ("replaces", "change:repeal", "change:merger"),
        ("replaces", "change:repeal", "change:amendment"),
        ("criticisedBy", "stance:critical", "stance:mixed"),
        ("supportedBy", "stance:supportive", "stance:neutral"),
    ],
)
def test_a_shortcut_may_ask_for_more_than_the_kind(name: str, written: str, other: str) -> None:
    assert made(name, MADE[name][0].replace(written, other)) == set()


def test_who_leads_with_others_leads() -> None:
    assert made("leads", MADE["leads"][0].replace("role:leader", "role:co-leader"))


@pytest.mark.parametrize("query", SHORTCUTS.values(), ids=lambda query: str(query.name))
def test_no_shortcut_looks_beyond_the_graph_that_it_runs_over(query: Query) -> None:
    """The runner asks each source by itself; a GRAPH or FROM would let one document speak for another."""
    assert not {"GRAPH", "FROM", "SERVICE"} & set(query.body.split())


def test_the_readme_names_the_shortcuts_in_the_present_tense(root: Path) -> None:
    said = (root / "ontology" / "shortcuts" / "README.md").read_text("utf-8")
    present = said[said.index("**In the present tense**") : said.index("): what has a known end")]
    assert set(present.split("`")[1::2]) == set(PRESENT)
