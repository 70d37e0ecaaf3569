"""The command line: argument parsing only. Each command imports what it needs: `validate` must not pay for the web."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="Andromède: a knowledge graph of Europe's sovereign-cloud policy."
)


@app.callback()
def andromede() -> None:
    """Keeps the commands by name, however few they are."""


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    releases: Annotated[Path | None, typer.Option(help="Folder of the releases.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Server processes; more than one pays from four cores on.")] = 1,
) -> None:
    """Serve the graph; builds a release first when there is none."""
    from dataclasses import replace

    from api.server import listen
    from api.settings import WrongSetting, from_environment

    try:
        settings = from_environment()
    except WrongSetting as error:
        raise typer.BadParameter(str(error)) from None
    listen(replace(settings, releases=releases) if releases else settings, host, port, workers)


def main() -> None:
    """The entry point of the console script."""
    app()


if __name__ == "__main__":
    main()
