"""The command: `python -m tests.conformance.run ENDPOINT` runs the suites of W3C against any SPARQL endpoint."""

import argparse
import sys
from collections.abc import Callable, Iterator
from functools import partial
from http.client import HTTPException
from pathlib import Path

from tests.conformance import description, protocol

SUITES = Path(__file__).resolve().parents[3] / "shared" / "w3c" / "sparql" / "sparql11"


def main() -> int:
    """0 when every test passes, 1 when one fails, 2 for wrong usage."""
    arguments = _parser().parse_args()
    if not (arguments.suite / "protocol" / protocol.MANIFEST).is_file():
        _parser().error(f"{arguments.suite} holds no protocol/{protocol.MANIFEST}: name another folder with --suite.")
    suite = protocol.Suite(arguments.suite / "protocol")
    if arguments.write_data:
        arguments.write_data.mkdir(parents=True, exist_ok=True)
        suite.write_data(arguments.write_data)
        return 0
    if not arguments.endpoint:
        _parser().error("an endpoint is needed")
    failed = total = 0
    for name, faults in _results(suite, arguments.endpoint, arguments.without_data):
        total += 1
        failed += bool(faults)
        print(f"{'not ok' if faults else 'ok'} {name}", *(f"    {fault}" for fault in faults), sep="\n", flush=True)
    print(f"{total - failed} of {total} passed")
    return 1 if failed else 0


def _results(suite: protocol.Suite, endpoint: str, without_data: bool) -> Iterator[tuple[str, list[str]]]:
    for case in suite.cases:
        if not case.writes and not (without_data and case.graphs):
            yield case.name, _tried(partial(protocol.run, case, endpoint))
    for name in description.TESTS:
        yield name, _tried(partial(description.run, name, endpoint))


def _tried(test: Callable[[], list[str]]) -> list[str]:
    try:
        return test()
    except (OSError, HTTPException) as error:
        return [f"no answer: {error!r}"]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.conformance.run", description=__doc__)
    parser.add_argument("endpoint", nargs="?", help="address of a SPARQL endpoint for queries")
    parser.add_argument("--suite", type=Path, default=SUITES, help="folder sparql/sparql11 of w3c/rdf-tests")
    parser.add_argument("--without-data", action="store_true", help="leave out the tests that need the suite's graphs")
    parser.add_argument("--write-data", type=Path, metavar="DIR", help="write the suite's graphs there, and stop")
    return parser


if __name__ == "__main__":
    sys.exit(main())
