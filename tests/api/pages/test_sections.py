import re
from collections.abc import Callable

import httpx

Fetch = Callable[..., httpx.Response]


def test_what_a_sum_is_part_of_is_called_as_its_own_row_once_however_many_documents_say_so(fetch_real: Fetch) -> None:
    page = fetch_real("/doc/plan-industriel-cloud-2021?lang=fr", accept="text/html").text
    money = page.partition('id="money"')[2].partition("</section>")[0].replace("\xa0", " ")
    assert "funding--" not in re.sub(r'"[^"]*"', "", money)
    wholes = re.findall(r"compris dans : </span>(<a .*?</a>)</span>", money)
    assert {re.sub("<[^>]*>", "", whole) for whole in wholes} == {"le tout", "argent public (667 M€)"}


def test_a_sum_for_the_same_that_is_in_no_row_is_the_whole(fetch_real: Fetch) -> None:
    page = fetch_real("/doc/etat-francais?lang=en", accept="text/html").text
    row = next(row for row in page.split("<tr>") if '<th scope="row"><a href="/id/cloudwatt">' in row)
    assert re.findall(r">([^<]+)</a>", row.partition("included in: ")[2].partition("</th>")[0]) == [
        "Sovereign cloud",
        "the whole",
    ]


def test_the_largest_sum_stands_first_and_those_untold_last(fetch_real: Fetch) -> None:
    page = fetch_real("/doc/plan-industriel-cloud-2021?lang=fr", accept="text/html").text.replace("\xa0", " ")
    heads = re.findall(r'<th scope="row">(?:<span[^>]*>)?([^<]+)', page.partition("Argent reçu ou promis")[2])
    assert heads[:3] == ["En tout", "Argent privé", "Argent public"]
    first, second = (
        page.index(f'<caption class="sub">{title}') for title in ("Argent reçu ou promis", "Argent passé par là")
    )
    assert first < second


def test_a_fact_that_another_tells_more_precisely_still_names_what_its_documents_name(fetch_real: Fetch) -> None:
    page = fetch_real("/doc/thierry-breton?lang=en", accept="text/html").text
    positions = page.partition('id="positions"')[2].partition("</section>")[0]
    rows = [row for row in positions.split("<tr>") if "more precise elsewhere" in row]
    assert rows
    assert all('<a href="/id/' in row.partition("</th>")[0] for row in rows)


def test_what_is_said_from_both_ends_in_the_same_words_stands_under_them_once(fetch_real: Fetch) -> None:
    page = fetch_real("/doc/ovhcloud?lang=fr", accept="text/html").text
    charge = page.partition('id="charge"')[2].partition("</section>")[0]
    terms = re.findall(r"<dt>(.*?)</dt>", charge)
    assert "Partenaire" in terms
    assert len(terms) == len(set(terms))


def test_a_person_with_several_positions_is_named_to_the_eye_once(fetch_real: Fetch) -> None:
    page = fetch_real("/doc/ovhcloud?lang=fr", accept="text/html").text
    people = page.partition('id="people"')[2].partition("</section>")[0]
    heads = re.findall(r'<tr(?: class="(again)")?><th scope="row">(?:<span[^>]*>)?(?:<a[^>]*>)?([^<]+)', people)
    klaba = [place for place, (_, name) in enumerate(heads) if name == "Octave Klaba"]
    assert len(klaba) > 2
    assert klaba == list(range(klaba[0], klaba[-1] + 1))
    assert [heads[place][0] for place in klaba] == ["", *["again"] * (len(klaba) - 1)]


def test_what_a_thing_says_of_itself_stands_among_its_words_alone(fetch_real: Fetch) -> None:
    page = fetch_real("/doc/ovhcloud?lang=fr", accept="text/html").text
    said, told = (page.partition(f'id="{name}"')[2].partition("</section>")[0] for name in ("statements", "told"))
    facts = [set(re.findall(r'class="to" href="([^"]+)"', part)) for part in (said, told)]
    assert all(facts)
    assert not facts[0] & facts[1]
    count = re.search(r'href="#told">[^<]*</a> <span>(\d+)', page)
    assert count
    assert int(count[1]) == len(facts[1])


def test_what_texts_say_stands_under_its_aspect_and_not_beside_it(fetch_real: Fetch) -> None:
    page = fetch_real("/doc/secnumcloud?lang=fr", accept="text/html").text
    provisions = page.partition('id="provisions"')[2].partition("</section>")[0]
    headings = re.findall(r"<h3>(.*?)</h3>", provisions)
    assert headings == sorted(set(headings))
    assert {"Exigence", "Objectif"} <= set(headings)
    assert "aspect" not in provisions


def test_steps_stand_in_the_order_of_time(fetch_real: Fetch) -> None:
    page = fetch_real("/doc/secnumcloud-3-2?lang=en", accept="text/html").text
    landmarks = page.partition('id="landmarks"')[2].partition("</section>")[0]
    months = re.findall(r'<dd>(?:<span[^>]*>)?<time datetime="(\d{4}(?:-\d\d)?)', landmarks)
    assert len(months) > 2
    assert months == sorted(months)


def test_a_certificate_for_a_version_is_named_by_its_holder(fetch_real: Fetch) -> None:
    page = fetch_real("/doc/secnumcloud-3-2?lang=en", accept="text/html").text
    holders = page.partition('id="holders"')[2].partition("</section>")[0]
    names = re.findall(r'<th scope="row">(?:<span[^>]*>)?<a[^>]*>([^<]+)', holders)
    assert {"S3NS", "Outscale"} <= set(names)


def test_certificates_of_one_holder_stand_together(fetch_real: Fetch) -> None:
    page = fetch_real("/doc/secnumcloud?lang=en", accept="text/html").text
    holders = page.partition('id="holders"')[2].partition("</table>")[0]
    heads = re.findall(r'<th scope="row">(?:<span[^>]*>)?(?:<a[^>]*>)?([^<]+)', holders)
    places = [place for place, name in enumerate(heads) if name == "Outscale"]
    assert len(places) > 1
    assert places == list(range(places[0], places[-1] + 1))


def test_no_row_of_a_table_is_without_a_name_to_the_eye(fetch_real: Fetch) -> None:
    page = fetch_real("/doc/cloudwatt?lang=fr", accept="text/html").text
    again = re.findall(r'<tr class="again"><th scope="row">(.*?)</th>', page)
    assert again
    assert all('<span class="role">' in head for head in again)


def test_claims_that_differ_on_much_are_told_in_one_column(fetch_real: Fetch) -> None:
    page = fetch_real("/doc/funding--cloudwatt--etat-francais?lang=en", accept="text/html").text
    table = page.partition('<table class="stack claims">')[2].partition("</table>")[0]
    assert re.findall(r'<th scope="col">([^<]+)', table) == [
        "Date of document",
        "Source",
        "What it says",
        "Passage",
        "How it is said",
    ]
    assert 'amount committed: </span><span class="num">€75m' in table
