"""What the server serves: the release in service and the engine over it, from the start of the server to its end."""

from pathlib import Path

from api.settings import Settings
from graph.engine import Engine
from graph.errors import NoRelease
from graph.pool import Pool


class Serving:
    """Its life: `start`, then read by every request, then `stop`."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._pool: Pool | None = None
        self._release: Path | None = None

    async def start(self) -> None:
        """Raises NoRelease when nothing was built, EngineFailure when the store does not open."""
        current = self.settings.releases / "current"
        if not current.exists():
            raise NoRelease(f"There is no release in {self.settings.releases}.")
        self._release = current.resolve()
        self._pool = Pool(self._release / "store", self.settings.limits)
        await self._pool.start()

    async def stop(self) -> None:
        if self._pool is not None:
            await self._pool.close()

    @property
    def engine(self) -> Engine:
        """Raises NoRelease."""
        return self.pool

    @property
    def pool(self) -> Pool:
        if self._pool is None:
            raise NoRelease("The server is starting.")
        return self._pool

    @property
    def release_id(self) -> str:
        """Raises NoRelease."""
        if self._release is None:
            raise NoRelease("The server is starting.")
        return self._release.name
