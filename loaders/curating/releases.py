"""The commands over the releases that are here. Argument parsing only, as in `andromede.py`."""

from pathlib import Path
from typing import Annotated

import typer

from loaders.curating.terminal import RELEASES, failure

releases_app = typer.Typer(help="The releases that are here: which is in service, and which stay.")
ReleasesOption = Annotated[Path, typer.Option("--releases", help="Folder of the releases.")]
StartOfId = Annotated[str, typer.Argument(help="Id of a release, or its first letters.")]


@releases_app.callback(invoke_without_command=True)
def releases_default(context: typer.Context) -> None:
    """Lists the releases when no other command is given."""
    if context.invoked_subcommand is None:
        context.invoke(list_releases)


@releases_app.command("list")
def list_releases(releases: ReleasesOption = RELEASES) -> None:
    """Show all releases, the latest first: * is in service, + is kept for ever."""
    from graph.releases.folder import ReleaseFolder

    folder = ReleaseFolder(releases)
    current, promised, kept = folder.current_id(), folder.promised(), folder.kept()
    if not kept:
        typer.echo(f"There is no release in {releases}. Make one with: andromede build")
    for one in kept:
        marks = ("*" if one.id == current else " ") + ("+" if one.id in promised else " ")
        counts = one.manifest.counts
        typer.echo(f"{marks} {one.id}  {one.manifest.created}  {counts['claims']} claims, {counts['facts']} facts")


@releases_app.command("keep")
def keep_release(start: StartOfId, releases: ReleasesOption = RELEASES) -> None:
    """Keep a release for ever: it is never pruned, and its address answers as long as this folder is served."""
    from graph.errors import AndromedeError
    from graph.releases.folder import ReleaseFolder

    folder = ReleaseFolder(releases)
    try:
        typer.echo(f"Release {folder.keep(folder.find(start).id).id} is kept for ever.")
    except AndromedeError as error:
        raise failure(error) from None


@releases_app.command("rollback")
def rollback_release(
    start: Annotated[str | None, typer.Argument(help="Id of a release, or its first letters.")] = None,
    releases: ReleasesOption = RELEASES,
) -> None:
    """Put an earlier release back into service: the one given, or else the one before the current."""
    from graph.errors import AndromedeError
    from graph.releases.folder import ReleaseFolder

    folder = ReleaseFolder(releases)
    try:
        release = folder.rollback(folder.find(start).id if start else None)
    except AndromedeError as error:
        raise failure(error) from None
    typer.echo(f"Release {release.id} of {release.manifest.created} is in service.")


@releases_app.command("prune")
def prune_releases(releases: ReleasesOption = RELEASES) -> None:
    """Remove old releases; those in service, kept, recent, or the last of a day or month stay."""
    from graph.releases.folder import ReleaseFolder

    for release_id in ReleaseFolder(releases).prune():
        typer.echo(f"Removed {release_id}")
