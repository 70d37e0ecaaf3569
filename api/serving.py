"""What the server serves: the release in service with the engine over it, and past ones on request, while it lives."""

import asyncio
from collections import Counter, OrderedDict
from contextlib import suppress
from dataclasses import dataclass, replace

import structlog

from api.settings import Settings
from graph.errors import AndromedeError, BrokenRelease, EngineFailure, NoRelease, UnknownRelease
from graph.releases.folder import Release, ReleaseFolder
from graph.releases.manifest import Profile
from graph.search.index import SearchIndex, index_of
from graph.workers.limits import Limits
from graph.workers.pool import Pool
from ontology.text import Text

SECONDS_BETWEEN_LOOKS = 0.5
# Past releases are asked for rarely: a few stay open, each with one worker.
PAST_KEPT_OPEN = 2
_OTHER_PROFILE = Text(
    "{folder} a des versions du profil {has}, et le serveur doit servir {wanted}.",
    "{folder} holds releases of the profile {has}, and the server is told to serve {wanted}.",
)


@dataclass(frozen=True, slots=True)
class Edition:
    """A release with the engine over it. Who holds one sees the same release until done, whatever is published."""

    release: Release
    pool: Pool

    async def index(self) -> SearchIndex:
        """What it is searched by, made when first asked for. Raises BrokenRelease where the release has none."""
        return await asyncio.to_thread(index_of, self.release.folder)


class Serving:
    """Its life: `start`, then read by every request, then `stop`. A newly published release is taken up by itself."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.folder = ReleaseFolder(settings.releases)
        self.counts: Counter[str] = Counter()
        self._current: Edition | None = None
        self._past: OrderedDict[str, Edition] = OrderedDict()
        self._opening = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._log = structlog.get_logger("serving")

    async def start(self) -> None:
        """Raises NoRelease when nothing was built, EngineFailure when the store does not open or no sandbox holds."""
        self._current = await self._open(self.folder.current(), self.settings.limits)
        sandbox = self.current.pool.announcement["sandbox"]
        if sandbox != "on" and self.settings.require_sandbox:
            await self.stop()
            raise EngineFailure(f"Workers cannot be cut off from the network ({sandbox}), and the settings require it.")
        self._keep(asyncio.create_task(self._follow()))

    async def stop(self) -> None:
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for edition in (*self._past.values(), *([self._current] if self._current else [])):
            await edition.pool.close()

    @property
    def current(self) -> Edition:
        """Raises NoRelease."""
        if self._current is None:
            raise NoRelease(Text("Le serveur démarre.", "The server is starting."))
        return self._current

    @property
    def release_id(self) -> str | None:
        """Of the release in service; None while there is none."""
        return self._current.release.id if self._current else None

    async def edition(self, release_id: str | None) -> Edition:
        """The edition of this release, by default the current one. Raises UnknownRelease, which names the nearest."""
        if release_id is None or release_id == self.current.release.id:
            return self.current
        async with self._opening:
            if release_id not in self._past:
                one_worker = replace(self.settings.limits, fast_workers=1)
                self._past[release_id] = await self._open(self.kept(release_id), one_worker)
            self._past.move_to_end(release_id)
            while len(self._past) > PAST_KEPT_OPEN:
                self._retire(self._past.popitem(last=False)[1])
            return self._past[release_id]

    def kept(self, release_id: str) -> Release:
        """A release that is kept. Raises UnknownRelease, which names the nearest."""
        try:
            return self.folder.open(release_id)
        except UnknownRelease as error:
            error.nearest = self.folder.nearest(release_id)
            raise

    async def _open(self, release: Release, limits: Limits) -> Edition:
        if release.manifest.profile is not self.settings.profile:
            told = {"folder": self.folder.path, "has": release.manifest.profile, "wanted": self.settings.profile}
            raise BrokenRelease(_OTHER_PROFILE.filled(told))
        pool = Pool(release.store, limits, self.counts)
        await pool.start()
        if release.manifest.profile is Profile.CURATED:
            self._keep(asyncio.create_task(self._warm(release)))
        return Edition(release, pool)

    async def _follow(self) -> None:
        """Take up each release that is published while we serve."""
        failed = None
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
            published = self.folder.current_id()
            if published in (None, self.current.release.id, failed):
                continue
            try:
                await self._swap()
                failed = None
            except AndromedeError as error:
                failed = published
                self._log.error("release-not-taken-up", release=published, reason=str(error))

    async def _swap(self) -> None:
        old, self._current = self.current, await self._open(self.folder.current(), self.settings.limits)
        self._log.info("release", release=self.current.release.id, before=old.release.id)
        self._retire(old)

    async def _warm(self, release: Release) -> None:
        """The first who searches need not wait; a release without an index says so to whoever searches it."""
        with suppress(BrokenRelease):
            await asyncio.to_thread(index_of, release.folder)

    def _retire(self, edition: Edition) -> None:
        self._keep(asyncio.create_task(edition.pool.retire()))

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
