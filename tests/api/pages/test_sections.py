import re
from collections.abc import Callable

import httpx

Fetch = Callable[..., httpx.Response]


def test_what_a_sum_is_part_of_is_called_by_its_name_once_however_many_documents_say_so(fetch_real: Fetch) -> None:
    page = fetch_real("/doc/plan-industriel-cloud-2021?lang=fr", accept="text/html").text
    money = page.partition('id="money"')[2].partition("</section>")[0]
    assert "funding--" not in re.sub(r'"[^"]*"', "", money)
    assert "Financement : Plan industriel de la stratégie nationale pour le cloud, argent public" in money.replace(
        "\xa0", " "
    )


def test_the_largest_sum_stands_first_and_those_untold_last(fetch_real: Fetch) -> None:
    page = fetch_real("/doc/plan-industriel-cloud-2021?lang=fr", accept="text/html").text.replace("\xa0", " ")
    heads = re.findall(r'<th scope="row">(?:<span[^>]*>)?([^<]+)', page.partition("Argent reçu ou promis")[2])
    assert heads[:3] == ["En tout", "Argent privé", "Argent public"]
    first, second = (page.index(f"<caption>{title}") for title in ("Argent reçu ou promis", "Argent passé par là"))
    assert first < second


def test_a_fact_that_another_tells_more_precisely_still_names_what_its_documents_name(fetch_real: Fetch) -> None:
    page = fetch_real("/doc/thierry-breton?lang=en", accept="text/html").text
    positions = page.partition('id="positions"')[2].partition("</section>")[0]
    rows = [row for row in positions.split("<tr>") if "more precise elsewhere" in row]
    assert rows
    assert all('<a href="/id/' in row.partition("</th>")[0] for row in rows)
