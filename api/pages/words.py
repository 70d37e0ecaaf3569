"""The words of the interface in one language, from `api/locale`; what the graph itself says comes from the graph."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from api.pages.typography import NO_BREAK, typeset
from api.pages.typography import number as grouped

FOLDER = Path(__file__).resolve().parent.parent / "locale"


@dataclass(frozen=True, slots=True)
class Words:
    """Called with a key (`page.cite`), gives its sentence with the values filled in; an unknown key is a KeyError."""

    language: str
    months: Sequence[str]
    entries: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        return typeset(self.entries[key].format_map(values), self.language)

    def count(self, key: str, number: int) -> str:
        """The sentence for so many things: `key.one` or `key.many`. French counts none as one, English as many."""
        one = number == 1 or (number == 0 and self.language == "fr")
        written = grouped(str(number), self.language)
        return self(f"{key}.{'one' if one else 'many'}", number=written).replace(f"{written} ", written + NO_BREAK, 1)

    def get(self, key: str) -> str | None:
        """The sentence, None where there is none: for words that only some things have."""
        return typeset(self.entries[key], self.language) if key in self.entries else None


@cache
def words_of(language: str) -> Words:
    """The words of a language; the files do not change while the server runs."""
    tables = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    months = tables.pop("months")
    return Words(language, tuple(months), dict(_flat(tables, "")))


def _flat(table: Mapping[str, Any], prefix: str) -> list[tuple[str, str]]:
    pairs = []
    for key, value in table.items():
        pairs += _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(prefix + key, str(value))]
    return pairs
