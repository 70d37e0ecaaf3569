"""What a `.rq` file holds: a comment header in both languages, then one query whose prefixes come from prefixes.ttl.

    # title@fr: Qui détient Numergy ?
    # title@en: Who owns Numergy?
    # keywords: actionnariat, shareholding
    SELECT ?owner WHERE { ?owner andro:shareholderOf id:numergy }

Rules add `level`, `scope`, and in both languages `message` (which may name variables of the query in braces), `mend`
and `why`. The query begins at the first line that is no header; comments further down belong to it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ontology.prefixes import read_prefixes, used_prefixes
from ontology.text import Text

LEVELS = ("error", "warning", "advice")
SCOPES = ("file", "graph")

_BILINGUAL = ("title", "message", "mend", "why")
_HEADERS = {"level", "scope", "keywords"} | {f"{name}@{language}" for name in _BILINGUAL for language in ("fr", "en")}
_HEADER = re.compile(r"#\s*(?P<name>[a-z]+(?:@[a-z-]+)?)\s*:\s*(?P<value>.*)")
_OWN_PREFIX = re.compile(r"^\s*(?:PREFIX|BASE)\b", re.IGNORECASE | re.MULTILINE)

Lines = Mapping[str, tuple[int, str]]


class CatalogueError(ValueError):
    """A `.rq` file is not as the catalogue wants it; `str()` gives file, line and what to write."""

    def __init__(self, path: Path, line: int, detail: str) -> None:
        super().__init__(f"{path}:{line}: {detail}")
        self.path, self.line, self.detail = path, line, detail


@dataclass(frozen=True, slots=True)
class Query:
    """One query with its header.

    `name` is the file's name without suffix, `body` the query as written, `text` the query with the prefixes it uses.
    """

    name: str
    path: Path
    title: Text
    body: str
    text: str
    level: str | None = None
    message: Text | None = None
    mend: Text | None = None
    why: Text | None = None
    scope: str | None = None
    keywords: tuple[str, ...] = ()


def read_queries(folder: Path, required: Iterable[str] = (), prefixes: Mapping[str, str] | None = None) -> list[Query]:
    """All queries of a folder in the order of their names. Raises CatalogueError."""
    known = read_prefixes() if prefixes is None else prefixes
    return [read_query(path, required, known) for path in sorted(folder.glob("*.rq"))]


def read_query(path: Path, required: Iterable[str] = (), prefixes: Mapping[str, str] | None = None) -> Query:
    """The query of one file. A title is always required, `required` names the other headers that must be there.

    Raises CatalogueError on an unknown, repeated, empty or missing header, a value outside its list, an undeclared
    prefix.
    """
    source = path.read_text("utf-8")
    headers, length = _read_headers(path, source)
    body = "\n".join(source.split("\n")[length:]).strip()
    if not body:
        raise CatalogueError(path, length + 1, "no query follows the header")
    _demand(path, headers, ("title", *required))
    return Query(
        name=path.stem,
        path=path,
        title=_text(path, headers, "title") or Text("", ""),
        body=body,
        text=_with_prefixes(path, body, source.index(body), source, read_prefixes() if prefixes is None else prefixes),
        level=_one_of(path, headers, "level", LEVELS),
        message=_text(path, headers, "message"),
        mend=_text(path, headers, "mend"),
        why=_text(path, headers, "why"),
        scope=_one_of(path, headers, "scope", SCOPES),
        keywords=tuple(word.strip() for word in headers.get("keywords", (0, ""))[1].split(",") if word.strip()),
    )


def _read_headers(path: Path, source: str) -> tuple[Lines, int]:
    """The headers with their lines, and how many lines they take."""
    headers: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(source.split("\n"), 1):
        header = _HEADER.fullmatch(line.strip())
        if not header:
            return headers, number - 1
        name, value = header["name"], header["value"].strip()
        if name not in _HEADERS:
            raise CatalogueError(path, number, f"unknown header {name!r}; known are {', '.join(sorted(_HEADERS))}")
        if name in headers:
            raise CatalogueError(path, number, f"header {name!r} is already on line {headers[name][0]}")
        if not value:
            raise CatalogueError(path, number, f"header {name!r} is empty")
        headers[name] = (number, value)
    return headers, len(source.split("\n"))


def _demand(path: Path, headers: Lines, names: Iterable[str]) -> None:
    for name in names:
        parts = [f"{name}@fr", f"{name}@en"] if name in _BILINGUAL else [name]
        missing = next((part for part in parts if part not in headers), None)
        if missing:
            raise CatalogueError(path, 1, f"header {missing!r} is missing; write '# {missing}: …' above the query")


def _text(path: Path, headers: Lines, name: str) -> Text | None:
    languages = [language for language in ("fr", "en") if f"{name}@{language}" in headers]
    if not languages:
        return None
    _demand(path, headers, [name])
    return Text(headers[f"{name}@fr"][1], headers[f"{name}@en"][1])


def _one_of(path: Path, headers: Lines, name: str, allowed: tuple[str, ...]) -> str | None:
    line, value = headers.get(name, (1, None))
    if value is not None and value not in allowed:
        raise CatalogueError(path, line, f"{name} is {value!r}; it must be one of {', '.join(allowed)}")
    return value


def _with_prefixes(path: Path, body: str, start: int, source: str, known: Mapping[str, str]) -> str:
    """The body below the declarations of the prefixes that it uses."""
    own = _OWN_PREFIX.search(body)
    if own:
        line = source.count("\n", 0, start + own.start()) + 1
        raise CatalogueError(path, line, "prefixes are not repeated here: those of ontology/prefixes.ttl are added")
    used = used_prefixes(body)
    for prefix, offset in used.items():
        if prefix not in known:
            line = source.count("\n", 0, start + offset) + 1
            raise CatalogueError(path, line, f"prefix {prefix!r} is not declared in ontology/prefixes.ttl")
    declarations = [f"PREFIX {prefix}: <{known[prefix]}>" for prefix in sorted(used)]
    return "\n".join((*declarations, body))
