"""The solutions of a SELECT as a page needs them: the first ones, and how many there are."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_ROWS = '"bindings":['


@dataclass(frozen=True, slots=True)
class Solutions:
    """`rows` are the first of `total`, each with its terms by the name of the column."""

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Any], ...]
    total: int


def solutions_of(answer: bytes, most: int) -> Solutions | bool:
    """From an answer in SPARQL results JSON as the engine writes it, without spaces: no more rows than `most`; of an
    ASK, its truth.

    Row by row, for a thread: reading a large document whole would hold the interpreter, and with it every request.
    """
    text = answer.decode()
    start = text.find(_ROWS)
    if start < 0:
        return bool(json.loads(text)["boolean"])
    columns = tuple(json.loads(f"{text[:start]}{_ROWS}]}}}}")["head"]["vars"])
    decode = json.JSONDecoder().raw_decode
    rows, total, place = [], 0, start + len(_ROWS)
    while text[place] != "]":
        row, place = decode(text, place)
        if total < most:
            rows.append(row)
        total += 1
        place += text[place] == ","
    return Solutions(columns, tuple(rows), total)
