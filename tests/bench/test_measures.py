import shutil
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median

import pyoxigraph as ox
import pytest

from bench.__main__ import options_of, servers
from bench.measures import Burst, Comparison, UnfairMeasurement, burst, check, compare_singly
from bench.processes import Server, ServerFailed, demand_free
from bench.table import table
from bench.workloads import Workload, subjects_of, workloads
from graph.releases.folder import STORE, ReleaseFolder
from graph.releases.manifest import Manifest
from tests.conftest import missing

THING = "https://w3id.org/andromede/id/thing"
DATA = f"<{THING}> a <https://w3id.org/andromede/ontology#Entity> ; <http://example.org/p> 1, 2, 3 ."
WORKLOAD = Workload("one", ("ASK {}",), False, 1.0)


@pytest.fixture
def free_port() -> int:
    """The first of two that nobody listens on."""
    while True:
        with socket.create_server(("127.0.0.1", 0)) as one:
            port: int = one.getsockname()[1]
        try:
            demand_free(port + 1)
        except (ServerFailed, OverflowError):
            continue
        return port


def publish(releases: ReleaseFolder) -> Path:
    with releases.drafting() as draft:
        store = ox.Store(str(draft / STORE))
        store.load(DATA, format=ox.RdfFormat.TURTLE)
        store.flush()
        del store
        return releases.publish(draft, Manifest("first", "2026-11-25T12:00:00Z", "", "", {}, {})).store


@pytest.mark.skipif(sys.platform != "linux", reason="processor time is read from /proc")
def test_both_servers_answer_alike_and_a_burst_at_each_is_counted(tmp_path: Path, free_port: int) -> None:
    for tool in ("wrk", str(Path(sys.executable).parent / "oxigraph")):
        if shutil.which(tool) is None:
            missing(tool)
    store = publish(ReleaseFolder(tmp_path / "releases"))
    options = options_of(["--releases", str(tmp_path / "releases"), "--port", str(free_port)])
    with servers(options, store, tmp_path) as (ours, theirs):
        assert subjects_of(ours.endpoint) == subjects_of(theirs.endpoint) == [THING]
        look_up = next(workload for workload in workloads([THING]) if workload.fresh)
        check(look_up, ours, theirs)
        for server in (ours, theirs):
            done = burst(look_up, server, 2_000_000, 1)
            assert done.speed > 0
            assert 0 < done.cost < 2 / done.speed, "two processors cannot give more"
        with pytest.raises(UnfairMeasurement, match="failed"):
            burst(Workload("broken", ("SELEC",), False, 1.0), theirs, 1, 1)
        with pytest.raises(UnfairMeasurement, match="differently"):
            check(Workload("random", ("SELECT (RAND() AS ?n) {} LIMIT ",), False, 1.0), ours, theirs)


def test_a_ratio_above_one_means_that_we_are_faster_and_take_less() -> None:
    ours = (Burst(speed=300.0, cost=0.001), Burst(speed=100.0, cost=0.001))
    theirs = (Burst(speed=100.0, cost=0.002), Burst(speed=200.0, cost=0.002))
    comparison = Comparison(WORKLOAD, ours, theirs)
    assert comparison.speeds == [0.5, 3.0]
    assert comparison.frugality == 2.0
    row = next(line for line in table([comparison], [("date", "today")]).splitlines() if line.startswith("| one"))
    assert row == f"| one | 2 | **{median((0.5, 3.0)):.2f}** | 0.50 to 3.00 | 1.00 | 2.00 | 1000 µs | 2000 µs |"


def test_the_first_pair_does_not_count_and_who_goes_first_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def single(_: Workload, server: str, number: int) -> Burst:
        asked.append(server)
        return Burst(speed=float(number), cost=1.0)

    monkeypatch.setattr("bench.measures.single", single)
    compare: Callable[..., Comparison] = compare_singly
    comparison = compare(WORKLOAD, "ours", "theirs", pairs=2)
    assert asked == ["theirs", "ours", "ours", "theirs", "theirs", "ours"]
    assert len(comparison.ours) == len(comparison.theirs) == 2


def test_a_taken_port_is_named_instead_of_measuring_whoever_listens_there(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(ServerFailed, match="taken"):
        demand_free(taken.getsockname()[1])
    server = Server("nobody", [sys.executable, "-c", "exit('no words')"], "http://127.0.0.1:9/", tmp_path / "log")
    with pytest.raises(ServerFailed, match="no words"):
        server.wait()


@pytest.mark.parametrize("count", ["--turns=0", "--seconds=31", "--pairs=101"])
def test_no_count_runs_for_hours(count: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        options_of([count])
    assert "invalid choice" in capsys.readouterr().err
