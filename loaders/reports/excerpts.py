"""The line of a finding as a terminal or a page shows it: a window of it, and where its token begins and ends."""

import unicodedata
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from loaders.findings import Place
from loaders.turtle.tokens import LINE_END

WIDTH = 80
INDENT = "    "


class Lines:
    """The lines of the files, each file read once; of those that `texts` has, nothing is read."""

    def __init__(self, root: Path, texts: Mapping[str, str] = MappingProxyType({})) -> None:
        self.root = root
        self.by_file = {file: LINE_END.split(text) for file, text in texts.items()}

    def excerpt(self, place: Place) -> list[str]:
        """The line of a place with a caret below its token; nothing where there is no such line, or it is empty.

        In a line that is indented and empty the caret stands alone, below the line above.
        """
        lines = self.of(place.file)
        if place.line > len(lines) or not lines[place.line - 1]:
            return []
        if not lines[place.line - 1].strip():
            return _gap(lines[: place.line - 1], place.column)
        line = "".join(map(_visible, lines[place.line - 1]))
        start = place.column - 1
        end = place.end_column - 1 if place.end_line == place.line else len(line)
        length = max(1, end - start)
        left, shown = _window(line, start, WIDTH - len(INDENT))
        before = line[left:start]
        caret = " " * _columns(before) + "^" * max(
            1, _columns(line[start : start + length][: len(shown) - len(before)])
        )
        return [INDENT + shown, INDENT + caret[: WIDTH - len(INDENT)]]

    def around(self, place: Place) -> tuple[str, str, str]:
        """What stands before the token in its line, the token, and what follows; "" where there is no such line."""
        lines = self.of(place.file)
        if place.line > len(lines):
            return "", "", ""
        line = lines[place.line - 1]
        start = place.column - 1
        end = place.end_column - 1 if place.end_line == place.line else len(line)
        return line[:start], line[start:end], line[end:]

    def of(self, file: str) -> list[str]:
        if file not in self.by_file:
            path = self.root / file
            text = path.read_bytes().decode(errors="replace") if path.is_file() else ""
            self.by_file[file] = LINE_END.split(text)
        return self.by_file[file]


def _gap(above: list[str], column: int) -> list[str]:
    line = "".join(map(_visible, next((one for one in reversed(above) if one.strip()), "")))
    left, shown = _window(line, 0, WIDTH - len(INDENT))
    return [INDENT + shown, INDENT + " " * max(0, min(column - 1 - left, WIDTH - len(INDENT) - 1)) + "^"]


def _window(line: str, start: int, width: int) -> tuple[int, str]:
    """The part of a line that fits, with the token in it: from its beginning, or else with the token in the middle."""
    indent = len(line) - len(line.lstrip())
    left = indent if _columns(line[indent : start + 1]) <= width * 3 // 4 else max(indent, start - width // 2)
    shown = line[left:].rstrip()
    while _columns(shown) > width:
        shown = shown[: min(len(shown) - 1, width)]
    return left, shown


def _visible(character: str) -> str:
    """One character for one: what would move the caret or hide is shown as a dot."""
    if character == "\t":
        return " "
    return character if character.isprintable() else "·"


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes: wide characters take two, combining ones none."""
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text
    )
