"""W3C's suites for SPARQL 1.1 Protocol and Service Description, as far as they read, against real servers."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conformance import description
from tests.conformance.protocol import Answer, Case, Exchange, Suite, faults, run

# By name, so that a test that cannot run where the suite is missing is skipped by its name.
NEED_DATA = (
    "query_dataset_default_graphs_get",
    "query_dataset_default_graphs_post",
    "query_dataset_named_graphs_post",
    "query_dataset_named_graphs_get",
    "query_dataset_full",
    "query_multiple_dataset",
)
NEED_NONE = (
    "query_post_form",
    "query_get",
    "query_content_type_select",
    "query_content_type_ask",
    "query_content_type_describe",
    "query_content_type_construct",
    "query_post_direct",
    "bad_query_method",
    "bad_multiple_queries",
    "bad_query_wrong_media_type",
    "bad_query_missing_form_type",
    "bad_query_missing_direct_type",
    "bad_query_non_utf8",
    "bad_query_syntax",
)


@pytest.fixture(scope="session")
def suite(shared: Path) -> Suite:
    return Suite(shared / "w3c" / "sparql" / "sparql11" / "protocol")


@pytest.fixture(scope="session")
def case(suite: Suite) -> Callable[[str], Case]:
    """A test of the suite by its name."""
    return {case.name: case for case in suite.cases}.__getitem__


@pytest.fixture(scope="session")
def plain(suite: Suite, plain_server: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The endpoint of a server that was started with the suite's own graphs."""
    folder = tmp_path_factory.mktemp("suite")
    suite.write_data(folder)
    return f"{plain_server(folder)}/sparql"


def test_no_test_that_reads_is_left_out(suite: Suite) -> None:
    reading = [case for case in suite.cases if not case.writes]
    assert {case.name for case in reading if case.graphs} == set(NEED_DATA)
    assert {case.name for case in reading if not case.graphs} == set(NEED_NONE)
    assert len(suite.cases) == 34


@pytest.mark.parametrize("name", [*NEED_DATA, *NEED_NONE])
def test_a_plain_server_passes(name: str, case: Callable[[str], Case], plain: str) -> None:
    assert run(case(name), plain) == []


@pytest.mark.parametrize("name", NEED_NONE)
def test_the_curated_server_passes(name: str, case: Callable[[str], Case], server: str) -> None:
    assert run(case(name), f"{server}/sparql") == []


@pytest.mark.parametrize("name", description.TESTS)
def test_the_curated_server_describes_itself(name: str, server: str) -> None:
    assert description.run(name, f"{server}/sparql") == []


@pytest.mark.parametrize("name", description.TESTS)
def test_a_plain_server_describes_itself(name: str, plain: str) -> None:
    assert description.run(name, plain) == []


def test_the_command_runs_everything_against_an_address(shared: Path, plain: str, root: Path) -> None:
    command = [sys.executable, "-m", "tests.conformance.run", "--suite", str(shared / "w3c" / "sparql" / "sparql11")]
    passed = subprocess.run([*command, plain], cwd=root, capture_output=True, text=True)
    assert (passed.returncode, passed.stdout.splitlines()[-1]) == (0, "23 of 23 passed")
    # /health answers anything but SPARQL: whatever expects a refusal passes, nothing else does.
    failed = subprocess.run([*command, plain.replace("/sparql", "/health")], cwd=root, capture_output=True, text=True)
    assert failed.returncode == 1
    assert {line for line in failed.stdout.splitlines() if line.startswith("ok")} == {
        f"ok {name}" for name in NEED_NONE if name.startswith("bad_")
    }


ASKED = Exchange("GET", "?query=ASK%20%7B%7D", {}, None, frozenset({"2xx", "3xx"}), "boolean", True)
JSON = "application/sparql-results+json"


@pytest.mark.parametrize(
    "answer",
    [
        Answer(500, JSON, b'{"head":{},"boolean":true}'),
        Answer(200, JSON, b'{"head":{},"boolean":false}'),
        Answer(200, JSON, b'{"head":{"vars":[]},"results":{"bindings":[]}}'),
        Answer(200, JSON, b"true"),
        Answer(200, "text/html", b"<p>true</p>"),
        Answer(200, "", b""),
    ],
)
def test_an_answer_that_is_not_the_expected_one_is_a_fault(answer: Answer) -> None:
    assert list(faults(ASKED, answer)) != []


def test_the_expected_answer_is_none() -> None:
    assert list(faults(ASKED, Answer(200, JSON, b'{"head":{},"boolean":true}'))) == []
