"""The answer to a SELECT or ASK as people read it in a terminal: prefixed names, nothing wider than 80 columns."""

import json
import textwrap
from collections.abc import Mapping, Sequence

from graph.terms import Blank, Iri, Literal, Term, term_of
from ontology.prefixes import prefixed

WIDTH = 80
GAP = "  "
# With less than this for each column a table is a pile of syllables: rows are written one below the other instead.
LEAST = 8

Cells = Sequence[str]


def as_table(answer: bytes, prefixes: Mapping[str, str]) -> str:
    """An answer in SPARQL results JSON; each column as wide as it needs, longer values folded, nothing left out."""
    document = json.loads(answer)
    if "boolean" in document:
        return f"{str(document['boolean']).lower()}\n"
    columns = document["head"]["vars"]
    rows = [[_shown(row.get(column), prefixes) for column in columns] for row in document["results"]["bindings"]]
    fits = len(columns) * (LEAST + len(GAP)) <= WIDTH + len(GAP)
    body = _table(columns, rows) if fits else _records(columns, rows)
    return "".join(f"{line}\n" for line in [*body, f"({len(rows)} row{'' if len(rows) == 1 else 's'})"])


def _shown(binding: Mapping[str, str] | None, prefixes: Mapping[str, str]) -> str:
    return "" if binding is None else _visible(_written(term_of(binding), prefixes))


def _written(term: Term, prefixes: Mapping[str, str]) -> str:
    match term:
        case Iri(value):
            named = prefixed(value, prefixes)
            return named if named != value else f"<{value}>"
        case Blank(value):
            return f"_:{value}"
        case Literal(value, language):
            return f"{value} @{language}" if language else value


def _visible(text: str) -> str:
    """Without characters that would command the terminal; the formats for programs have them as they are."""
    return "".join(character if character.isprintable() else " " if character.isspace() else "�" for character in text)


def _table(columns: Cells, rows: Sequence[Cells]) -> list[str]:
    headers = [f"?{column}" for column in columns]
    widths = _widths([max(map(len, cells)) for cells in zip(headers, *rows, strict=True)])
    rule = ["─" * width for width in widths]
    return [line for cells in (headers, rule, *rows) for line in _folded(cells, widths)] if columns else []


def _widths(wanted: Sequence[int]) -> list[int]:
    """What each column gets: the widest gives way first, until all fit."""
    widths, room = list(wanted), WIDTH - len(GAP) * (len(wanted) - 1)
    while sum(widths) > room:
        widths[widths.index(max(widths))] -= 1
    return widths


def _folded(cells: Cells, widths: Sequence[int]) -> list[str]:
    folded = [textwrap.wrap(cell, width) or [""] for cell, width in zip(cells, widths, strict=True)]
    lines = range(max(map(len, folded)))
    padded = [[(cell[line] if line < len(cell) else "").ljust(width) for line in lines]
              for cell, width in zip(folded, widths, strict=True)]  # fmt: skip
    return [GAP.join(line).rstrip() for line in zip(*padded, strict=True)]


def _records(columns: Cells, rows: Sequence[Cells]) -> list[str]:
    lines = []
    for row in rows:
        for column, cell in zip(columns, row, strict=True):
            lines += textwrap.wrap(f"?{column}: {cell}", WIDTH, subsequent_indent=GAP)
        lines.append("")
    return lines
