"""Progress is plain lines where nobody watches, and shows failures no success."""

from io import StringIO

import pytest

from loaders.progress import Lines, Spinner, reporting


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
