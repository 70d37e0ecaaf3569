import json
from typing import Any

import pytest

from api.sparql.table import WIDTH, as_table

PREFIXES = {"b": "https://w3id.org/b/", "id": "https://w3id.org/b/id/"}


def answer(*rows: dict[str, Any], columns: str = "x y") -> bytes:
    return json.dumps({"head": {"vars": columns.split()}, "results": {"bindings": rows}}).encode()


def literal(value: str, **more: str) -> dict[str, str]:
    return {"type": "literal", "value": value, **more}


def iri(value: str) -> dict[str, str]:
    return {"type": "uri", "value": value}


def test_names_are_short_where_a_prefix_is_known_and_the_longest_namespace_wins() -> None:
    table = as_table(answer({"x": iri("https://w3id.org/b/id/numergy"), "y": iri("http://else/where")}), PREFIXES)
    assert table.splitlines()[2].split() == ["id:numergy", "<http://else/where>"]


def test_languages_are_shown_and_what_is_unbound_stays_empty() -> None:
    table = as_table(answer({"x": literal("nuage", **{"xml:lang": "fr"})}, {"y": literal("1")}), PREFIXES)
    assert table.splitlines()[2:] == ["nuage @fr", " " * len("nuage @fr") + "  1", "(2 rows)"]


def test_a_long_value_is_folded_and_nothing_of_it_is_lost() -> None:
    words = " ".join(f"word{n}" for n in range(60))
    lines = as_table(answer({"x": iri("https://w3id.org/b/id/numergy"), "y": literal(words)}), PREFIXES).splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert " ".join(" ".join(line.split() if n else line.split()[1:]) for n, line in enumerate(lines[2:-1])) == words


def test_many_columns_become_one_line_each() -> None:
    names = [f"column{n}" for n in range(9)]
    row = {name: literal(f"value of {name}") for name in names}
    lines = as_table(answer(row, columns=" ".join(names)), PREFIXES).splitlines()
    assert lines == [*(f"?{name}: value of {name}" for name in names), "", "(1 row)"]


def test_a_value_cannot_command_the_terminal() -> None:
    table = as_table(answer({"x": literal("red\x1b[31m\r\nbell\x07")}, columns="x"), PREFIXES)
    assert table.splitlines()[2] == "red�[31m  bell�"


@pytest.mark.parametrize("truth", [True, False])
def test_yes_and_no_are_one_word(truth: bool) -> None:
    assert as_table(json.dumps({"head": {}, "boolean": truth}).encode(), PREFIXES) == f"{truth}\n".lower()
