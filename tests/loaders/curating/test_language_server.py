"""`andromede lsp` over its standard streams, as an editor speaks to it: JSON-RPC, positions in UTF-16."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.curated_folder import record

SOURCE = """@prefix andro: <https://w3id.org/andromede/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix id: <https://w3id.org/andromede/id/> .
@prefix schema: <https://schema.org/> .
@prefix source-kind: <https://w3id.org/andromede/vocabulary/source-kind/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

""" + record("a-page", '"2014-01-24"^^xsd:date')
RELATIVE = "graph/data/sources/2014/a-page.ttl"
Message = dict[str, Any]


class Editor:
    """The client's side of one connection."""

    def __init__(self, process: "subprocess.Popen[bytes]", root: Path) -> None:
        self.process, self.root, self.number = process, root, 0
        self.told: list[Message] = []

    def send(self, message: Message) -> None:
        assert self.process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def receive(self) -> Message:
        assert self.process.stdout is not None
        length = 0
        while (line := self.process.stdout.readline().strip()) or not length:
            assert self.process.poll() is None or line, "the server ended"
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        message: Message = json.loads(self.process.stdout.read(length))
        return message

    def ask(self, method: str, params: Message) -> Any:
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        while (message := self.receive()).get("id") != self.number:
            self.told.append(message)
        assert "error" not in message, message
        return message["result"]

    def tell(self, method: str, params: Message) -> None:
        self.send({"method": method, "params": params})

    def uri(self, relative: str = RELATIVE) -> str:
        return (self.root / relative).as_uri()

    def open(self, text: str, relative: str = RELATIVE) -> list[Message]:
        document = {"uri": self.uri(relative), "languageId": "turtle", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return self.diagnostics(relative)

    def change(self, text: str, relative: str = RELATIVE) -> None:
        document = {"uri": self.uri(relative), "version": 2}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def diagnostics(self, relative: str = RELATIVE) -> list[Message]:
        """The next that are published about a file."""
        while True:
            message = self.told.pop(0) if self.told else self.receive()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == self.uri(
                relative
            ):
                found: list[Message] = message["params"]["diagnostics"]
                return found

    def format(self) -> list[Message] | None:
        options = {"tabSize": 4, "insertSpaces": True}
        asked = {"textDocument": {"uri": self.uri()}, "options": options}
        edits: list[Message] | None = self.ask("textDocument/formatting", asked)
        return edits


Connect = Callable[..., Editor]


@pytest.fixture(scope="module")
def folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("curated")
    shutil.copytree(root / "ontology", folder / "ontology")
    (folder / RELATIVE).parent.mkdir(parents=True)
    (folder / RELATIVE).write_text(SOURCE, "utf-8")
    return folder


@pytest.fixture
def connect(root: Path, folder: Path) -> Iterator[Connect]:
    pytest.importorskip("pygls", reason="pygls is optional")
    running: list[subprocess.Popen[bytes]] = []

    def connected(language: str = "en", encodings: list[str] | None = None) -> Editor:
        command = [sys.executable, "-m", "andromede", "lsp", "--root", str(folder), "--lang", language]
        process = subprocess.Popen(
            command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        running.append(process)
        editor = Editor(process, folder)
        general = {"general": {"positionEncodings": encodings}} if encodings else {}
        capabilities: Mapping[str, object] = {**general, "textDocument": {"publishDiagnostics": {}}}
        asked = {"processId": os.getpid(), "rootUri": folder.as_uri(), "capabilities": capabilities}
        editor.ask("initialize", asked)
        editor.tell("initialized", {})
        return editor

    yield connected
    for process in running:
        process.kill()
        process.communicate()


def test_a_right_file_has_no_diagnostics_and_no_edits(connect: Connect) -> None:
    editor = connect()
    assert editor.open(SOURCE) == []
    assert editor.format() is None


@pytest.mark.parametrize(("language", "start"), [("fr", "`andro:grad` n’est pas"), ("en", "`andro:grad` is no")])
def test_a_mistake_is_shown_at_its_token_with_how_to_mend_it(connect: Connect, language: str, start: str) -> None:
    (one,) = connect(language).open(SOURCE.replace("andro:grade", "andro:grad"))
    assert one["range"] == {"start": {"line": 14, "character": 4}, "end": {"line": 14, "character": 14}}
    assert (one["severity"], one["source"], one["code"]) == (1, "andromede", "term/unknown-property")
    assert "\n→ " in one["message"]
    assert one["message"].startswith(start)


@pytest.mark.parametrize(
    ("encodings", "units"), [(None, 2), (["utf-16"], 2), (["utf-32", "utf-16"], 1), (["utf-8", "utf-16"], 4)]
)
def test_columns_are_counted_as_the_client_counts(connect: Connect, encodings: list[str] | None, units: int) -> None:
    """One character beyond the basic plane before the mistake: one code point, two units of UTF-16, four bytes."""
    wrong = SOURCE.replace('"Un titre"@fr ;', '"\N{MUSICAL SYMBOL G CLEF}"@fr ; andro:grad 1 ;')
    found = connect(encodings=encodings).open(wrong)
    (one,) = [each for each in found if each["code"] == "term/unknown-property"]
    column = wrong.split("\n")[9].index("andro:grad")
    assert one["range"]["start"] == {"line": 9, "character": column - 1 + units}


def test_typing_is_checked_without_being_saved(connect: Connect, folder: Path) -> None:
    editor = connect()
    assert editor.open(SOURCE) == []
    editor.change(SOURCE.replace('"B" ;', '"B ;'))
    (one,) = editor.diagnostics()
    assert one["code"].startswith("syntax/")
    editor.change(SOURCE)
    assert editor.diagnostics() == []
    assert (folder / RELATIVE).read_text("utf-8") == SOURCE


def test_a_file_that_is_not_on_disk_yet_is_checked_among_the_others(connect: Connect) -> None:
    new = SOURCE.replace("a-page", "a-new-page") + "\n"
    found = connect().open(new.replace('    andro:grade "B" ;\n', ""), RELATIVE.replace("a-page", "a-new-page"))
    assert [one["code"] for one in found] == ["Source-grade"]


def test_what_is_open_elsewhere_counts_as_it_stands_in_the_editor(connect: Connect) -> None:
    """One draft speaks of what only another draft defines."""
    editor = connect()
    person = "graph/data/authorities/person/jane-doe.ttl"
    claim = SOURCE.replace("a-page", "b-page") + "# jane\nid:b-page dcterms:references id:jane-doe .\n"
    first = editor.open(claim, RELATIVE.replace("a-page", "b-page"))
    assert unknown_terms(first) == ["No file describes `id:jane-doe`."]
    editor.open(
        "@prefix andro: <https://w3id.org/andromede/ontology#> .\n@prefix id: <https://w3id.org/andromede/id/> .\n"
        "id:jane-doe a andro:Person .\n",
        person,
    )
    editor.tell("textDocument/didSave", {"textDocument": {"uri": editor.uri(person)}})
    after = editor.diagnostics(RELATIVE.replace("a-page", "b-page"))
    assert unknown_terms(after) == []


def unknown_terms(found: list[Message]) -> list[str]:
    return [one["message"].partition("\n")[0] for one in found if one["code"].startswith("term/")]


def test_formatting_gives_what_fmt_would_write(connect: Connect) -> None:
    editor = connect()
    editor.open(SOURCE.replace("    a andro:Source ;\n", "").replace("\n    .\n", "\n    a andro:Source .\n"))
    (edit,) = editor.format() or []
    assert edit["newText"] == SOURCE
    assert edit["range"]["start"] == {"line": 0, "character": 0}
    assert edit["range"]["end"] == {"line": 16, "character": 0}


def test_what_cannot_be_read_is_not_formatted_and_the_reason_is_told(connect: Connect) -> None:
    editor = connect()
    editor.open(SOURCE.replace('"B" ;', '"B ;'))
    assert editor.format() is None
    (message,) = [one for one in editor.told if one.get("method") == "window/showMessage"]
    assert message["params"]["message"].startswith("First mend what cannot be read: ")


def test_a_quick_fix_writes_what_was_meant(connect: Connect) -> None:
    editor = connect()
    wrong = SOURCE.replace("andro:grade", "andro:grad")
    found = editor.open(wrong)
    asked = {"textDocument": {"uri": editor.uri()}, "range": found[0]["range"], "context": {"diagnostics": found}}
    (action,) = editor.ask("textDocument/codeAction", asked)
    (edit,) = action["edit"]["changes"][editor.uri()]
    line = wrong.split("\n")[edit["range"]["start"]["line"]]
    start, end = (edit["range"][end]["character"] for end in ("start", "end"))
    assert line[:start] + edit["newText"] + line[end:] == '    andro:grade "B" ;'
    assert action["isPreferred"]


def test_a_file_outside_the_curated_folder_is_left_alone(connect: Connect) -> None:
    assert connect().open("nonsense", "README.txt") == []


def test_closing_a_file_takes_its_diagnostics_away(connect: Connect) -> None:
    editor = connect()
    assert editor.open(SOURCE.replace("andro:grade", "andro:grad"))
    editor.tell("textDocument/didClose", {"textDocument": {"uri": editor.uri()}})
    assert editor.diagnostics() == []


def test_it_ends_when_the_editor_says_so(connect: Connect) -> None:
    editor = connect()
    editor.ask("shutdown", {})
    editor.tell("exit", {})
    assert editor.process.wait(10) == 0


def test_without_pygls_it_says_what_to_install(root: Path, tmp_path: Path) -> None:
    (tmp_path / "pygls.py").write_text("raise ModuleNotFoundError('no pygls', name='pygls')\n", "utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "andromede", "lsp"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=60,
    )
    assert run.returncode == 2
    assert run.stderr == "Il manque pygls à andromede lsp : make lsp\n"


def test_other_commands_do_not_load_it(root: Path) -> None:
    code = "import sys, andromede, loaders.checks.check; assert not {'pygls', 'lsprotocol'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True, timeout=60)
