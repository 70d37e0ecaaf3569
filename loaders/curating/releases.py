"""The commands over the releases that are here. Argument parsing only, as in `andromede.py`."""

from pathlib import Path
from typing import Annotated

import typer

from loaders.curating.terminal import RELEASES, LangOption, Language, failure
from ontology.text import Text

releases_app = typer.Typer(help="The releases that are here: which is in service, and which stay.")
ReleasesOption = Annotated[Path, typer.Option("--releases", help="Folder of the releases.")]
StartOfId = Annotated[str, typer.Argument(metavar="ID", help="Id of a release, or its first letters.")]

NONE = Text(
    "Il n’y a aucune version dans {folder}. Pour en faire une : andromede build",
    "There is no release in {folder}. Make one with: andromede build",
)
COUNTS = Text("{claims} énoncés, {facts} faits", "{claims} claims, {facts} facts")
KEPT = Text("La version {release} est gardée pour toujours.", "Release {release} is kept for ever.")
IN_SERVICE = Text("La version {release} du {time} est en service.", "Release {release} of {time} is in service.")
REMOVED = Text("Supprimée : {release}", "Removed: {release}")


@releases_app.callback(invoke_without_command=True)
def releases_default(
    context: typer.Context, releases: ReleasesOption = RELEASES, lang: LangOption = Language.FR
) -> None:
    """Lists the releases when no other command is given; takes the options of the others before them too."""
    if context.invoked_subcommand is None:
        context.invoke(list_releases, releases=releases, lang=lang)
    given = {"releases": str(releases), "lang": lang.value}
    context.default_map = dict.fromkeys(("list", "keep", "rollback", "prune"), given)


@releases_app.command("list")
def list_releases(releases: ReleasesOption = RELEASES, lang: LangOption = Language.FR) -> None:
    """Show all releases, the latest first: * is in service, + is kept for ever."""
    from graph.releases.folder import ReleaseFolder

    folder = ReleaseFolder(releases)
    current, promised, kept = folder.current_id(), folder.promised(), folder.kept()
    if not kept:
        typer.echo(NONE.filled({"folder": str(releases)}).in_language(lang))
    for one in kept:
        marks = ("*" if one.id == current else " ") + ("+" if one.id in promised else " ")
        counts = COUNTS.filled({name: str(number) for name, number in one.manifest.counts.items()})
        typer.echo(f"{marks} {one.id}  {one.manifest.created}  {counts.in_language(lang)}")


@releases_app.command("keep")
def keep_release(start: StartOfId, releases: ReleasesOption = RELEASES, lang: LangOption = Language.FR) -> None:
    """Keep a release for ever: it is never pruned, and its address answers as long as this folder is served."""
    from graph.errors import AndromedeError
    from graph.releases.folder import ReleaseFolder

    folder = ReleaseFolder(releases)
    try:
        release = folder.keep(folder.find(start).id)
    except AndromedeError as error:
        raise failure(error, lang) from None
    typer.echo(KEPT.filled({"release": release.id}).in_language(lang))


@releases_app.command("rollback")
def rollback_release(
    start: Annotated[str | None, typer.Argument(metavar="ID", help="Id of a release, or its first letters.")] = None,
    releases: ReleasesOption = RELEASES,
    lang: LangOption = Language.FR,
) -> None:
    """Put an earlier release back into service: the one given, or else the one before the current."""
    from graph.errors import AndromedeError
    from graph.releases.folder import ReleaseFolder

    folder = ReleaseFolder(releases)
    try:
        release = folder.rollback(folder.find(start).id if start else None)
    except AndromedeError as error:
        raise failure(error, lang) from None
    words = {"release": release.id, "time": release.manifest.created}
    typer.echo(IN_SERVICE.filled(words).in_language(lang))


@releases_app.command("prune")
def prune_releases(releases: ReleasesOption = RELEASES, lang: LangOption = Language.FR) -> None:
    """Remove old releases; those in service, kept, recent, or the last of a day or month stay."""
    from graph.releases.folder import ReleaseFolder

    for release_id in ReleaseFolder(releases).prune():
        typer.echo(REMOVED.filled({"release": release_id}).in_language(lang))
