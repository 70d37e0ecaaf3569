"""/money lists each sum that a document gives, with its stage, and lets it be chosen without a script."""

import re
from collections.abc import Callable

import httpx
import pytest

from api.pages.sums import Wanted
from ontology import XSD

Fetch = Callable[..., httpx.Response]
HTML = "text/html"
SUMS = """
id:funding--cloudwatt--total a andro:Funding ; rdfs:label "Financement : Cloudwatt"@fr ;
    andro:purpose id:cloudwatt ; andro:payer id:etat ; andro:currency "EUR" ; andro:amountPaid 75000000.0 ;
    andro:standing standing:disputed ; andro:disputes andro:amountBudgeted .
id:acquisition--atos--bull a andro:Acquisition ; rdfs:label "Acquisition : Atos, Bull"@fr ;
    andro:buyer id:atos ; andro:target id:bull ; andro:amount 2000000000.0 ; andro:currency "USD" ;
    andro:date "2014-05"^^<http://www.w3.org/2001/XMLSchema#gYearMonth> ; andro:standing standing:plain .
id:cloudwatt rdfs:label "Cloudwatt"@fr . id:etat rdfs:label "État français"@fr .
id:atos rdfs:label "Atos"@fr . id:bull rdfs:label "Bull"@fr .
GRAPH id:one { id:one%23a a andro:Funding ; andro:claimOf id:funding--cloudwatt--total ; andro:purpose id:cloudwatt ;
    andro:payer id:etat ; andro:currency "EUR" ; andro:amountPaid 75000000.0 ; andro:amountBudgeted 1800000000.0 . }
GRAPH id:two { id:two%23a a andro:Funding ; andro:claimOf id:funding--cloudwatt--total ; andro:purpose id:cloudwatt ;
    andro:payer id:etat ; andro:currency "EUR" ; andro:amountBudgeted 2000000000.0 .
    id:two%23b a andro:Acquisition ; andro:claimOf id:acquisition--atos--bull ; andro:buyer id:atos ;
    andro:target id:bull ; andro:amount 2000000000.0 ; andro:currency "USD" . }
""".replace("%23", "\\#")


@pytest.fixture(autouse=True)
def _sums(say: Callable[[str], None]) -> None:
    say("PREFIX standing: <https://w3id.org/andromede/vocabulary/standing/>\n" + SUMS)


