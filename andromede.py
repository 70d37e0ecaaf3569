"""The command line: argument parsing only. Each command imports what it needs: `validate` must not pay for the web."""

import gc
import os
import sys
import traceback
from errno import EACCES, EADDRINUSE, ENOSPC, ENOTDIR, EROFS
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup
from typer.main import get_command

from graph.releases.manifest import Profile
from loaders.curating.checking import fmt, validate
from loaders.curating.commands import diff, doctor, lsp, new, retire
from loaders.curating.releases import releases_app
from loaders.curating.terminal import (
    FINDINGS,
    RELEASES,
    LangOption,
    Language,
    WrongUsage,
    curated,
    failure,
    filled,
    tell,
)
from ontology import CHECKOUT
from ontology.text import Text

# Waited for at every save. What these make lives until their end, and taking it apart would be a third of their time.
BRIEF = (["validate"], ["fmt"])

PORT_TAKEN = Text(
    "Quelque chose répond déjà au port {port} : arrêtez-le (Ctrl-C dans son terminal), ou prenez --port {other}.",
    "Something answers on port {port} already: end it (Ctrl-C in its terminal), or take --port {other}.",
)
NO_ADDRESS = Text(
    "Impossible de répondre à {host}, port {port} : {reason}.", "Cannot listen on {host}, port {port}: {reason}."
)
WITH_PLAIN = Text("--data va avec --profile plain.", "--data goes with --profile plain.")
NOT_READ = Text("{file} ne se lit pas : {reason}.", "{file} cannot be read: {reason}.")
NOT_UTF_8 = Text("{file} n’est pas en UTF-8 : octet {byte}.", "{file} is not UTF-8: byte {byte}.")
OUR_FAULT = Text(
    "La faute est dans Andromède, non dans ce que vous lui avez donné ; merci de le signaler.",
    "Andromède itself is at fault here, not what you gave it; please report this.",
)
ANSWERS = Text("Andromède répond à {address}", "Andromède answers on {address}")
BUILT = Text(
    "La version {release} est en service : {claims} énoncés de {sources} sources, {facts} faits ({disputed} contestés,"
    " {planned} prévus), {entities} entités, {triples} triplets dans le graphe par défaut.",
    "Release {release} is in service: {claims} claims of {sources} sources, {facts} facts ({disputed} disputed,"
    " {planned} planned), {entities} entities, {triples} triples in the default graph.",
)
# What the machine refuses: of a folder of somebody else, on a disk that is full.
REFUSED_BY_THE_SYSTEM = (EACCES, ENOSPC, ENOTDIR, EROFS)
NOT_ALLOWED = Text("Impossible d’écrire ou de lire {file} : {reason}.", "Cannot write or read {file}: {reason}.")
BEFORE = Text("La version d’avant est servie.", "The release before is served.")

PLAIN_RELEASES = Path("var/plain")

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Andromède: a knowledge graph of Europe's sovereign-cloud policy.",
)


@app.callback()
def andromede(
    context: typer.Context, lang: Annotated[Language | None, typer.Option(help="Language of what is said.")] = None
) -> None:
    """Takes the language before the command too, for those that speak one."""
    group = context.command
    if lang and isinstance(group, TyperGroup):
        speaking = [name for name, one in group.commands.items() if any(each.name == "lang" for each in one.params)]
        context.default_map = {name: {"lang": lang.value} for name in speaking}


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 8000,
    releases: Annotated[Path | None, typer.Option(help="Folder of the releases.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Server processes; more than one pays from four cores on.")] = 1,
    profile: Annotated[
        Profile | None, typer.Option(help="The curated graph with its pages, or the files of --data as they are.")
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option(exists=True, file_okay=False, help="Folder of Turtle, N-Triples, TriG, N-Quads (profile plain)."),
    ] = None,
    lang: LangOption = Language.FR,
) -> None:
    """Serve the graph; builds a release first when there is none or the files have changed."""
    from dataclasses import replace

    from api.server.process import listen, refusal
    from api.settings import WrongSetting, from_environment

    try:
        settings = from_environment()
    except WrongSetting as error:
        raise WrongUsage(str(error)) from None
    if reason := refusal(host, port):
        # Before a build that takes a minute.
        told = PORT_TAKEN if reason.errno == EADDRINUSE else NO_ADDRESS
        words = {"host": host, "port": str(port), "other": str(port + 1), "reason": reason.strerror or str(reason)}
        tell(told.filled(words), lang)
        raise typer.Exit(FINDINGS)
    settings = replace(settings, releases=releases) if releases else settings
    settings = replace(settings, profile=profile) if profile else settings
    if settings.profile is Profile.PLAIN:
        settings = replace(settings, releases=PLAIN_RELEASES) if settings.releases == RELEASES else settings
        _build_plain(data, settings.releases, lang)
    elif data:
        raise WrongUsage(WITH_PLAIN.in_language(lang))
    else:
        _build_if_needed(settings.releases, lang)
    listen(settings, host, port, workers, ANSWERS.in_language(lang))


def _build_plain(data: Path | None, folder: Path, lang: Language) -> None:
    """Files that cannot be read stop the start: what is served then would not be what was asked for."""
    from graph.errors import AndromedeError
    from graph.releases.folder import ReleaseFolder
    from loaders.progress import reporting
    from loaders.release.plain import DataRefused, build_plain
    from loaders.release.stages import stages
    from loaders.reports.report import as_text

    try:
        build_plain(data, ReleaseFolder(folder), reporting(names=stages(lang)))
    except DataRefused as refused:
        typer.echo(as_text(refused.findings, data or Path(), lang), nl=False, err=True)
        raise failure(refused, lang) from None
    except AndromedeError as error:
        raise failure(error, lang) from None


