"""The process that listens: uvicorn with the one application, alone or with sisters on the same socket."""

import gc
import sys
from functools import partial
from socket import AF_INET, AF_INET6, create_server, socket

from starlette.types import ASGIApp
from uvicorn import Config, Server
from uvicorn.supervisors import Multiprocess

from api.app import create_app
from api.server.connection import Connection
from api.server.logs import configure
from api.settings import Settings

# A connection that a client keeps open without asking anything costs little; proxies dislike shorter ones.
KEEP_ALIVE_SECONDS = 65
SECONDS_TO_FINISH = 10
# Young objects until a collection, and collections until a deeper one; Python's own 700 is for short scripts.
COLLECTIONS = (20_000, 10, 10)


def listen(settings: Settings, host: str, port: int, workers: int = 1, said: str = "{address}") -> None:
    """Serve until the process is told to stop. `said` once it answers, with its {address}."""
    config = Config(
        partial(_application, settings),
        factory=True,
        host=host,
        port=port,
        workers=workers,
        http=Connection,  # Over httptools: the pure Python parser halves throughput and knows no QUERY method.
        log_level="warning",
        access_log=False,  # Our own log says it without full addresses.
        server_header=False,
        proxy_headers=False,  # Whom to believe is a setting of ours; by itself it believes whoever is on this machine.
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )
    if workers == 1:
        _Announced(config, said).run()
    else:
        sockets = [config.bind_socket()]
        announce(config, said)
        Multiprocess(config, sockets=sockets).run()


def refusal(host: str, port: int) -> OSError | None:
    """Why the system would not let us listen there, or None: taken, below 1024, no address of this machine."""
    try:
        with create_server((host, port), family=AF_INET6 if ":" in host else AF_INET):
            return None
    except OSError as error:
        return error


class _Announced(Server):
    """Says where it answers once it does."""

    def __init__(self, config: Config, said: str) -> None:
        super().__init__(config)
        self.said = said

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            announce(self.config, self.said)


def announce(config: Config, said: str) -> None:
    host = f"[{config.host}]" if ":" in config.host else config.host
    print(said.format(address=f"http://{host}:{config.port}"), file=sys.stderr, flush=True)


def _application(settings: Settings) -> ASGIApp:
    """Made in each server process, which has its own log."""
    configure(settings.log_level)
    app = create_app(settings)
    _spare_the_collector()
    return app


def _spare_the_collector() -> None:
    """What is loaded by now stays for good, and what the cache keeps is no cycle: looking through both again and again
    took a tenth of the time of small queries, in pauses of up to a tenth of a second."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTIONS)
