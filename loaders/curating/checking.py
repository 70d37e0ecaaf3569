"""The commands that look at curated files: what is wrong in them, and their normal form.

Argument parsing only, as in `andromede.py`; each imports what it needs, since they are waited for at every save.
"""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from loaders.curating.terminal import (
    FINDINGS,
    RELEASES,
    LangOption,
    Language,
    RootOption,
    WrongUsage,
    curated,
    failure,
    tell,
)
from ontology import CHECKOUT
from ontology.text import Text

_ALL_ALONE = Text("--all va sans nom de fichier.", "--all goes without paths.")
_UPDATE_WITH = Text(
    "--update-baseline va avec --baseline et --all.", "--update-baseline goes with --baseline and --all."
)
_UNREAD = Text(
    "{file} : une erreur empêche d’en juger la forme ; andromede validate la montre.",
    "{file}: a mistake keeps its form from being judged; andromede validate shows it.",
)


class Format(StrEnum):
    """What findings are printed as."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    TURTLE = "turtle"
    HTML = "html"


PathsArgument = Annotated[list[Path] | None, typer.Argument(help="Curated files or folders; all when none is given.")]


def validate(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Curated files or folders; by default what changed.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Check every file.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Check again at every save, until Ctrl-C.")] = False,
    format_: Annotated[Format, typer.Option("--format", help="For people or for programs.")] = Format.TEXT,
    baseline: Annotated[Path | None, typer.Option(help="File of known findings, which are left out.")] = None,
    update_baseline: Annotated[
        bool, typer.Option("--update-baseline", help="Drop what is mended from the baseline; with --all.")
    ] = False,
    releases: Annotated[
        Path, typer.Option(help="Folder of the releases, compared with where there is no git.")
    ] = RELEASES,
    lang: LangOption = Language.FR,
    root: RootOption = CHECKOUT,
) -> None:
    """Check the curated files that changed since the last commit, and those that rest on what they say.

    Syntax, terms, names, shapes, rules. Exit code 1 when there is an error.
    """
    from loaders.curating.validating import Validation, exit_code
    from loaders.reports.baseline import BaselineError
    from loaders.reports.report import FORMATS
    from loaders.workspace import NotCurated
    from ontology.catalogue import CatalogueError

    if paths and every:
        raise WrongUsage(_ALL_ALONE.in_language(lang))
    if update_baseline and not (every and baseline and not watch):
        raise WrongUsage(_UPDATE_WITH.in_language(lang))
    validation = Validation(curated(root, lang), paths or (), every, releases, lang, baseline)
    try:
        if watch:
            from loaders.curating.watching import keep_checking

            keep_checking(root, lambda: validation.report(format_), sys.stdout)
            return
        findings = validation.update() if update_baseline else validation.findings()
    except NotCurated as error:
        raise WrongUsage(error.text.in_language(lang)) from None
    except BaselineError as error:
        typer.echo(error.text.in_language(lang), err=True)
        raise typer.Exit(FINDINGS) from None
    except (CatalogueError, FileNotFoundError) as error:
        raise failure(error, lang) from None
    if not update_baseline:
        typer.echo(FORMATS[format_](findings, root, lang), nl=False)
    raise typer.Exit(exit_code(findings))


def fmt(
    paths: PathsArgument = None,
    check: Annotated[bool, typer.Option("--check", help="Change nothing, and say which files would change.")] = False,
    lang: LangOption = Language.FR,
    root: RootOption = CHECKOUT,
) -> None:
    """Put curated files into their one normal form; one with a syntax error is reported and left alone."""
    from loaders.curating.formatting import formatted
    from loaders.findings import Finding
    from loaders.reports.report import as_text
    from loaders.workspace import NotCurated, Workspace
    from loaders.writer import replace_file

    workspace = Workspace(curated(root, lang))
    try:
        files = workspace.chosen(paths or ())
    except NotCurated as error:
        raise WrongUsage(error.text.in_language(lang)) from None
    findings: list[Finding] = []
    unread = False
    for one in formatted(workspace, files):
        if one.faults and check:
            # What is wrong in it is told by validate, which runs beside this in every hook: once is enough.
            unread = True
            tell(_UNREAD.filled({"file": one.file.relative}), lang)
            continue
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
    if findings or unread:
        raise typer.Exit(FINDINGS)
