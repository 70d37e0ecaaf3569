"""`andromede lsp`: the findings and the normal form in any editor that speaks the Language Server Protocol.

Over standard input and output; it listens on nothing. Columns are code points here and whatever the client counts there
(UTF-16 unless it offers better): they are converted where a diagnostic leaves.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from lsprotocol import types as lsp
from pygls import uris
from pygls.lsp.server import LanguageServer
from pygls.workspace.position_codec import PositionCodec

from loaders.checks.check import check_files
from loaders.checks.corpus import Corpus
from loaders.curating.drafts import Drafts
from loaders.curating.formatting import formatted
from loaders.findings import Finding, Level, Place
from loaders.turtle.tokens import LINE_END
from loaders.workspace import CuratedFile, Workspace

NAME = "andromede"
# Somebody who types is not told of each letter.
REST = 0.3
_SEVERITIES: Mapping[Level, lsp.DiagnosticSeverity] = {
    Level.ERROR: lsp.DiagnosticSeverity.Error,
    Level.WARNING: lsp.DiagnosticSeverity.Warning,
    Level.ADVICE: lsp.DiagnosticSeverity.Information,
}
_WRITE = {"fr": "Écrire {nearest}", "en": "Write {nearest}"}
_NOT_FORMATTED = {
    "fr": "Corrigez d’abord ce qui ne se lit pas : {message}",
    "en": "First mend what cannot be read: {message}",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text as a client counts it: lines by Turtle's own line ends, columns in the client's units."""

    lines: Sequence[str]
    codec: PositionCodec

    def range(self, place: Place) -> lsp.Range:
        return lsp.Range(self.position(place.line, place.column), self.position(place.end_line, place.end_column))

    def position(self, line: int, column: int) -> lsp.Position:
        """Of a line and column from 1, in code points."""
        text = self.lines[line - 1] if line <= len(self.lines) else ""
        return lsp.Position(line - 1, self.codec.client_num_units(text[: column - 1]))

    def all(self) -> lsp.Range:
        return lsp.Range(lsp.Position(0, 0), self.position(len(self.lines), len(self.lines[-1]) + 1))


class Editing:
    """What one editor has open. Lives as long as the editor's connection."""

    def __init__(self, root: Path, language: str) -> None:
        self.workspace = Workspace(root)
        self.language = language
        self.texts: dict[str, str] = {}
        self.waiting: dict[str, asyncio.Task[None]] = {}

    def file(self, uri: str) -> CuratedFile | None:
        """The curated file of an address; None for what lies elsewhere."""
        path = uris.to_fs_path(uri)
        try:
            found = self.workspace.file(Path(path)) if path else None
        except ValueError:
            return None
        return found if found and found.relative.endswith(".ttl") else None

    def sheet(self, uri: str, codec: PositionCodec) -> Sheet:
        return Sheet(LINE_END.split(self.texts[uri]), codec)

    def drafts(self) -> Drafts:
        known = ((self.file(uri), text) for uri, text in self.texts.items())
        return Drafts(self.workspace.root, {file: text for file, text in known if file})

    def findings(self, uri: str) -> list[Finding]:
        """What is wrong in one open file, with what all others say, open ones as they stand in the editor."""
        file = self.file(uri)
        if file is None:
            return []
        found = check_files(Corpus(self.drafts()), [file])
        return [one for one in found if one.place.file == file.relative]

    def uri(self, relative: str) -> str:
        return uris.from_fs_path(str(self.workspace.root.resolve() / relative)) or ""

    def diagnostic(self, finding: Finding, sheet: Sheet) -> lsp.Diagnostic:
        said = f"{finding.message.in_language(self.language)}\n→ {finding.mend.in_language(self.language)}"
        return lsp.Diagnostic(
            range=sheet.range(finding.place),
            message=said,
            severity=_SEVERITIES[finding.level],
            code=finding.rule,
            source=NAME,
            related_information=[self.related(place) for place in finding.related] or None,
            data={"nearest": finding.nearest} if finding.nearest else None,
        )

    def related(self, place: Place) -> lsp.DiagnosticRelatedInformation:
        """A place in another file, whose text the client may not have: its line is enough to go there."""
        start = lsp.Position(place.line - 1, 0)
        return lsp.DiagnosticRelatedInformation(lsp.Location(self.uri(place.file), lsp.Range(start, start)), place.file)


def server_of(root: Path, language: str) -> LanguageServer:
    """A server for the curated folder at `root`; `start_io()` runs it until the editor ends it."""
    server = LanguageServer(NAME, "1", text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
    editing = Editing(root, language)
    _follow_texts(server, editing)
    _offer(server, editing)
    return server


def _follow_texts(server: LanguageServer, editing: Editing) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        editing.texts[params.text_document.uri] = params.text_document.text
        _soon(server, editing, params.text_document.uri, 0)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        editing.texts[params.text_document.uri] = params.content_changes[-1].text
        _soon(server, editing, params.text_document.uri, REST)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: lsp.DidSaveTextDocumentParams) -> None:  # noqa: ARG001 - any file may rest on it
        for uri in editing.texts:
            _soon(server, editing, uri, 0)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        editing.texts.pop(uri, None)
        if task := editing.waiting.pop(uri, None):
            task.cancel()
        server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))


def _soon(server: LanguageServer, editing: Editing, uri: str, rest: float) -> None:
    """Check a file when its author rests; what was still to be checked of it is out of date."""
    if task := editing.waiting.get(uri):
        task.cancel()
    editing.waiting[uri] = asyncio.get_running_loop().create_task(_check(server, editing, uri, rest))


async def _check(server: LanguageServer, editing: Editing, uri: str, rest: float) -> None:
    await asyncio.sleep(rest)
    version = editing.texts[uri]
    # In a thread: the editor is listened to meanwhile.
    findings = await asyncio.to_thread(editing.findings, uri)
    if editing.texts.get(uri) != version:
        return
    sheet = editing.sheet(uri, server.workspace.position_codec)
    shown = [editing.diagnostic(finding, sheet) for finding in findings]
    server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, shown))


def _offer(server: LanguageServer, editing: Editing) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_FORMATTING)
    def format_(params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit] | None:
        uri = params.text_document.uri
        file = editing.file(uri)
        if file is None:
            return None
        for one in formatted(editing.drafts(), [file]):
            if one.faults:
                _tell(server, _NOT_FORMATTED[editing.language], one.faults[0], editing.language)
            elif not one.is_normal:
                return [lsp.TextEdit(editing.sheet(uri, server.workspace.position_codec).all(), one.after)]
        return None

    @server.feature(
        lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix])
    )
    def mend(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        fixes = (_fixes(one, params.text_document.uri, editing.language) for one in params.context.diagnostics)
        return [*chain.from_iterable(fixes)]


def _tell(server: LanguageServer, sentence: str, fault: Finding, language: str) -> None:
    message = sentence.format(message=fault.message.in_language(language))
    server.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Warning, message))


def _fixes(diagnostic: lsp.Diagnostic, uri: str, language: str) -> Sequence[lsp.CodeAction]:
    """Write what was most likely meant in place of the token; only where the check named it."""
    nearest = diagnostic.data.get("nearest") if isinstance(diagnostic.data, dict) else None
    if diagnostic.source != NAME or not nearest:
        return ()
    edit = lsp.WorkspaceEdit({uri: [lsp.TextEdit(diagnostic.range, str(nearest))]})
    return (
        lsp.CodeAction(
            title=_WRITE[language].format(nearest=nearest),
            kind=lsp.CodeActionKind.QuickFix,
            diagnostics=[diagnostic],
            is_preferred=True,
            edit=edit,
        ),
    )
