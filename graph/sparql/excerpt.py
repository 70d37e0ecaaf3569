"""The lines around a place of a text, with their numbers and a mark under the place."""

from graph.sparql.lexer import line_of

WIDTH = 100


def excerpt(text: str, line: int, column: int, length: int = 1) -> str:
    """The line of the place and the one before it; a very long line is cut to what lies around the place."""
    margin = len(str(line))
    rows = [_row(text, line - 1, column, margin)] if line > 1 else []
    shown, shift = _cut(line_of(text, line), column)
    # Tabs stay tabs under the line, so that the mark stands where the place is.
    indent = "".join("\t" if character == "\t" else " " for character in shown[: column - 1 - shift])
    mark = "^" * max(1, min(length, len(shown) - (column - 1 - shift)))
    rows += [f"{line:>{margin}} │ {shown}", f"{'':>{margin}} │ {indent}{mark}"]
    return "\n".join(rows)


def _row(text: str, line: int, column: int, margin: int) -> str:
    return f"{line:>{margin}} │ {_cut(line_of(text, line), column)[0]}"


def _cut(line: str, column: int) -> tuple[str, int]:
    shift = max(0, column - WIDTH // 2) if len(line) > WIDTH else 0
    return line[shift : shift + WIDTH], shift
