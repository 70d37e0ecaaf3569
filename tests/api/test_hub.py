"""A thing that a thousand facts name is described as quickly as one that few do: facts are counted, few are fetched."""

import asyncio
import time
from collections.abc import Callable, Iterator

import httpx
import pytest

from graph.engine import Engine
from graph.reading.description import GROUP_SIZE, Description, describe
from ontology import ANDRO, ID

MANY = 1000
Fetch = Callable[..., httpx.Response]
XSD_DATE = "<http://www.w3.org/2001/XMLSchema#date>"


def claims(hub: str, number: int) -> Iterator[str]:
    for n in range(number):
        name, day = f"shareholding--owner-{n}--{hub}", f"20{n % 20 + 10}-01-01"
        values = f"andro:owner id:owner-{n} ; andro:asset id:{hub} ; andro:percent {n % 100}.0"
        yield f"id:{name} a andro:Shareholding , andro:Fact ; {values} ; andro:latestStart '{day}'^^{XSD_DATE} ."
        yield f"id:owner-{n} rdfs:label 'Owner {n}'@en ."
        yield f"GRAPH id:source-{n % 50} {{ <{ID}source-{n % 50}#{name}> a andro:Shareholding , andro:Claim ;"
        yield f"  andro:claimOf id:{name} ; {values} . }}"


@pytest.fixture
def hub(world: Engine, say: Callable[[str], None]) -> Engine:
    say("\n".join([*claims("hub", MANY), *claims("small", 5)]))
    return world


def described(engine: Engine, slug: str) -> Description:
    description = asyncio.run(describe(engine, ID + slug))
    assert description is not None
    return description


def test_a_hub_is_counted_whole_and_fetched_in_part(hub: Engine) -> None:
    description = described(hub, "hub")
    assert list(description.counts.values()) == [MANY]
    assert len(description.facts) == GROUP_SIZE
    assert description.facts[0].values[ANDRO + "latestStart"][0].value == "2029-01-01"


def test_a_hub_costs_no_more_queries(hub: Engine, asked: list[str]) -> None:
    described(hub, "small")
    few = len(asked)
    described(hub, "hub")
    assert len(asked) == 2 * few


@pytest.mark.usefixtures("hub")
def test_the_page_of_a_hub_comes_in_less_than_ten_times_the_time_of_a_small_one(fetch: Fetch) -> None:
    # The work, not the wait, in turn, and the best of each: on a busy machine any one answer may take longer.
    times = [(seconds(fetch, "hub"), seconds(fetch, "small")) for _ in range(12)]
    assert min(hub for hub, _ in times) < 10 * min(small for _, small in times)


@pytest.mark.usefixtures("hub")
def test_the_rest_of_a_long_group_is_on_pages_of_its_own(fetch: Fetch) -> None:
    whole = fetch("/doc/hub?lang=en", accept="text/html").text
    last = fetch(f"/doc/hub?group=Shareholding.asset&page={MANY // GROUP_SIZE}&lang=en", accept="text/html").text
    assert "All 1000 facts of this group" in whole
    assert "?group=Shareholding.asset" in whole
    assert last.count('<th scope="row">') == GROUP_SIZE
    assert 'rel="prev"' in last
    assert 'rel="next"' not in last


@pytest.mark.usefixtures("hub")
@pytest.mark.parametrize(
    "asked", [f"Shareholding.asset&page={MANY // GROUP_SIZE + 1}", "Shareholding.owner", "Nothing", "%00", "a%3Eb"]
)
def test_there_is_no_page_of_a_group_that_is_not_there_or_not_so_long(fetch: Fetch, asked: str) -> None:
    answer = fetch(f"/doc/hub?group={asked}")
    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[-1]) == (404, "unknown-address")


def seconds(fetch: Fetch, slug: str) -> float:
    start = time.process_time()
    assert fetch(f"/doc/{slug}", accept="text/html").status_code == 200
    return time.process_time() - start
