"""The process that listens: uvicorn with the one application, alone or with sisters on the same socket."""

from functools import partial

from uvicorn import Config, Server
from uvicorn.supervisors import Multiprocess

from api.app import create_app
from api.settings import Settings

# A connection that a client keeps open without asking anything costs little; proxies dislike shorter ones.
KEEP_ALIVE_SECONDS = 65
SECONDS_TO_FINISH = 10


def listen(settings: Settings, host: str, port: int, workers: int = 1) -> None:
    """Serve until the process is told to stop."""
    config = Config(
        partial(create_app, settings),
        factory=True,
        host=host,
        port=port,
        workers=workers,
        http="httptools",  # The pure Python parser halves throughput and knows no QUERY method.
        access_log=False,  # Our own log says it without full addresses.
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )
    if workers == 1:
        Server(config).run()
    else:
        Multiprocess(config, sockets=[config.bind_socket()]).run()
