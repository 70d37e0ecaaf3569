"""The commands of whoever writes files: begin one, retire a name, tell what changed.

Argument parsing only, as in `andromede.py`; each imports what it needs.
"""

import re
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
from ontology import CHECKOUT, LANGUAGES
from ontology.text import Text

_ALIKE = Text("Déjà là, sous un nom ou à une adresse semblable :", "Already here, under a similar name or address:")
_LIKELY = Text(
    "C’est sans doute la même chose : nommez-la comme son fichier, id:…, ou complétez-la là. Sinon : la même commande,"
    " avec --anyway.",
    "This is likely the same: name it like its file, id:…, or complete it there. If it is something else: the same"
    " command with --anyway.",
)
_NEXT = Text(
    "Ôtez le # de ce que dit le document, supprimez le reste ; puis : andromede validate",
    "Take the # from what the document tells, delete the rest; then: andromede validate",
)
_OF_SOURCES = Text(
    "--issued, --title, --language et --fetch vont avec source.",
    "--issued, --title, --language and --fetch go with source.",
)
_PASTE = Text(
    "Collez ce bloc dans le fichier de la source, ôtez le # de ce qu’elle dit, supprimez le reste : andromede fmt, puis"
    " andromede validate, qui dit le nom à écrire.",
    "Paste this block into the file of the source, take the # from what it says, delete the rest: andromede fmt, then"
    " andromede validate, which tells the name to write.",
)
_NAMELESS = Text(
    "L’adresse de la source, ou le nom de l’entité, manque.", "The address of the source, or the name, is missing."
)
_UNDATED = Text(
    "Aucune date n’est connue. Si le document en porte une, écrivez-la dans dcterms:issued et déplacez le fichier dans"
    " le dossier de son année.",
    "No date is known. If the document bears one, write it in dcterms:issued and move the file to the folder of its"
    " year.",
)
_WHY = Text(
    'Dites pourquoi en français puis en anglais : --because "…" --because "…".',
    'Say why in French, then in English: --because "…" --because "…".',
)
_THESE = Text("ces fichiers", "these files")
_NUMBER = re.compile(r"[0-9a-f]{13,}")
_NO_PYGLS = Text("Il manque pygls à andromede lsp : make lsp", "andromede lsp needs pygls: make lsp")
_STOPPED = Text(
    "Arrêté. Ce qui a répondu est gardé ; la même commande reprend là.",
    "Stopped. What was answered is kept; the same command goes on from there.",
)


