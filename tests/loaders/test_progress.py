"""Progress is plain lines where nobody watches, and shows failures no success."""

import re
from io import StringIO
from pathlib import Path

import pytest

from loaders.progress import Lines, Spinner, reporting
from loaders.release.stages import stages


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_pipe_gets_a_line_a_stage() -> None:
    out = StringIO()
    progress = reporting(out)
    with progress.stage("reading"):
        progress.say("Files were saved.")
    said, stage = out.getvalue().splitlines()
    assert said == "Files were saved."
    assert stage.split()[0] == "reading"
    assert stage.endswith(" s")
    assert "\x1b" not in out.getvalue()


def test_a_terminal_sees_the_stage_while_it_lasts_and_the_same_line_after() -> None:
    out = Terminal()
    assert isinstance(reporting(out), Spinner)
    with reporting(out).stage("reading"):
        pass
    assert "reading" in out.getvalue()


def test_a_stage_that_fails_is_not_told_as_done() -> None:
    out = StringIO()
    with pytest.raises(ZeroDivisionError), Lines(out).stage("reading"):
        raise ZeroDivisionError
    assert out.getvalue() == ""


def test_stages_are_called_as_the_reader_calls_them() -> None:
    for language, name in (("fr", "contrôles"), ("en", "checks")):
        out = StringIO()
        with reporting(out, stages(language)).stage("checks"):
            pass
        assert out.getvalue().startswith(name)


def test_every_stage_has_its_french(root: Path) -> None:
    files = [*(root / "loaders/release").glob("*.py"), *(root / "loaders/derivation").glob("*.py")]
    named = {
        name for file in files for name in re.findall(r"""progress\.stage\("([^"]+)"\)""", file.read_text("utf-8"))
    }
    assert len(named) > 8
    assert named <= set(stages("fr"))
