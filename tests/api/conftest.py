"""Two ways to the site: `fetch`, its routes over the small world of tests/worlds without worker processes, for pages;
`client`, a real server on loopback over a release of its own, for everything that only happens between processes.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MethodType, SimpleNamespace
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
from fastapi import FastAPI
from uvicorn import Config, Server

from api.app import create_app, site_over
from api.serving import Serving
from api.settings import Settings
from graph.engine import Engine
from graph.errors import UnknownRelease
from graph.names import AUTHORITIES
from graph.releases.census import Census, write_census
from graph.releases.folder import CENSUS, SEARCH, STORE, Release, ReleaseFolder
from graph.releases.manifest import GraphEntry, Manifest
from graph.search.index import SearchIndex, index_of
from loaders.release.indexing import entries_of
from ontology import ID

RELEASE = "0123456789abcdef0123456789abcdef"
# The graphs of the small world that a date is known of: two documents, and what every page names.
GRAPHS = {
    ID + "archimag-2012-etat-cloud": GraphEntry("", 0, "2026-11-20T10:00:00Z"),
    ID + "channelnews-2015-12-sfr-numergy": GraphEntry("", 0, "2026-11-24T10:00:00Z"),
    AUTHORITIES: GraphEntry("", 0, "2026-11-10T10:00:00Z"),
}
SETTINGS = Settings()


class Uncounted(Release):
    """A release in no folder, and so without a census of what it holds."""

    def census(self) -> Census:
        return EMPTY


# That of the small world.
UNFILED = Uncounted(RELEASE, Path("nowhere", RELEASE), Manifest(RELEASE, "2026-11-25T12:00:00Z", "", "", GRAPHS, {}))
Fetch = Callable[..., httpx.Response]


@pytest.fixture
def fetch(world: Engine) -> Fetch:
    """`fetch(address, accept=…, method=…, **headers)`: one request to the routes, no redirect followed."""
    return _fetcher(world)


@pytest.fixture(scope="session")
def fetch_real(real: Engine, release: Release) -> Fetch:
    """The same over the release of the checkout's own files."""
    return _fetcher(real, release)


@pytest.fixture
def fetch_with(world: Engine) -> Callable[..., Fetch]:
    """`fetch_with(contact=…)`: the same over the small world with other settings."""
    return lambda **changes: _fetcher(world, settings=replace(Settings(), **changes))


@pytest.fixture(scope="session")
def fetch_over() -> Callable[[Engine, Release], Fetch]:
    """`fetch_over(engine, release)`: the same over an engine and a release of one's own."""
    return _fetcher


@pytest.fixture
def site(world: Engine) -> FastAPI:
    """The routes over the small world, for requests that no client would send."""
    return _site(world)


def _fetcher(engine: Engine, release: Release = UNFILED, settings: Settings = SETTINGS) -> Fetch:
    site = _site(engine, release, settings)

    def fetch_one(address: str, accept: str = "*/*", method: str = "GET", **headers: str) -> httpx.Response:
        return asyncio.run(_ask(site, method, address, {"accept": accept, **headers}))

    return fetch_one


def _site(engine: Engine, release: Release = UNFILED, settings: Settings = SETTINGS) -> FastAPI:
    @cache
    def made() -> SearchIndex:
        if (release.folder / SEARCH).is_file():
            return index_of(release.folder)
        store = engine.store  # type: ignore[attr-defined]  # that of tests/conftest.py
        return SearchIndex(entries_of(store))

    async def index() -> SearchIndex:
        return made()

    current = SimpleNamespace(pool=engine, release=release, index=index)

    async def edition(release_id: str | None) -> SimpleNamespace:
        if release_id not in (None, release.id):
            raise UnknownRelease("There is none of this name.", str(release_id), release.id)
        return current

    folder = ReleaseFolder(release.folder.parent)
    serving = SimpleNamespace(current=current, edition=edition, folder=folder, settings=settings)
    serving.kept = MethodType(Serving.kept, serving)
    return site_over(serving)  # type: ignore[arg-type]  # what the routes of pages read of it, and no more


async def _ask(site: object, method: str, address: str, headers: Mapping[str, str]) -> httpx.Response:
    transport = httpx.ASGITransport(site, raise_app_exceptions=False)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        return await client.request(method, address, headers=dict(headers))


EMPTY = Census({}, {}, {}, {}, {}, (), {}, facts=0, witnessed=0, disputed=0, fills=())
DATA = """
PREFIX : <http://example.org/>
:s :p "default" ; :label "étoile"@fr .
:one { :s :p "shared" , "one" }
:two { :s :p "shared" , "two" }
"""
MANY = "".join(f"<http://example.org/n{n}> <http://example.org/value> {n} .\n" for n in range(800))


def publish(
    folder: Path, release_id: str, trig: str = DATA + MANY, graphs: Mapping[str, GraphEntry] | None = None, **dates: Any
) -> None:
    """Put a release into service that holds just this, without any build; `graphs` and `dates` are what its manifest
    dates."""
    releases = ReleaseFolder(folder)
    with releases.drafting() as draft:
        store = ox.Store(str(draft / STORE))
        store.load(trig, format=ox.RdfFormat.TRIG)
        store.flush()
        del store
        write_census(draft / CENSUS, EMPTY)
        releases.publish(draft, Manifest(release_id, "2026-11-25T12:00:00Z", "", "", graphs or {}, {}, **dates))


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """The address of a server that runs in a thread of its own until the block ends."""
    server = Server(Config(create_app(settings), port=0, log_level="error", http="httptools", proxy_headers=False))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        end = time.monotonic() + 10
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            assert time.monotonic() < end, "the server did not start in time"
            time.sleep(0.01)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One server for all tests that do not change it. Its times are short, so that no test has to wait long."""
    folder = tmp_path_factory.mktemp("releases")
    publish(folder, "first")
    with serving(Settings(releases=folder, seconds=2.0, memory_mb=128, query_kb=16, body_mb=1)) as address:
        yield address


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=20) as client:
        yield client


@pytest.fixture
def other_client(tmp_path: Path) -> Iterator[Callable[..., httpx.Client]]:
    """`other_client(seconds=1.0, …)`: a client of a server of one's own, over the same data, with other settings."""
    with ExitStack() as stack:

        def open_client(**changes: Any) -> httpx.Client:
            publish(tmp_path / "releases", "first")
            address = stack.enter_context(serving(replace(Settings(releases=tmp_path / "releases"), **changes)))
            return stack.enter_context(httpx.Client(base_url=address, timeout=20))

        yield open_client


@pytest.fixture
def one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """All requests count as of one minute, however long the test takes: a client's budget slides at each full minute of
    the clock."""
    clock = SimpleNamespace(time=lambda: 1_000_000_020.0)
    for module in ("limits.storage.memory", "limits.strategies", "api.middleware.budget"):
        monkeypatch.setattr(f"{module}.time", clock)


@pytest.fixture(scope="session")
def serve() -> Callable[[Settings], AbstractContextManager[str]]:
    """`with serve(settings) as address`: a server of one's own."""
    return serving


@pytest.fixture(scope="session")
def put_into_service() -> Callable[[Path, str, str], None]:
    """`put_into_service(folder, id, trig)`: publish a release that holds just this."""
    return publish
