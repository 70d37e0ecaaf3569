"""`andromede query`, as somebody types it."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from andromede import app
from graph.releases.folder import Release
from ontology import HERE
from ontology.catalogue import read_query

Ask = Callable[..., Result]
HOLDERS = read_query(HERE / "questions" / "secnumcloud-holders-by-source.rq").text
PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture
def ask(release: Release) -> Ask:
    """`ask(query, *options, **settings)`: the query on standard input, about the release of this checkout."""

    def run(query: str, *options: str, **settings: str) -> Result:
        words = ["query", "-", "--releases", str(release.folder.parent), "--lang", "en", *options]
        return CliRunner().invoke(app, words, input=query, env=settings)

    return run


@pytest.mark.parametrize(
    ("query", "format_", "beginning"),
    [
        ("ASK {}", "json", '{"head":{},"boolean":true}'),
        ("ASK {}", "xml", "<?xml"),
        ("SELECT (1 AS ?x) {}", "csv", "x\r\n1\r\n"),
        ("SELECT (1 AS ?x) {}", "tsv", "?x\n1\n"),
        ("CONSTRUCT { <http://a/b> <http://a/c> 1 } {}", "nt", "<http://a/b> <http://a/c> "),
        ("CONSTRUCT { <http://a/b> <http://a/c> 1 } {}", "ttl", "<http://a/b> <http://a/c> 1 ."),
        ("CONSTRUCT { <http://a/b> <http://a/c> 1 } {}", "text/turtle", "<http://a/b> <http://a/c> 1 ."),
    ],
)
def test_an_answer_comes_in_the_format_asked_for(ask: Ask, query: str, format_: str, beginning: str) -> None:
    answer = ask(query, "--format", format_)
    assert answer.exit_code == 0, answer.stderr
    assert answer.stdout_bytes.decode().startswith(beginning)


def test_a_file_is_read_and_without_a_format_a_pipe_gets_what_programs_read(release: Release, tmp_path: Path) -> None:
    file = tmp_path / "holders.rq"
    file.write_text("\ufeff" + HOLDERS, encoding="utf-8")
    answer = CliRunner().invoke(app, ["query", str(file), "--releases", str(release.folder.parent)])
    assert answer.exit_code == 0, answer.stderr
    assert answer.stdout.startswith('{"head":{"vars":["holder","source"]}')


def test_a_terminal_gets_a_table(root: Path, release: Release) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "andromede", "query", "-", "--releases", str(release.folder.parent)]
    with os.fdopen(ours, "rb", buffering=0) as terminal:
        subprocess.run(command, cwd=root, input=HOLDERS.encode(), stdout=theirs, timeout=30, check=True)
        os.close(theirs)
        lines = terminal.read(4096).decode().splitlines()
    first, _, *rows, last = [line.split()[0] for line in lines]
    assert first == "?holder"
    assert set(rows) == {"id:oodrive", "id:outscale", "id:ovhcloud"}
    assert last == f"({len(rows)}"


@pytest.mark.parametrize(
    ("query", "lines"),
    [
        ("SELECT ?s\nWHER { ?s ?p ?o }", ("Line 2, column 1: “WHER”", "2 │ WHER { ?s ?p ?o }", "  │ ^^^^")),
        (
            "ASK { SERVICE <http://a/> {} }",
            ("Line 1, column 7: SERVICE", "1 │ ASK { SERVICE <http://a/> {} }", "^^^^^^^"),
        ),
        ("INSERT DATA {}", ("This is an update",)),
    ],
)
def test_a_refused_query_is_told_with_its_line_and_a_mark(ask: Ask, query: str, lines: tuple[str, ...]) -> None:
    answer = ask(query)
    assert (answer.exit_code, answer.stdout) == (1, "")
    for line in lines:
        assert line in answer.stderr


def test_the_limits_are_those_of_the_server(ask: Ask) -> None:
    late = ask(PRODUCT, ANDROMEDE_SECONDS="0.5")
    assert (late.exit_code, late.stdout) == (1, "")
    assert late.stderr.startswith("The query took too long\nIt was not finished after 0.5 s")
    long = ask("ASK {}" + " " * 2000, ANDROMEDE_QUERY_KB="1")
    assert (long.exit_code, long.stderr) == (1, "The query is longer than 1 kilobytes.\n")
    large = ask("SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 90000", ANDROMEDE_ANSWER_MB="1")
    assert (large.exit_code, large.stdout) == (1, "")
    assert "larger than 1 megabytes" in large.stderr


def test_a_refusal_is_told_in_the_language_of_the_reader(ask: Ask) -> None:
    told = ask("SELECT ?s WHER { ?s ?p ?o }", "--lang", "fr").stderr
    assert told.startswith("La requête ne se lit pas\nLigne 1, colonne 11")
    assert ask(PRODUCT, "--lang", "fr", ANDROMEDE_SECONDS="0.5").stderr.startswith("La requête a pris trop de temps\n")


def test_wrong_usage_is_told_apart_from_a_refused_query(ask: Ask, tmp_path: Path) -> None:
    def code(*words: object) -> int:
        return CliRunner().invoke(app, ["query", *map(str, words)], input="ASK {}").exit_code

    (tmp_path / "latin.rq").write_bytes("ASK { ?s ?p 'é' }".encode("latin-1"))
    assert code(tmp_path / "none.rq") == 2
    assert code(tmp_path / "latin.rq") == 2
    assert code("-", "--releases", tmp_path) == 2
    assert ask("ASK {}", "--format", "ttl").exit_code == 2
    assert "json" in ask("ASK {}", "--format", "ttl").stderr


def test_a_query_that_kills_its_worker_is_our_fault_and_told_so(ask: Ask) -> None:
    answer = ask("SELECT * { FILTER(" + "(" * 100_000 + "1" + ")" * 100_000 + ") }")
    assert (answer.exit_code, answer.stdout) == (3, "")
    assert "crashed" in answer.stderr
