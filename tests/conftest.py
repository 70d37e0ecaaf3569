"""Fixtures shared by all tests: the smallest world that a test needs is made inside the test, from text.

What a user's machine may lack (official suites, founding texts) skips by name; under CI nothing may skip.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from hypothesis import settings

from graph.engine import Question
from graph.releases.folder import Release, ReleaseFolder
from loaders.release.build import build
from loaders.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
PREFIXES = """
@prefix andro: <https://w3id.org/andromede/ontology#> .
@prefix id: <https://w3id.org/andromede/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""

# How long an example takes depends on what else the machine does: no property fails for that.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


def missing(what: str) -> None:
    """Skip the test because `what` is not here; under CI that is a failure instead."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing, and in CI no test may skip")
    pytest.skip(f"{what} is not on this machine")


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the checkout that holds the official suites and the founding texts."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        missing("the folder ../shared")
    return folder


class StoreEngine:
    """An engine in this process, for tests that ask about answers, not about workers. Remembers what it was asked."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store
        self.asked: list[str] = []

    async def ask(self, question: Question) -> bytes:
        """The complete answer, serialised."""
        self.asked.append(question.text)
        answer = self.store.query(question.text)
        if isinstance(answer, ox.QueryTriples):
            return answer.serialize(format=ox.RdfFormat.from_media_type(question.format)) or b""
        return answer.serialize(format=ox.QueryResultsFormat.from_media_type(question.format)) or b""

    async def close(self) -> None:
        """Nothing was started."""

    def add(self, trig: str) -> None:
        self.store.load(input=PREFIXES + trig, format=ox.RdfFormat.TRIG)


@pytest.fixture(scope="session")
def engine_over() -> Callable[[ox.Store], StoreEngine]:
    """`engine_over(store)`: an engine in this process over a store of one's own."""
    return StoreEngine


@pytest.fixture
def world() -> StoreEngine:
    """The small release of tests/worlds/numergy.trig."""
    store = ox.Store()
    store.load(path=str(ROOT / "tests/worlds/numergy.trig"), format=ox.RdfFormat.TRIG)
    return StoreEngine(store)


@pytest.fixture
def say(world: StoreEngine) -> Callable[[str], None]:
    """Adds TriG to the world, the prefixes `andro:`, `id:` and `rdfs:` being declared."""
    return world.add


@pytest.fixture
def asked(world: StoreEngine) -> list[str]:
    """Every query that the world was asked so far."""
    return world.asked


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The release of this checkout's own files, built without the checks, which have tests of their own."""
    return build(Workspace(ROOT), ReleaseFolder(tmp_path_factory.mktemp("releases")), check=lambda _: [])


@pytest.fixture(scope="session")
def released_store(release: Release) -> ox.Store:
    """The store of that release, opened as a worker opens it."""
    return ox.Store.read_only(str(release.store))


@pytest.fixture(scope="session")
def real(release: Release) -> StoreEngine:
    """An engine over that release."""
    return StoreEngine(ox.Store.read_only(str(release.store)))


SECONDS_TO_START = 60
SECONDS_TO_END = 15


@contextmanager
def launched(log: Path, *options: object) -> Iterator[str]:
    """The address of `andromede serve` with these options, a process of its own on a loopback port."""
    port = free_port()
    settings = {name: value for name, value in os.environ.items() if not name.startswith("ANDROMEDE_")}
    # The tests are one client, and ask more than one should.
    settings |= {"ANDROMEDE_CLIENT_RATE": "0", "ANDROMEDE_CLIENT_AT_ONCE": "0"}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "andromede", "serve", "--port", str(port), *map(str, options)],
            cwd=ROOT, env=settings, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
        )  # fmt: skip
    try:
        _wait_until_ready(process, f"http://127.0.0.1:{port}", log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="session")
def server(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server over the release of this checkout."""
    with launched(tmp_path_factory.mktemp("server") / "log", "--releases", release.folder.parent) as address:
        yield address


@pytest.fixture(scope="session")
def plain_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], str]]:
    """`plain_server(folder)`: the address of a real server of the profile plain over a folder of RDF files."""
    folder = tmp_path_factory.mktemp("plain")
    with ExitStack() as stack:

        def start(data: Path) -> str:
            options = ("--profile", "plain", "--data", data, "--releases", folder / data.name)
            return stack.enter_context(launched(folder / f"{data.name}.log", *options))

        yield start


def free_port() -> int:
    """One of the loopback that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _wait_until_ready(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and process.poll() is None:
        try:
            if httpx.get(f"{address}/health/ready").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    pytest.fail(f"the server did not start: {log.read_text(encoding='utf-8', errors='replace')}")


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """`program("curl")`: where it is, or the test skips by its name."""

    def find(name: str) -> str:
        if not (path := shutil.which(name)):
            missing(name)
        return str(path)

    return find


COMUNICA = "@comunica/query-sparql@4.5.0"
SECONDS_TO_INSTALL = 300


@pytest.fixture(scope="session")
def comunica(root: Path, program: Callable[[str], str]) -> Path:
    """A folder in which Node finds Comunica. The first run fetches it from npm (a minute, 80 MB); it then stays."""
    folder = root / "var" / "clients" / COMUNICA.rpartition("@")[2]
    if (folder / "ready").exists():
        return folder
    program("node")
    folder.mkdir(parents=True, exist_ok=True)
    install = [
        program("npm"),
        "install",
        "--prefix",
        str(folder),
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        COMUNICA,
    ]
    try:
        subprocess.run(install, capture_output=True, check=True, timeout=SECONDS_TO_INSTALL)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        missing(COMUNICA)
    (folder / "ready").touch()
    return folder


CHROMIUM = Path("/usr/bin/chromium")


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Debian's chromium, which the browser tests drive."""
    if not CHROMIUM.exists():
        missing("chromium (apt install chromium)")
    return CHROMIUM
