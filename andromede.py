"""The command line: argument parsing only. Each command imports what it needs: `validate` must not pay for the web."""

import gc
import os
import sys
import traceback
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from graph.manifest import Profile
from ontology import HERE

CHECKOUT = HERE.parent
FINDINGS = 1
# Waited for at every save. What these make lives until their end, and taking it apart would be a third of their time.
BRIEF = (["validate"], ["fmt"])

RELEASES = Path("var/releases")
PLAIN_RELEASES = Path("var/plain")

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Andromède: a knowledge graph of Europe's sovereign-cloud policy.",
)


class Language(StrEnum):
    """A language of the findings."""

    FR = "fr"
    EN = "en"


class Format(StrEnum):
    """What findings are printed as."""

    TEXT = "text"
    JSON = "json"


PathsArgument = Annotated[list[Path] | None, typer.Argument(help="Curated files or folders; all when none is given.")]
LangOption = Annotated[Language, typer.Option("--lang", help="Language of the findings.")]
RootOption = Annotated[Path, typer.Option("--root", help="Folder that holds ontology/ and graph/data/.")]


@app.callback()
def andromede() -> None:
    """Keeps the commands by name, however few they are."""


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    releases: Annotated[Path | None, typer.Option(help="Folder of the releases.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Server processes; more than one pays from four cores on.")] = 1,
    profile: Annotated[
        Profile | None, typer.Option(help="The curated graph with its pages, or the files of --data as they are.")
    ] = None,
    data: Annotated[
        Path | None,
        typer.Option(exists=True, file_okay=False, help="Folder of Turtle, N-Triples, TriG, N-Quads (profile plain)."),
    ] = None,
) -> None:
    """Serve the graph; builds a release first when there is none or the files have changed."""
    from dataclasses import replace

    from api.server import listen
    from api.settings import WrongSetting, from_environment

    try:
        settings = from_environment()
    except WrongSetting as error:
        raise typer.BadParameter(str(error)) from None
    settings = replace(settings, releases=releases) if releases else settings
    settings = replace(settings, profile=profile) if profile else settings
    if settings.profile is Profile.PLAIN:
        settings = replace(settings, releases=PLAIN_RELEASES) if settings.releases == RELEASES else settings
        _build_plain(data, settings.releases)
    elif data:
        raise typer.BadParameter("--data goes with --profile plain.")
    else:
        _build_if_needed(settings.releases)
    listen(settings, host, port, workers)


def _build_plain(data: Path | None, folder: Path) -> None:
    """Files that cannot be read stop the start: what is served then would not be what was asked for."""
    from graph.errors import AndromedeError
    from graph.releases import ReleaseFolder
    from loaders.plain import DataRefused, build_plain
    from loaders.progress import reporting
    from loaders.report import as_text

    try:
        build_plain(data, ReleaseFolder(folder), reporting())
    except DataRefused as refused:
        typer.echo(as_text(refused.findings, data or Path(), Language.FR), nl=False, err=True)
        raise _failure(refused) from None
    except AndromedeError as error:
        raise _failure(error) from None


def _build_if_needed(folder: Path) -> None:
    """Files with errors stop the start only where there is nothing to serve instead."""
    from graph.releases import ReleaseFolder
    from loaders.build import BuildRefused, needs_build
    from loaders.build import build as make
    from loaders.progress import reporting
    from loaders.report import as_text
    from loaders.workspace import Workspace

    workspace, releases = Workspace(CHECKOUT), ReleaseFolder(folder)
    if not needs_build(workspace, releases):
        return
    try:
        make(workspace, releases, reporting())
    except BuildRefused as refused:
        typer.echo(as_text(refused.findings, CHECKOUT, Language.FR), nl=False, err=True)
        typer.echo(str(refused), err=True)
        if releases.current_id() is None:
            raise typer.Exit(FINDINGS) from None
        typer.echo("The release before is served.", err=True)


@app.command()
def build(
    data: Annotated[
        Path | None, typer.Option(help="Folder that holds ontology/ and graph/data/; this checkout by default.")
    ] = None,
    output: Annotated[Path, typer.Option(help="Folder of the releases.")] = RELEASES,
    discard_writes: Annotated[
        bool, typer.Option("--discard-writes", help="Drop changes made through HTTP that the files lack.")
    ] = False,
    lang: LangOption = Language.FR,
) -> None:
    """Check the curated files and compile them into a release, which then is the one in service."""
    from graph.errors import AndromedeError
    from graph.releases import ReleaseFolder
    from loaders.build import BuildRefused
    from loaders.build import build as make
    from loaders.census_report import census_text
    from loaders.progress import reporting
    from loaders.report import as_text
    from loaders.workspace import Workspace
    from ontology.catalogue import CatalogueError

    workspace = Workspace(_curated(data or CHECKOUT))
    try:
        release = make(workspace, ReleaseFolder(output), reporting(), discard_writes=discard_writes)
    except BuildRefused as refusal:
        typer.echo(as_text(refusal.findings, workspace.root, lang), nl=False)
        raise _failure(refusal) from None
    except (AndromedeError, CatalogueError) as error:
        raise _failure(error) from None
    counts = release.manifest.counts
    typer.echo(census_text(release.census()))
    typer.echo(
        f"Release {release.id} is in service: {counts['claims']} claims of {counts['sources']} sources,"
        f" {counts['facts']} facts ({counts['disputed']} disputed, {counts['planned']} planned),"
        f" {counts['entities']} entities, {counts['triples']} triples in the default graph."
    )


