"""`--help` speaks French, and English to whoever asks for it."""

from pathlib import Path

import pytest
from typer.core import TyperGroup
from typer.main import get_command

import andromede
from loaders.curating.helping import commands, into_french, language_of


def test_every_word_of_help_has_its_french() -> None:
    group = get_command(andromede.app)
    assert isinstance(group, TyperGroup)
    english = set(said(group))
    into_french(group)
    # A list of formats is the same in both.
    assert english & set(said(group)) == set()


def said(group: TyperGroup) -> list[str]:
    options = [option for one in commands(group) for option in one.params]
    defaults = [shown for one in options if isinstance(shown := getattr(one, "show_default", None), str)]
    helps = [one.help or "" for one in commands(group)] + [getattr(option, "help", None) or "" for option in options]
    return [text for text in [*helps, *defaults] if text]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ([], "fr"),
        (["validate", "--help"], "fr"),
        (["--lang", "en", "validate", "--help"], "en"),
        (["validate", "--lang=en", "--help"], "en"),
        (["validate", "--lang", "fr", "en"], "fr"),
    ],
)
def test_the_language_of_help_is_asked_for_anywhere(words: list[str], language: str) -> None:
    assert language_of(words) == language


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--help"], "Commencer un fichier"),
        (["doctor", "--help"], "[défaut : fr]"),
        (["--lang", "en", "doctor", "--help"], "whether cited documents"),
    ],
)
def test_help_is_printed_in_the_language_asked_for(
    words: list[str], expected: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["andromede", *words])
    with pytest.raises(SystemExit):
        andromede.main()
    told = " ".join(capsys.readouterr().out.replace("│", " ").split())
    assert expected in told
    assert str(Path.cwd()) not in told


def test_the_language_is_understood_before_the_command_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ontology").mkdir()
    with pytest.raises(SystemExit):
        andromede.app(["--lang", "en", "doctor", "--root", str(tmp_path), "--releases", str(tmp_path / "none")])
    assert capsys.readouterr().out.startswith("Release: none")
