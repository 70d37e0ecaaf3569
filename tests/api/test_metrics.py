from collections.abc import Callable, Mapping

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from api.meters import BOUNDS, Meters

Labels = frozenset[tuple[str, str]]
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c + ?f + ?i = ?l) }"


def read(client: httpx.Client) -> Mapping[tuple[str, Labels], float]:
    """Every sample by its name and labels, through Prometheus's own parser."""
    response = client.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain")
    assert response.headers["cache-control"] == "no-store"
    families = text_string_to_metric_families(response.text)
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in families
        for sample in family.samples
    }


def labels(**pairs: str) -> Labels:
    return frozenset(pairs.items())


@pytest.mark.usefixtures("one_minute")
def test_the_metrics_tell_outcomes_cache_queue_and_what_was_stopped(other_client: Callable[..., httpx.Client]) -> None:
    client = other_client(client_rate=5)
    etag = client.get("/sparql", params={"query": "ASK {}"}).headers["etag"]
    client.get("/sparql", params={"query": "ASK {}"})
    client.get("/sparql", params={"query": "ASK {}"}, headers={"if-none-match": etag})
    client.get("/sparql", params={"query": "ASK {"})
    client.get("/sparql", params={"query": ENDLESS, "timeout": "0.3"})
    client.get("/made/up")
    for number in range(3):
        client.get("/sparql", params={"query": f"ASK {{}} #{number}"})
    found = read(client)
    expected = {
        ("andromede_requests_total", labels(area="sparql", status="200", outcome="answered")): 3,
        ("andromede_requests_total", labels(area="sparql", status="304", outcome="not-modified")): 1,
        ("andromede_requests_total", labels(area="sparql", status="400", outcome="malformed-query")): 1,
        ("andromede_requests_total", labels(area="sparql", status="503", outcome="deadline-exceeded")): 1,
        ("andromede_requests_total", labels(area="sparql", status="429", outcome="too-many-requests")): 2,
        ("andromede_requests_total", labels(area="other", status="404", outcome="unknown-address")): 1,
        ("andromede_request_seconds_count", labels(area="sparql")): 8,
        ("andromede_engine_queries_total", labels()): 4,
        ("andromede_engine_demoted_total", labels()): 1,
        ("andromede_engine_stopped_total", labels(reason="deadline")): 1,
        ("andromede_engine_workers", labels(lane="fast")): 2,
        ("andromede_engine_now", labels(state="waiting")): 0,
        ("andromede_cache_requests_total", labels(result="hits")): 2,
        ("andromede_cache_not_modified_total", labels()): 1,
        ("andromede_cache_answers", labels()): 2,
        ("andromede_refused_total", labels(limit="rate")): 2,
        ("andromede_release", labels(id="first")): 1,
    }
    assert {key: found.get(key) for key in expected} == expected
    assert 0 < found["andromede_cache_bytes", labels()] <= found["andromede_cache_room_bytes", labels()] == 64 << 20


def test_the_metrics_say_nothing_of_who_asked_what(client: httpx.Client) -> None:
    client.get("/sparql", params={"query": "ASK { <http://example.org/secret> ?p ?o }"}, headers={"user-agent": "spy"})
    client.get("/secret/path")
    text = client.get("/metrics").text
    assert not [word for word in ("secret", "127.0.0.1", "spy") if word in text]


@pytest.mark.parametrize(
    ("path", "area"),
    [
        ("/", "home"),
        ("/doc/ovhcloud", "doc"),
        ("/doc", "doc"),
        ("/questions.ttl", "questions"),
        ("/.well-known/void", ".well-known"),
        ("/nowhere", "other"),
        ("*", "other"),
    ],
)
def test_an_address_counts_for_its_area_and_nobody_can_make_up_new_ones(path: str, area: str) -> None:
    meters = Meters(["/", "/doc/{name}", "/questions.{extension}", "/.well-known/void"])
    meters.note(path, 200, None, 0.1)
    assert dict(meters.requests) == {(area, "200", "answered"): 1}


def test_times_fall_into_the_bucket_whose_bound_they_do_not_pass() -> None:
    meters = Meters(["/sparql"])
    for seconds in (0.0, BOUNDS[0], 31.0):
        meters.note("/sparql", 200, None, seconds)
    assert meters.buckets["sparql"] == [2, *[0] * (len(BOUNDS) - 1), 1]
    assert meters.seconds["sparql"] == pytest.approx(BOUNDS[0] + 31.0)