class DiffFormat(StrEnum):
    """What a comparison is printed as."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


def new(
    what: Annotated[
        str, typer.Argument(metavar="source|KIND", help="source, or a kind of entity or claim: person, position, …")
    ],
    name: Annotated[
        str,
        typer.Argument(metavar="URL|LABEL", help="The address of a source, the name of an entity; not of a claim."),
    ] = "",
    slug: Annotated[str | None, typer.Option(help="Its slug, where the one made from the name will not do.")] = None,
    issued: Annotated[str | None, typer.Option(help="Date of a source: 2023, 2023-12 or 2023-12-05.")] = None,
    title: Annotated[str | None, typer.Option(help="Title of a source.")] = None,
    language: Annotated[str | None, typer.Option(help="Language of a source: fr, en, de, …")] = None,
    fetch: Annotated[bool, typer.Option("--fetch", help="Fetch the page; take title, language, site, date.")] = False,
    anyway: Annotated[bool, typer.Option("--anyway", help="Write it though something like it is here.")] = False,
    lang: LangOption = Language.FR,
    root: RootOption = CHECKOUT,
) -> None:
    """Begin a file: look for what is here already, then write a skeleton with help. Fetches nothing unless asked.

    A claim stands in the file of its source: its skeleton is printed, to be pasted there.
    """
    from graph.errors import AndromedeError
    from loaders.checks.filing import UNDATED
    from loaders.curating.beginning import Hints, begin
    from loaders.curating.drafting import draft_claim
    from loaders.curating.entity_kinds import claim_kind
    from loaders.curating.rehearsing import rehearse
    from loaders.workspace import Workspace
    from loaders.writer import replace_file

    if what != "source" and (issued or title or language or fetch):
        raise WrongUsage(_OF_SOURCES.in_language(lang))
    workspace = Workspace(curated(root, lang))
    if claim := claim_kind(workspace, what):
        typer.echo(draft_claim(workspace, claim, lang), nl=False)
        tell(_PASTE, lang)
        return
    if not name:
        raise WrongUsage(_NAMELESS.in_language(lang))
    try:
        begun = begin(workspace, what, name, lang, Hints(slug, issued, title, language, fetch))
        if begun.alike:
            tell(_ALIKE, lang)
        for line in begun.alike:
            tell(Text(f"  {line.fr}", f"  {line.en}"), lang)
        if begun.is_likely_here and not anyway:
            tell(_LIKELY, lang)
            raise typer.Exit(FINDINGS)
        draft = begun.draft()
        rehearse(workspace, {draft.path: draft.text}, is_begun=True)
    except AndromedeError as error:
        raise _refused(error, root, lang) from None
    draft.path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(draft.path, draft.text)
    typer.echo(_shown(draft.path, root))
    if begun.note:
        tell(begun.note, lang)
    if draft.path.parent.name == UNDATED:
        tell(_UNDATED, lang)
    tell(_NEXT, lang)


def retire(
    slug: Annotated[str, typer.Argument(help="What should be no longer.")],
    because: Annotated[list[str], typer.Option(help="Why, twice: in French, then in English.")],
    by: Annotated[str | None, typer.Option(help="The slug of the same thing, which stays.")] = None,
    lang: LangOption = Language.FR,
    root: RootOption = CHECKOUT,
) -> None:
    """Retire an entity or source. What mentions it is rewritten to the one named by --by, or else stands in the way.

    Where an error would stand in a rewritten file, nothing is written.
    """
    from graph.errors import AndromedeError
    from loaders.curating.rehearsing import rehearse
    from loaders.curating.retiring import plan_retirement
    from loaders.reports.report import as_text
    from loaders.workspace import Workspace
    from loaders.writer import Refused

    if len(because) != len(LANGUAGES):
        raise WrongUsage(_WHY.in_language(lang))
    workspace = Workspace(curated(root, lang))
    try:
        plan = plan_retirement(workspace, slug, by, dict(zip(LANGUAGES, because, strict=True)))
        findings = rehearse(workspace, plan.texts, [plan.deleted])
    except (AndromedeError, Refused) as error:
        raise _refused(error, root, lang) from None
    plan.carry_out()
    for path in plan.texts:
        typer.echo(_shown(path, root))
    typer.echo(f"− {_shown(plan.deleted, root)}")
    for remark in plan.remarks:
        typer.echo(remark.in_language(lang))
    typer.echo(as_text(findings, root, lang), nl=False)


def diff(
    old: Annotated[str, typer.Argument(help="A release (first letters of its id), a folder, or a revision of git.")],
    new: Annotated[str, typer.Argument(help="The same; this checkout when none is given.", show_default=False)] = str(
        CHECKOUT
    ),
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
    releases: Annotated[
        Path, typer.Option(help="Folder of the releases.", show_default="those of this checkout")
    ] = CHECKOUT / RELEASES,
    lang: LangOption = Language.FR,
    root: RootOption = CHECKOUT,
) -> None:
    """Tell what changed in words: entities and facts added, changed, withdrawn, disputes, answers to the questions."""
    from contextlib import ExitStack
    from dataclasses import replace
    from tempfile import TemporaryDirectory

    from graph.errors import AndromedeError
    from graph.releases.folder import ReleaseFolder
    from loaders.comparison.answers import changed_answers
    from loaders.comparison.diff import compare
    from loaders.comparison.editions import opened
    from loaders.comparison.report import FORMATS
    from loaders.progress import reporting
    from loaders.release.stages import stages

    kept = ReleaseFolder(releases)
    with ExitStack() as stack:
        try:
            one, other = (stack.enter_context(opened(name, root, kept)) for name in (old, new))
            comparison = compare(one, other, lang)
            if questions or (questions is None and one.release and other.release):
                scratch = Path(stack.enter_context(TemporaryDirectory(prefix="andromede-")))
                comparison = replace(
                    comparison, answers=changed_answers(one, other, scratch, lang, reporting(names=stages(lang)))
                )
        except (AndromedeError, SyntaxError) as error:
            raise failure(error, lang) from None
        called = (_called(name, root).in_language(lang) for name in (old, new))
        comparison = replace(comparison, old=next(called), new=next(called))
        typer.echo(FORMATS[format_](comparison, lang), nl=False)


def doctor(
    links: Annotated[
        bool, typer.Option("--links", help="Ask the sources' addresses, politely; needs a network.")
    ] = False,
    older_than: Annotated[
        int, typer.Option("--older-than", min=0, help="With --links: ask again after so many days.")
    ] = 30,
    releases: Annotated[Path, typer.Option(help="Folder of the releases.")] = RELEASES,
    lang: LangOption = Language.FR,
    root: RootOption = CHECKOUT,
) -> None:
    """Say in which state the checkout is; with --links, whether cited documents are still there (graph/links.tsv)."""
    from datetime import UTC, datetime

    from graph.errors import AndromedeError
    from graph.releases.folder import ReleaseFolder
    from loaders.curating.doctor import links_line, state_of
    from loaders.curating.link_check import addresses_of, check_links
    from loaders.progress import reporting
    from loaders.workspace import Workspace

    workspace = Workspace(curated(root, lang))
    try:
        if links:
            checks = check_links(workspace, datetime.now(UTC).date(), older_than, progress=reporting())
            typer.echo(links_line(addresses_of(workspace), checks).in_language(lang))
            return
        for line in state_of(workspace, ReleaseFolder(releases)):
            typer.echo(line.in_language(lang))
    except KeyboardInterrupt:
        tell(_STOPPED, lang)
        raise typer.Exit(FINDINGS) from None
    except AndromedeError as error:
        raise failure(error, lang) from None


def lsp(lang: LangOption = Language.FR, root: RootOption = CHECKOUT) -> None:
    """Serve findings and formatting to an editor, over standard input and output (docs/editors.md)."""
    try:
        from loaders.curating.language_server import server_of
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        tell(_NO_PYGLS, lang)
        raise typer.Exit(2) from None
    server_of(curated(root, lang), lang).start_io()


def _refused(error: Exception, root: Path, lang: Language) -> typer.Exit:
    """Why nothing was written, with the lines that would be wrong, as they would be; and the exit that follows."""
    from loaders.curating.rehearsing import WouldBreak
    from loaders.reports.report import as_text

    ended = failure(error, lang)
    if isinstance(error, WouldBreak):
        typer.echo("\n" + as_text(error.findings, root, lang, error.texts), nl=False)
    return ended


def _called(name: str, root: Path) -> Text:
    """How a comparison calls one of its sides: no path of a machine, no number longer than one reads."""
    if (Path(name) / "ontology").is_dir() and Path(name).resolve() == root.resolve():
        return _THESE
    short = name[:12] if _NUMBER.fullmatch(name) else name
    return Text(short, short)


def _shown(path: Path, root: Path) -> str:
    return str(path.relative_to(root) if path.is_relative_to(root) else path)