def _build_if_needed(folder: Path, lang: Language) -> None:
    """Files with errors stop the start only where there is nothing to serve instead."""
    from graph.releases.folder import ReleaseFolder
    from loaders.progress import reporting
    from loaders.release.build import BuildRefused, needs_build
    from loaders.release.build import build as make
    from loaders.release.stages import stages
    from loaders.reports.report import as_text
    from loaders.workspace import Workspace

    workspace, releases = Workspace(CHECKOUT), ReleaseFolder(folder)
    if not needs_build(workspace, releases):
        return
    try:
        make(workspace, releases, reporting(names=stages(lang)))
    except BuildRefused as refused:
        typer.echo(as_text(refused.findings, CHECKOUT, lang), nl=False, err=True)
        ended = failure(refused, lang)
        if releases.current_id() is None:
            raise ended from None
        tell(BEFORE, lang)


@app.command()
def build(
    data: Annotated[
        Path | None, typer.Option(help="Folder that holds ontology/ and graph/data/; this checkout by default.")
    ] = None,
    output: Annotated[Path, typer.Option(help="Folder of the releases.")] = RELEASES,
    discard_writes: Annotated[
        bool,
        typer.Option("--discard-writes", help="Drop changes made through HTTP that the files lack.", hidden=True),
    ] = False,
    lang: LangOption = Language.FR,
) -> None:
    """Check the curated files and compile them into a release, which then is the one in service."""
    from graph.errors import AndromedeError
    from graph.releases.folder import ReleaseFolder
    from loaders.progress import reporting
    from loaders.release.build import BuildRefused
    from loaders.release.build import build as make
    from loaders.release.census_report import census_text
    from loaders.release.stages import stages
    from loaders.reports.report import as_text
    from loaders.workspace import Workspace
    from ontology.catalogue import CatalogueError

    workspace = Workspace(curated(data or CHECKOUT, lang))
    try:
        release = make(workspace, ReleaseFolder(output), reporting(names=stages(lang)), discard_writes=discard_writes)
    except BuildRefused as refusal:
        typer.echo(as_text(refusal.findings, workspace.root, lang), nl=False)
        raise failure(refusal, lang) from None
    except (AndromedeError, CatalogueError) as error:
        raise failure(error, lang) from None
    counts = {name: str(number) for name, number in release.manifest.counts.items()}
    typer.echo(census_text(release.census(), lang))
    typer.echo(filled(BUILT.filled({"release": release.id, **counts}), lang))


@app.command()
def query(
    file: Annotated[Path, typer.Argument(metavar="FILE|-", help="File that holds the query; - for standard input.")],
    format_: Annotated[
        str | None,
        typer.Option("--format", help="json, xml, csv, tsv; for graphs ttl, nt, jsonld, rdf, nq, trig, n3."),
    ] = None,
    releases: Annotated[Path | None, typer.Option(help="Folder of the releases.")] = None,
    lang: LangOption = Language.FR,
) -> None:
    """Ask the release in service as the server would. Exit code 1 when the query is refused, 2 for wrong usage."""
    from dataclasses import replace

    from api.settings import WrongSetting, from_environment
    from api.sparql.terminal import Refusal, WrongFormat, ask

    text = _text(file, lang)
    try:
        settings = from_environment()
        settings = replace(settings, releases=releases) if releases else settings
        answer = ask(text, format_, sys.stdout.isatty(), settings, lang)
    except WrongSetting as error:
        raise WrongUsage(str(error)) from None
    except WrongFormat as error:
        raise WrongUsage(error.text.in_language(lang)) from None
    if isinstance(answer, Refusal):
        typer.echo(answer.text, err=True)
        raise typer.Exit(answer.code)
    typer.echo(answer, nl=False)


def _text(file: Path, lang: Language) -> str:
    try:
        return (sys.stdin.buffer.read() if file == Path("-") else file.read_bytes()).decode("utf-8-sig")
    except OSError as error:
        words = {"file": str(file), "reason": error.strerror or str(error)}
        raise WrongUsage(NOT_READ.filled(words).in_language(lang)) from None
    except UnicodeDecodeError as error:
        words = {"file": str(file), "byte": str(error.start + 1)}
        raise WrongUsage(NOT_UTF_8.filled(words).in_language(lang)) from None


for command in (validate, fmt, new, retire, diff, doctor, lsp):
    app.command()(command)
app.add_typer(releases_app, name="releases")


def main() -> None:
    """The entry point of the console script. What nothing foresaw is our fault, not the caller's: exit code 3."""
    words = sys.argv[1:]
    is_brief = words[:1] in BRIEF
    try:
        if is_brief:
            gc.disable()
        command = get_command(app)
        if isinstance(command, TyperGroup) and (not words or "--help" in words):
            from loaders.curating.helping import into_french, language_of

            if language_of(words) == "fr":
                into_french(command)
        command(prog_name="andromede")
    except SystemExit as end:
        if is_brief and isinstance(end.code, int):
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(end.code)
        raise
    except Exception as error:
        from loaders.curating.helping import language_of

        lang = Language(language_of(words))
        if isinstance(error, OSError) and error.errno in REFUSED_BY_THE_SYSTEM:
            tell(NOT_ALLOWED.filled({"file": str(error.filename or ""), "reason": str(error.strerror)}), lang)
            sys.exit(FINDINGS)
        traceback.print_exc()
        tell(OUR_FAULT, lang)
        sys.exit(3)


if __name__ == "__main__":
    main()
