import re
from collections.abc import Callable

import httpx
import pytest

from api.pages.flow import flow_of
from api.pages.margin import Margin
from api.pages.pieces import Namer
from api.pages.telling import Teller
from api.pages.views import read_views
from api.pages.words import words_of
from graph.reading.facts import Claim, Fact, Group
from graph.terms import Iri, Literal, Term
from ontology import ANDRO, ID, core
from ontology.dictionary import read_dictionary

Fetch = Callable[..., httpx.Response]
NAMES = ("state", "bank", "firm", "rival")


@pytest.fixture(scope="module")
def teller() -> Teller:
    namer = Namer(words_of("en"), {ID + name: {"": name.title()} for name in NAMES})
    return Teller(namer, read_dictionary(), read_views(), Margin({}, namer))


def funding(name: str, modality: str = "", standing: str = "plain", **given: str) -> Fact:
    """A sum with what one document says of it: numbers are amounts, names things, `within` the name of another."""
    values: dict[str, tuple[Term, ...]] = {ANDRO + "currency": (Literal(given.pop("currency", "EUR")),)}
    if "within" in given:
        values[ANDRO + "includedIn"] = (Iri(f"{ID}doc#{given.pop('within')}"),)
    for key, value in given.items():
        values[ANDRO + key] = (Literal(value) if value[0].isdigit() else Iri(ID + value),)
    if modality:
        values[ANDRO + "modality"] = (Iri(core.MODALITIES + modality),)
    agreed = values | {ANDRO + "standing": (Iri(core.STANDINGS + standing),)}
    claim = Claim(f"{ID}doc#{name}", ID + "doc", values)
    return Fact(f"{ID}funding--{name}", agreed, (claim,), (Group(ANDRO + "Funding", ANDRO + "purpose"),))


FIRM = funding("firm", payer="state", channel="bank", purpose="firm", amountAnnounced="75000000", amountPaid="50000000")
RIVAL = funding("rival", payer="state", purpose="rival", amountCommitted="10000000")


def test_a_stream_says_who_pays_through_what_for_what_and_every_stage(teller: Teller) -> None:
    flow = flow_of([RIVAL, FIRM], teller)
    assert flow
    assert flow.told == (
        "State → Firm, through Bank: €75m announced, €50m paid",
        "State → Rival: €10m committed",
    )
    assert [ribbon.style for ribbon in flow.wide.ribbons] == ["b-plan", "b", "b2"]


def test_what_is_part_of_another_sum_is_not_drawn_beside_it(teller: Teller) -> None:
    part = funding("part", payer="bank", purpose="firm", amountPaid="20000000", within="firm")
    flow = flow_of([FIRM, RIVAL, part], teller)
    assert flow
    assert [told.partition(" ")[0] for told in flow.told] == ["State", "State"]


def test_a_whole_without_a_payer_gives_way_to_its_parts(teller: Teller) -> None:
    whole = funding("whole", purpose="firm", amountAnnounced="90000000")
    parts = [
        funding("one", payer="state", purpose="firm", amountAnnounced="60000000", within="whole"),
        funding("two", payer="bank", purpose="firm", amountAnnounced="30000000", within="whole"),
    ]
    flow = flow_of([whole, *parts], teller)
    assert flow
    assert flow.told == ("State → Firm: €60m announced", "Bank → Firm: €30m announced")


@pytest.mark.parametrize(
    "odd",
    [
        funding("odd", payer="bank", purpose="firm", amountPaid="7000000", currency="USD"),
        funding("odd", payer="bank", purpose="firm", amountPaid="7000000", modality="denied", standing="denied"),
        funding("odd", payer="bank", purpose="firm"),
        funding("odd", payer="bank", amountPaid="7000000"),
    ],
    ids=["in another currency", "denied", "without a sum", "for nothing named"],
)
def test_a_sum_that_cannot_be_compared_is_left_to_the_table(teller: Teller, odd: Fact) -> None:
    flow = flow_of([FIRM, RIVAL, odd], teller)
    assert flow
    assert len(flow.told) == 2


def test_of_several_channels_the_picture_names_the_first_and_the_words_all(teller: Teller) -> None:
    values = {**FIRM.values, ANDRO + "channel": tuple(Iri(ID + name) for name in ("bank", "state", "rival"))}
    claim = Claim(FIRM.claims[0].iri, ID + "doc", values)
    flow = flow_of([RIVAL, Fact(FIRM.iri, values, (claim,), FIRM.groups)], teller)
    assert flow
    assert "Bank and 2\xa0more" in {text.text for text in flow.wide.texts}
    assert "through Bank, State, Rival" in flow.told[0]


def test_one_sum_alone_is_no_picture(teller: Teller) -> None:
    assert flow_of([FIRM], teller) is None


def test_what_is_only_planned_is_drawn_as_that_whatever_its_stage(teller: Teller) -> None:
    planned = funding("p", payer="bank", purpose="firm", amountPaid="9000000", modality="planned", standing="planned")
    flow = flow_of([FIRM, planned], teller)
    assert flow
    assert flow.wide.ribbons[-1].style == "b-plan"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_of_a_plan_shows_the_flow_with_its_words_and_its_table(fetch_real: Fetch, language: str) -> None:
    page = fetch_real(f"/doc/plan-industriel-cloud-2021?lang={language}", accept="text/html").text
    figure, _, after = page.partition('<figure class="flow">')[2].partition("</figure>")
    pictures = re.findall(
        r'<svg class="(?:broad|narrow)"[^>]* role="img" aria-labelledby="(\S+) (\S+)"><title id="(\S+)">[^<]+</title>'
        r'<desc id="(\S+)">([^<]+)</desc>',
        figure,
    )
    assert len(pictures) == 2
    assert all(titled == title and described == told for titled, described, title, told, _ in pictures)
    assert all(words.count("→") >= 3 for *_, words in pictures)
    assert "style=" not in figure
    assert '<table class="bars sums">' in after.partition("</section>")[0]
