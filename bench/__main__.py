"""`make bench`: start both servers over one release, ask both the same, write the table."""

import argparse
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.measures import Comparison, UnfairMeasurement, check, compare, compare_singly
from bench.processes import Server, ServerFailed, demand_free
from bench.table import table
from bench.workloads import Workload, subjects_of, workloads
from graph.errors import AndromedeError
from graph.releases.folder import ReleaseFolder

# What one client may take is no part of what is compared; both servers are asked by one.
UNBOUNDED = {"ANDROMEDE_CLIENT_RATE": "0", "ANDROMEDE_CLIENT_AT_ONCE": "0"}
COUNTS = (
    ("--turns", 7, 50, "bursts of each server for each workload, besides one that does not count"),
    ("--seconds", 3, 30, "of each burst"),
    ("--pairs", 15, 100, "of analytic queries, one to each server"),
)
PACKAGES = ("pyoxigraph", "oxigraph", "uvicorn", "httptools", "uvloop")


def main() -> None:
    options = options_of(sys.argv[1:])
    for tool in ("wrk", str(_oxigraph())):
        if shutil.which(tool) is None:
            sys.exit(f"{tool} is missing. Debian has wrk; `make check` installs the rest.")
    try:
        release = ReleaseFolder(options.releases).current()
        with TemporaryDirectory(prefix="andromede-bench-") as folder:
            comparisons = measured(options, release.store, Path(folder))
    except (AndromedeError, ServerFailed, UnfairMeasurement, OSError) as error:
        sys.exit(f"Nothing was measured. {error}")
    text = table(comparisons, _facts(release.id))
    print(text)
    if options.page:
        options.page.parent.mkdir(parents=True, exist_ok=True)
        options.page.write_text(text, encoding="utf-8")


def measured(options: argparse.Namespace, store: Path, folder: Path) -> list[Comparison]:
    """Raises ServerFailed, UnfairMeasurement."""
    with servers(options, store, folder) as (ours, theirs):
        return [_comparison(workload, ours, theirs, options) for workload in workloads(subjects_of(theirs.endpoint))]


@contextmanager
def servers(options: argparse.Namespace, store: Path, folder: Path) -> Iterator[tuple[Server, Server]]:
    """Ours and Oxigraph's, over the same bytes: its copy of the store, since both expect to be alone with theirs."""
    shutil.copytree(store, folder / "store")
    port, other = options.port, options.port + 1
    demand_free(port)
    demand_free(other)
    our_command = [sys.executable, "-m", "bench.serving", str(options.releases.resolve()), str(port)]
    their_command = [str(_oxigraph()), "serve-read-only", "-l", str(folder / "store"), "-b", f"127.0.0.1:{other}"]
    with ExitStack() as stack:
        ours = Server("andromede", our_command, f"http://127.0.0.1:{port}/sparql", folder / "ours.log", UNBOUNDED)
        stack.callback(ours.stop)
        theirs = Server("oxigraph", their_command, f"http://127.0.0.1:{other}/query", folder / "theirs.log")
        stack.callback(theirs.stop)
        ours.wait()
        theirs.wait()
        yield ours, theirs


def _comparison(workload: Workload, ours: Server, theirs: Server, options: argparse.Namespace) -> Comparison:
    print(f"{workload.name} …", file=sys.stderr, flush=True)
    check(workload, ours, theirs)
    if workload.single:
        return compare_singly(workload, ours, theirs, options.pairs)
    return compare(workload, ours, theirs, options.turns, options.seconds)


def _facts(release: str) -> list[tuple[str, str]]:
    versions = ", ".join(f"{package} {version(package)}" for package in PACKAGES)
    return [
        ("date", datetime.now(UTC).date().isoformat()),
        ("release", f"`{release}`"),
        ("versions", f"{versions}, Python {sys.version.split()[0]}"),
    ]


def _oxigraph() -> Path:
    return Path(sys.executable).parent / "oxigraph"


def options_of(arguments: Sequence[str]) -> argparse.Namespace:
    """Every count has a bound: a mistyped one may not keep a machine busy for hours."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--releases", type=Path, default=Path("var/releases"), help="folder of the releases")
    parser.add_argument("--port", type=int, default=21500, help="first of the two ports on 127.0.0.1")
    for name, default, most, help_ in COUNTS:
        parser.add_argument(name, type=int, default=default, choices=range(1, most + 1), metavar="N", help=help_)
    parser.add_argument("--page", type=Path, default=None, help="file that the table is written to")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
