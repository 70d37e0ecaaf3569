"""Asks the addresses of the sources whether their documents are still there; only when a curator says so.

Politely: one request at a time to a host and a pause after it, HEAD first, a name that says who asks and why, and no
further request in this run to a host that answers that it has had enough.
"""

import asyncio
import ssl
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pyoxigraph as ox

from graph.releases.link_checks import FILE, LinkCheck, read_link_checks, write_link_checks
from loaders.checks.corpus import Corpus
from loaders.progress import SILENT, Progress
from loaders.workspace import Part, Workspace
from ontology import SCHEMA

AGENT = "andromede-link-check/1.0 (are cited documents still there? one request at a time)"
_ADDRESS = ox.NamedNode(SCHEMA + "url")
_ENOUGH = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)
# So many results at most are lost where the machine goes down.
_KEPT_EVERY = 20
# What went wrong → the word for it, the first that fits.
_FAILURES: tuple[tuple[type[Exception], str], ...] = (
    (httpx.TimeoutException, "timeout"),
    (TimeoutError, "timeout"),
    (httpx.TooManyRedirects, "redirects"),
    (httpx.UnsupportedProtocol, "no web address"),
    (httpx.InvalidURL, "no web address"),
    (httpx.ConnectError, "unreachable"),
    (httpx.HTTPError, "broken"),
)


@dataclass(frozen=True, slots=True)
class Manners:
    """`at_once` counts hosts; `pause` and `timeout` are seconds, the first between two requests to one host."""

    at_once: int = 8
    pause: float = 1.0
    timeout: float = 20.0
    agent: str = AGENT


def addresses_of(workspace: Workspace) -> list[str]:
    """The addresses that the sources give, each once. Raises OSError where a file cannot be opened."""
    said = Corpus(workspace).said(Part.SOURCES)
    return sorted(
        {one.object.value for one in said if one.predicate == _ADDRESS and isinstance(one.object, ox.NamedNode)}
    )


def due(addresses: Iterable[str], known: Mapping[str, LinkCheck], today: date, days: int) -> list[str]:
    """Those that nobody asked in the last days: never asked first, then the oldest answers."""
    oldest = (today - timedelta(days=days)).isoformat()
    left = [one for one in addresses if one not in known or known[one].checked <= oldest]
    return sorted(left, key=lambda one: (known[one].checked if one in known else "", one))


def check_links(
    workspace: Workspace,
    today: date,
    days: int,
    manners: Manners | None = None,
    progress: Progress = SILENT,
) -> Mapping[str, LinkCheck]:
    """Ask what is due, and keep the answers in graph/links.tsv as they come: stopped, it goes on where it was.

    Returns all checks of the addresses that the sources give now. Raises WrongLinks.
    """
    path = workspace.root / FILE
    addresses = addresses_of(workspace)
    known = {one: check for one, check in read_link_checks(path).items() if one in set(addresses)}
    waiting = due(addresses, known, today, days)
    keeping = _Keeping(path, known, len(waiting), progress)
    progress.say(f"0 / {len(waiting)}")
    try:
        asyncio.run(_ask_all(waiting, today.isoformat(), manners or Manners(), keeping.take))
    finally:
        keeping.write()
    return known


class _Keeping:
    """Takes the answers as they come, and writes them down now and then."""

    def __init__(self, path: Path, known: dict[str, LinkCheck], total: int, progress: Progress) -> None:
        self.path, self.known, self.total, self.progress = path, known, total, progress
        self.taken = 0

    def take(self, check: LinkCheck) -> None:
        self.known[check.address] = check
        self.taken += 1
        if self.taken % _KEPT_EVERY == 0:
            self.write()
            self.progress.say(f"{self.taken} / {self.total}")

    def write(self) -> None:
        write_link_checks(self.path, self.known.values())


async def _ask_all(addresses: Sequence[str], today: str, manners: Manners, take: Callable[[LinkCheck], None]) -> None:
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        by_host[_host(address)].append(address)
    turns = asyncio.Semaphore(manners.at_once)
    async with httpx.AsyncClient(
        headers={"user-agent": manners.agent}, timeout=manners.timeout, follow_redirects=True, max_redirects=10
    ) as client:
        await asyncio.gather(*(_ask_host(client, one, today, manners, turns, take) for one in by_host.values()))


def _host(address: str) -> str:
    with suppress(ValueError):
        return urlsplit(address).netloc
    return ""


async def _ask_host(
    client: httpx.AsyncClient,
    addresses: Sequence[str],
    today: str,
    manners: Manners,
    turns: asyncio.Semaphore,
    take: Callable[[LinkCheck], None],
) -> None:
    async with turns:
        for address in addresses:
            answer, led_to = await _ask(client, address, manners)
            take(LinkCheck(address, today, answer, led_to))
            if answer in map(str, map(int, _ENOUGH)):
                return
            await asyncio.sleep(manners.pause)


async def _ask(client: httpx.AsyncClient, address: str, manners: Manners) -> tuple[str, str]:
    """What it answered, and where it led. No body is read: the document is not wanted, only word of it."""
    try:
        async with asyncio.timeout(2 * manners.timeout):
            response = await client.head(address)
            # Many servers know HEAD badly; what they say to GET counts.
            if response.is_error and response.status_code not in _ENOUGH:
                await asyncio.sleep(manners.pause)
                async with client.stream("GET", address) as response:
                    pass
    except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
        return _word_for(error), ""
    led_to = str(response.url) if response.history else ""
    return str(response.status_code), led_to.translate(_CELLS)


# A redirect may hold anything; a cell of the table may not.
_CELLS = {ord("\t"): "%09", ord("\n"): "%0A", ord("\r"): "%0D"}


def _word_for(error: Exception) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return "certificate"
        cause = cause.__cause__ or cause.__context__
    return next(word for kind, word in _FAILURES if isinstance(error, kind))
