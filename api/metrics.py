"""/metrics: the state of the server in the words of Prometheus; numbers alone, nothing of who asked what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from fastapi import APIRouter
from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response

from api.meters import BOUNDS, Meters
from api.middleware.budget import Budget
from api.middleware.cache import Cache
from api.serving import Serving

router = APIRouter(include_in_schema=False)

# Of what the pool counts, what is no reason for which a worker was stopped.
ASKED, DEMOTED = "asked", "demoted"
LANES, STATES = ("fast", "slow", "spare"), ("waiting", "aside", "asked")


@dataclass(frozen=True, slots=True)
class Instruments(Collector):
    """Where the numbers are; read anew each time that somebody asks."""

    meters: Meters
    serving: Serving
    cache: Cache
    budget: Budget

    def collect(self) -> Iterator[Metric]:
        yield from self._of_requests()
        yield from self._of_engine()
        yield from self._of_cache()
        yield _counters("andromede_refused", "Requests over a client's budget, by limit", "limit", self.budget.counts)

    def _of_requests(self) -> Iterator[Metric]:
        requests = CounterMetricFamily(
            "andromede_requests",
            "Requests by the first part of their address, status and outcome (of a refusal its problem)",
            labels=("area", "status", "outcome"),
        )
        for labels, count in self.meters.requests.items():
            requests.add_metric(labels, count)
        yield requests
        seconds = HistogramMetricFamily("andromede_request_seconds", "Time to the whole answer", labels=("area",))
        for area, buckets in self.meters.buckets.items():
            bounds = [*map(str, BOUNDS), "+Inf"]
            seconds.add_metric(
                [area], list(zip(bounds, accumulate(buckets), strict=True)), sum_value=self.meters.seconds[area]
            )
        yield seconds

    def _of_engine(self) -> Iterator[Metric]:
        counts, load = self.serving.counts, self.serving.current.pool.load
        stopped = {reason: count for reason, count in counts.items() if reason not in (ASKED, DEMOTED)}
        yield CounterMetricFamily("andromede_engine_queries", "Queries that reached the engine", counts[ASKED])
        yield CounterMetricFamily("andromede_engine_demoted", "Queries that left the fast lane", counts[DEMOTED])
        yield _counters("andromede_engine_stopped", "Workers that ended, by reason", "reason", stopped)
        yield _gauges("andromede_engine_workers", "Worker processes", "lane", {lane: load[lane] for lane in LANES})
        yield _gauges("andromede_engine_now", "Queries in the engine", "state", {each: load[each] for each in STATES})
        release = GaugeMetricFamily("andromede_release", "The release in service", labels=("id",))
        release.add_metric([self.serving.current.release.id], 1)
        yield release

    def _of_cache(self) -> Iterator[Metric]:
        counts, load = dict(self.cache.counts), self.cache.load
        unchanged = counts.pop("not_modified", 0)
        yield _counters("andromede_cache_requests", "Requests, by what the cache made of them", "result", counts)
        yield CounterMetricFamily("andromede_cache_not_modified", "Requests answered by 304", unchanged)
        yield GaugeMetricFamily("andromede_cache_bytes", "Memory that answers take", load["bytes"])
        yield GaugeMetricFamily("andromede_cache_room_bytes", "Memory that they may take", load["room"])
        yield GaugeMetricFamily("andromede_cache_answers", "Answers in memory", load["answers"])
        yield GaugeMetricFamily("andromede_cache_under_way", "Answers being worked out", load["under_way"])


def _counters(name: str, help_text: str, label: str, counts: Mapping[str, int]) -> Metric:
    family = CounterMetricFamily(name, help_text, labels=(label,))
    for key, count in counts.items():
        family.add_metric([key.replace(" ", "-").replace("_", "-")], count)
    return family


def _gauges(name: str, help_text: str, label: str, values: Mapping[str, int]) -> Metric:
    family = GaugeMetricFamily(name, help_text, labels=(label,))
    for key, count in values.items():
        family.add_metric([key], count)
    return family


@router.get("/metrics")
async def metrics(request: Request) -> Response:
    registry = CollectorRegistry()
    registry.register(request.app.state.instruments)
    ProcessCollector(registry=registry)
    return Response(
        generate_latest(registry), headers={"content-type": CONTENT_TYPE_LATEST, "cache-control": "no-store"}
    )