def rows_in(answer: httpx.Response) -> list[str]:
    """The rows of the table as text, their cells parted by bars."""
    rows = re.findall("<tr>(.*?)</tr>", answer.text.partition("<tbody>")[2], re.S)
    cells = (re.findall("<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in rows)
    shown = ("|".join(re.sub("<[^>]*>", "", cell).strip() for cell in row) for row in cells)
    return [text.replace("\xa0", " ").replace("\u202f", " ") for text in shown]


def test_each_sum_is_told_with_its_stage_who_what_for_when_and_by_how_many_documents(fetch: Fetch) -> None:
    answer = fetch("/money", HTML, **{"accept-language": "fr"})
    rows = rows_in(answer)
    assert len(rows) == 3
    assert re.fullmatch(r"1,8 Md€ ou 2 Md€.*\|budgété\|État français\|Cloudwatt\|\|\|C 2", rows[0])
    assert re.fullmatch(r"75 M€.*\|versé\|État français\|Cloudwatt\|\|\|C 1", rows[1])
    assert re.fullmatch(r"2 Md\$.*\|prix ou apport\|Atos\|Bull\|\|mai 2014\|C 1", rows[2])


def test_each_sum_leads_to_its_fact_and_a_disputed_one_to_what_is_disputed(fetch: Fetch) -> None:
    table = fetch("/money", HTML).text.partition("<tbody>")[2].partition("</tbody>")[0]
    assert table.count('<th scope="row"><a href="/id/funding--cloudwatt--total">') == 2
    assert table.count('href="/doc/funding--cloudwatt--total#disputes"') == 1


@pytest.mark.parametrize(
    ("query", "stages"),
    [
        ("stage=amountPaid", ["versé"]),
        ("currency=USD", ["prix ou apport"]),
        ("q=etat+CLOUDWATT", ["budgété", "versé"]),
        ("q=nobody", []),
        ("order=date", ["prix ou apport", "budgété", "versé"]),
        ("order=what", ["prix ou apport", "budgété", "versé"]),
    ],
)
def test_sums_are_chosen_and_ordered_by_the_address_alone(fetch: Fetch, query: str, stages: list[str]) -> None:
    rows = rows_in(fetch(f"/money?{query}", HTML))
    assert [row.split("|")[1] for row in rows] == stages


def test_sums_of_another_currency_are_not_ranked_among_the_others(fetch: Fetch) -> None:
    sums = [row.partition("|")[0] for row in rows_in(fetch("/money", HTML))]
    assert ["€" in each for each in sums] == [True, True, False]


def test_a_choice_of_sums_stays_while_it_is_narrowed_and_starts_at_its_first_page(fetch: Fetch) -> None:
    page = fetch("/money?stage=amountPaid&currency=EUR&q=etat&page=1", HTML).text
    facets = re.findall(r'<li><a href="([^"]*)"', page.partition('class="facets"')[2].partition("<form")[0])
    assert "?stage=amountBudgeted&amp;currency=EUR&amp;q=etat" in facets
    assert "?stage=amountPaid&amp;currency=USD&amp;q=etat" in facets
    assert "?currency=EUR&amp;q=etat" in facets


def test_sums_of_a_year_come_before_those_of_earlier_years_and_of_none(
    fetch: Fetch, say: Callable[[str], None]
) -> None:
    say(f"""id:funding--bull--total a andro:Funding ; rdfs:label "Financement : Bull"@fr ; andro:currency "EUR" ;
        andro:purpose id:bull ; andro:amountPaid 5.0 ;
        andro:start "2009"^^<{XSD}gYear> ; andro:end "2015"^^<{XSD}gYear> .
        GRAPH id:two {{ id:two\\#c a andro:Funding ; andro:claimOf id:funding--bull--total ; andro:amountPaid 5.0 }}""")
    rows = rows_in(fetch("/money?order=date", HTML))
    assert [row.split("|")[3] for row in rows] == ["Bull", "Bull", "Cloudwatt", "Cloudwatt"]
    assert rows[0].startswith("5 €")
    by_purpose = rows_in(fetch("/money?order=what&currency=EUR", HTML))
    assert [row.split("|")[3] for row in by_purpose] == ["Bull", "Cloudwatt", "Cloudwatt"]


def test_sums_as_data_have_their_stage_their_numbers_and_their_currency(fetch: Fetch) -> None:
    listed = fetch("/money.jsonld", **{"accept-language": "fr"}).json()
    assert listed["name"] == [{"@value": "Argent", "@language": "fr"}]
    amounts = [entry["amount"] for entry in listed["itemListElement"]]
    told = [(each["propertyID"]["@id"].partition("#")[2], each["currency"]) for each in amounts]
    assert told == [("amountBudgeted", "EUR"), ("amountPaid", "EUR"), ("amount", "USD")]
    numbers = [[float(number["@value"]) for number in each["value"]] for each in amounts]
    assert numbers == [[1.8e9, 2e9], [75e6], [2e9]]
    assert amounts[1]["name"] == [{"@value": "versé", "@language": "fr"}]
    assert amounts[1]["description"][0]["@value"].replace("\xa0", " ") == "75 M€"


@pytest.mark.parametrize("kind", ["Fund", "Programme"])
def test_an_address_of_the_list_that_was_here_before_leads_to_where_it_is_now(fetch: Fetch, kind: str) -> None:
    moved = fetch(f"/money?kind={kind}&q=a+b&lang=en", HTML)
    assert (moved.status_code, moved.headers["location"]) == (308, f"/funds?kind={kind}&q=a+b&lang=en")


def test_a_sum_that_another_tells_more_precisely_is_left_out(fetch: Fetch, say: Callable[[str], None]) -> None:
    say("id:acquisition--atos--bull andro:vaguerThan id:acquisition--atos--bull--2014 .")
    assert not [row for row in rows_in(fetch("/money", HTML)) if "Atos" in row]


def test_sums_are_ordered_by_what_they_are_for_whenever_that_was(fetch: Fetch, say: Callable[[str], None]) -> None:
    say("""id:funding--atos--total a andro:Funding ; rdfs:label "Financement : Atos"@fr ; andro:currency "AUD" ;
        andro:purpose id:atos ; andro:amountPaid 5.0 .
        GRAPH id:two { id:two\\#d a andro:Funding ; andro:claimOf id:funding--atos--total ; andro:amountPaid 5.0 }""")
    by_purpose, by_sum = (rows_in(fetch(f"/money?order={order}", HTML)) for order in ("what", ""))
    assert [row.split("|")[3] for row in by_purpose] == ["Atos", "Bull", "Cloudwatt", "Cloudwatt"]
    assert [row.split("|")[3] for row in by_sum][:2] == ["Cloudwatt", "Cloudwatt"], "of what most are in"


def test_a_sum_has_its_period_its_best_grade_and_its_standing(fetch: Fetch, say: Callable[[str], None]) -> None:
    say(f"""id:funding--cloudwatt--total andro:period "2012"^^<{XSD}gYear> .
        id:one a andro:Source ; andro:grade "A" . id:two a andro:Source ; andro:grade "B" .""")
    budgeted, paid, _ = rows_in(fetch("/money", HTML))
    assert [budgeted.split("|")[5:], paid.split("|")[5:]] == [["2012", "A 2"], ["2012", "A 1"]]


def test_a_choice_of_sums_begins_at_its_first_page() -> None:
    wanted = Wanted(currency="EUR", text="etat", number=3)
    assert wanted.address(stage="amountPaid") == "?stage=amountPaid&currency=EUR&q=etat"
    assert wanted.page(4) == "?currency=EUR&q=etat&page=4"


def test_a_sum_that_is_only_planned_looks_so_and_says_so(fetch: Fetch, say: Callable[[str], None]) -> None:
    say("""id:funding--bull--total a andro:Funding ; rdfs:label "Financement : Bull"@fr ; andro:purpose id:bull ;
        andro:currency "EUR" ; andro:amountPaid 5.0 ;
        andro:standing <https://w3id.org/andromede/vocabulary/standing/planned> .
        GRAPH id:two { id:two\\#d a andro:Funding ; andro:claimOf id:funding--bull--total ; andro:amountPaid 5.0 ;
            andro:purpose id:bull ; andro:currency "EUR" ;
            andro:modality <https://w3id.org/andromede/vocabulary/modality/planned> }""")
    page = fetch("/money?q=bull&currency=EUR", HTML, **{"accept-language": "fr"})
    (row,) = re.findall("<tr>.*?</tr>", page.text.partition("<tbody>")[2], re.S)
    head, stage = row.split("</th>")[0], row.split("</th>")[1].split("</td>")[0]
    assert "is-planned" in head
    assert "planned" in stage