@app.command()
def query(
    file: Annotated[Path, typer.Argument(metavar="FILE|-", help="File that holds the query; - for standard input.")],
    format_: Annotated[
        str | None,
        typer.Option("--format", help="json, xml, csv, tsv; for graphs ttl, nt, jsonld, rdf, nq, trig, n3."),
    ] = None,
    releases: Annotated[Path | None, typer.Option(help="Folder of the releases.")] = None,
) -> None:
    """Ask the release in service as the server would. Exit code 1 when the query is refused, 2 for wrong usage."""
    from dataclasses import replace

    from api.settings import WrongSetting, from_environment
    from api.terminal import Refusal, WrongFormat, ask

    text = _text(file)
    try:
        settings = from_environment()
        settings = replace(settings, releases=releases) if releases else settings
        answer = ask(text, format_, sys.stdout.isatty(), settings)
    except (WrongSetting, WrongFormat) as error:
        raise typer.BadParameter(str(error)) from None
    if isinstance(answer, Refusal):
        typer.echo(answer.text, err=True)
        raise typer.Exit(answer.code)
    typer.echo(answer, nl=False)


def _text(file: Path) -> str:
    try:
        return (sys.stdin.buffer.read() if file == Path("-") else file.read_bytes()).decode("utf-8-sig")
    except OSError as error:
        raise typer.BadParameter(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise typer.BadParameter(f"{file} is not UTF-8: byte {error.start + 1}.") from None


@app.command()
def validate(
    paths: PathsArgument = None,
    every: Annotated[bool, typer.Option("--all", help="Check every file.")] = False,
    format_: Annotated[Format, typer.Option("--format", help="For people or for programs.")] = Format.TEXT,
    lang: LangOption = Language.FR,
    root: RootOption = CHECKOUT,
) -> None:
    """Check the curated files: syntax, terms, names, shapes, rules. Exit code 1 when one of them has an error."""
    from loaders.check import check
    from loaders.findings import Level
    from loaders.report import FORMATS
    from loaders.workspace import NotCurated, Workspace

    if paths and every:
        raise typer.BadParameter("--all goes without paths.")
    try:
        findings = check(Workspace(_curated(root)), paths)
    except NotCurated as error:
        raise typer.BadParameter(str(error)) from None
    typer.echo(FORMATS[format_](findings, root, lang), nl=False)
    raise typer.Exit(FINDINGS if any(finding.level is Level.ERROR for finding in findings) else 0)


@app.command()
def fmt(
    paths: PathsArgument = None,
    check: Annotated[bool, typer.Option("--check", help="Change nothing, and say which files would change.")] = False,
    lang: LangOption = Language.FR,
    root: RootOption = CHECKOUT,
) -> None:
    """Put curated files into their one normal form; one with a syntax error is reported and left alone."""
    from loaders.findings import Finding
    from loaders.formatting import formatted
    from loaders.report import as_text
    from loaders.workspace import NotCurated, Workspace
    from loaders.writer import replace_file

    workspace = Workspace(_curated(root))
    try:
        files = workspace.chosen(paths or ())
    except NotCurated as error:
        raise typer.BadParameter(str(error)) from None
    findings: list[Finding] = []
    for one in formatted(workspace, files):
        findings += one.faults
        if one.is_normal:
            continue
        if check:
            findings.append(one.finding())
        else:
            replace_file(one.file.path, one.after)
            typer.echo(one.file.relative)
    if findings:
        typer.echo(as_text(findings, root, lang), nl=False)
        raise typer.Exit(FINDINGS)


class DiffFormat(StrEnum):
    """What a comparison is printed as."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


@app.command()
def diff(
    old: Annotated[str, typer.Argument(help="A release (first letters of its id), a folder, or a revision of git.")],
    new: Annotated[str, typer.Argument(help="The same; this checkout when none is given.")] = str(CHECKOUT),
    format_: Annotated[DiffFormat, typer.Option("--format", help="For a terminal, a pull request, a browser.")] = (
        DiffFormat.TEXT
    ),
    questions: Annotated[
        bool | None,
        typer.Option(
            "--questions/--no-questions",
            help="Ask the questions of both sides too; without this option, where both are built already.",
        ),
    ] = None,
    releases: Annotated[Path, typer.Option(help="Folder of the releases.")] = CHECKOUT / RELEASES,
    lang: LangOption = Language.FR,
    root: RootOption = CHECKOUT,
) -> None:
    """Tell what changed in words: entities and facts added, changed, withdrawn, disputes, answers to the questions."""
    from contextlib import ExitStack
    from dataclasses import replace
    from tempfile import TemporaryDirectory

    from graph.errors import AndromedeError
    from graph.releases import ReleaseFolder
    from loaders.answers import changed_answers
    from loaders.diff import compare
    from loaders.diff_report import FORMATS
    from loaders.editions import opened
    from loaders.progress import reporting

    kept = ReleaseFolder(releases)
    with ExitStack() as stack:
        try:
            one, other = (stack.enter_context(opened(name, root, kept)) for name in (old, new))
            comparison = compare(one, other, lang)
            if questions or (questions is None and one.release and other.release):
                scratch = Path(stack.enter_context(TemporaryDirectory(prefix="andromede-")))
                comparison = replace(comparison, answers=changed_answers(one, other, scratch, lang, reporting()))
        except (AndromedeError, SyntaxError) as error:
            raise _failure(error) from None
        typer.echo(FORMATS[format_](comparison, lang), nl=False)


@app.command()
def doctor(
    links: Annotated[
        bool, typer.Option("--links", help="Ask the sources' addresses, politely; needs a network.")
    ] = False,
    older_than: Annotated[
        int, typer.Option("--older-than", min=0, help="With --links: ask again after so many days.")
    ] = 30,
    releases: Annotated[Path, typer.Option(help="Folder of the releases.")] = RELEASES,
    root: RootOption = CHECKOUT,
) -> None:
    """Say in which state the checkout is; with --links, whether cited documents are still there (graph/links.tsv)."""
    from datetime import UTC, datetime

    from graph.errors import AndromedeError
    from graph.releases import ReleaseFolder
    from loaders.doctor import links_line, state_of
    from loaders.link_check import addresses_of, check_links
    from loaders.progress import reporting
    from loaders.workspace import Workspace

    workspace = Workspace(_curated(root))
    try:
        if links:
            checks = check_links(workspace, datetime.now(UTC).date(), older_than, progress=reporting())
            typer.echo(links_line(addresses_of(workspace), checks))
            return
        for line in state_of(workspace, ReleaseFolder(releases)):
            typer.echo(line)
    except KeyboardInterrupt:
        typer.echo("Stopped. What was answered is kept; the same command goes on from there.", err=True)
        raise typer.Exit(FINDINGS) from None
    except AndromedeError as error:
        raise _failure(error) from None


@app.command()
def lsp(lang: LangOption = Language.FR, root: RootOption = CHECKOUT) -> None:
    """Serve findings and formatting to an editor, over standard input and output (docs/editors.md)."""
    try:
        from loaders.language_server import server_of
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        typer.echo("andromede lsp needs pygls: make lsp", err=True)
        raise typer.Exit(2) from None
    server_of(_curated(root), lang).start_io()


releases_app = typer.Typer(help="The releases that are here: which is in service, and which stay.")
app.add_typer(releases_app, name="releases")
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
    from graph.releases import ReleaseFolder

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
    from graph.releases import ReleaseFolder

    folder = ReleaseFolder(releases)
    try:
        typer.echo(f"Release {folder.keep(folder.find(start).id).id} is kept for ever.")
    except AndromedeError as error:
        raise _failure(error) from None


@releases_app.command("rollback")
def rollback_release(
    start: Annotated[str | None, typer.Argument(help="Id of a release, or its first letters.")] = None,
    releases: ReleasesOption = RELEASES,
) -> None:
    """Put an earlier release back into service: the one given, or else the one before the current."""
    from graph.errors import AndromedeError
    from graph.releases import ReleaseFolder

    folder = ReleaseFolder(releases)
    try:
        release = folder.rollback(folder.find(start).id if start else None)
    except AndromedeError as error:
        raise _failure(error) from None
    typer.echo(f"Release {release.id} of {release.manifest.created} is in service.")


@releases_app.command("prune")
def prune_releases(releases: ReleasesOption = RELEASES) -> None:
    """Remove old releases; those in service, kept, recent, or the last of a day or month stay."""
    from graph.releases import ReleaseFolder

    for release_id in ReleaseFolder(releases).prune():
        typer.echo(f"Removed {release_id}")


def _curated(root: Path) -> Path:
    """A folder laid out like the checkout, or else wrong usage: an empty one would pass every check."""
    if not (root / "ontology").is_dir():
        raise typer.BadParameter(f"{root} has no ontology/: name the folder that holds it and graph/data/.")
    return root


def _failure(error: Exception) -> typer.Exit:
    typer.echo(str(error), err=True)
    return typer.Exit(1)


def main() -> None:
    """The entry point of the console script. What nothing foresaw is our fault, not the caller's: exit code 3."""
    is_brief = sys.argv[1:2] in BRIEF
    try:
        if is_brief:
            gc.disable()
        app(prog_name="andromede")
    except SystemExit as end:
        if is_brief and isinstance(end.code, int):
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(end.code)
        raise
    except Exception:
        traceback.print_exc()
        typer.echo("Andromède itself is at fault here, not what you gave it; please report this.", err=True)
        sys.exit(3)


if __name__ == "__main__":
    main()
