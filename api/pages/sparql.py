"""The page of the endpoint: a form with a query, and below it the answer as people read it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, TypeAlias
from urllib.parse import urlencode

from api.http.media import N3, N_QUADS, TRIG, Media, media_of
from api.pages.citing import Citation as Reference
from api.pages.frame import FORMATS, Frame
from api.pages.pieces import Namer, Piece, Pieces, plain
from api.pages.solutions import Solutions
from api.pages.typography import number, typeset
from api.pages.words import Words
from graph.engine import Form
from graph.reading.catalogue import Entry
from graph.terms import Iri, term_of
from ontology import BASE
from ontology.prefixes import as_sparql, prefixed, used_prefixes

# What a browser lays out at once; the downloads have everything.
ROWS_SHOWN = 1000
CHARACTERS_SHOWN = 200_000
LEAST_LINES, MOST_LINES = 8, 24
# Where the name of a format is not its token in capitals.
NAMES: Mapping[Media, str] = {**FORMATS, N_QUADS: "N-Quads", TRIG: "TriG", N3: "N3"}
# An IRI of an answer is whatever its query made it: only these become links.
FOLLOWED = ("https://", "http://")

Fields: TypeAlias = Sequence[tuple[str, str]]
# JSON as it was read: a term, or a whole answer.
Json: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Download:
    name: str
    href: str
    type: str


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` are those shown, of `total`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Pieces, ...], ...]
    total: int


@dataclass(frozen=True, slots=True)
class Citation:
    """What makes an answer found again: an address that asks the release that gave it, and the reference."""

    address: str
    reference: Reference


@dataclass(frozen=True, slots=True)
class Result:
    """One of `table`, `truth` and `text` is given, by the form of the query; `cut` says that not all is shown."""

    seconds: str
    downloads: tuple[Download, ...]
    address: str
    table: Table | None = None
    truth: bool | None = None
    text: str = ""
    cut: bool = False
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why there is no answer. `excerpt` shows the line, `paste` is one that mends the query.

    `line` and `column` count from 1 in code points, `length` is that of the word at fault; 0 where there is no place.
    """

    title: str
    detail: str
    excerpt: str
    advice: str
    paste: str
    line: int = 0
    column: int = 0
    length: int = 0


@dataclass(frozen=True, slots=True)
class QuestionLink:
    """A question in the reader's language, and where there is one in the other."""

    title: str
    language: str
    href: str
    other: str = ""
    other_language: str = ""


@dataclass(frozen=True, slots=True)
class SparqlPage:
    """All that `sparql.html` shows. `kept` are the parameters of the request that the form passes on."""

    frame: Frame
    query: str
    lines: int
    kept: Fields
    prefixes: str
    questions: tuple[QuestionLink, ...]
    result: Result | None
    fault: Fault | None

    @property
    def release(self) -> str:
        """That which the request names; empty where it takes the one in service."""
        return dict(self.kept).get("release", "")

    @property
    def in_service(self) -> str:
        """The address that asks the same of the release in service."""
        others = [(name, value) for name, value in self.kept if name != "release"]
        return f"/sparql?{urlencode([('query', self.query), *others])}"


def lines_of(query: str) -> int:
    """How high the field is: the whole query where that is neither tiny nor a screen."""
    return min(max(query.count("\n") + 2, LEAST_LINES), MOST_LINES)


def beginning(entries: Iterable[Entry], prefixes: Mapping[str, str]) -> str:
    """What stands in an empty form: the prefixes that the questions use, for most queries need no other."""
    used = {prefix for entry in entries for prefix in used_prefixes(entry.text)}
    return as_sparql({prefix: space for prefix, space in prefixes.items() if prefix in used})


def links_of(entries: Iterable[Entry], language: str) -> tuple[QuestionLink, ...]:
    """The questions by their titles, each leading to the form with its query."""
    return tuple(_link(entry, language) for entry in entries)


def _link(entry: Entry, language: str) -> QuestionLink:
    titles = sorted(entry.titles.items(), key=lambda title: (title[0] != language, title[0]))
    own, *others = titles or [("", entry.name)]
    other_language, other = others[0] if others else ("", "")
    href = f"/sparql?{urlencode({'query': entry.text})}"
    return QuestionLink(typeset(own[1], own[0]), own[0] if own[0] != language else "", href, other, other_language)


def result_of(form: Form, query: str, kept: Fields, base: str, seconds: float, language: str) -> Result:
    """What is said of every answer, before the answer itself."""
    fields = [("query", query), *kept]
    return Result(
        seconds=number(f"{seconds:.3f}", language),
        downloads=tuple(_download(media, fields) for media in media_of(form)),
        address=f"{base}?{urlencode(fields)}",
    )


def citation_of(release_id: str, made: str, query: str, kept: Fields, base: str, words: Words) -> Citation:
    """`made` is when the release was, as its manifest has it."""
    fields = [("query", query), *((name, text) for name, text in kept if name != "release"), ("release", release_id)]
    address = f"{base}?{urlencode(fields)}"
    digest = sha256(query.encode()).hexdigest()[:8]
    reference = Reference(words, words("cite.answer"), f"answer-{digest}", release_id, made, address)
    return Citation(address, reference)


def _download(media: Media, fields: Fields) -> Download:
    return Download(
        NAMES.get(media, media.token.upper()), f"/sparql?{urlencode([*fields, ('format', media.token)])}", media.type
    )


def iris_of(found: Solutions) -> set[str]:
    """The IRIs of ours in the rows that are shown: those of others have no name here."""
    terms = (term for row in found.rows for binding in row.values() for term in _simple(binding))
    return {term["value"] for term in terms if term["type"] == "uri" and term["value"].startswith(BASE)}


def with_rows(result: Result, found: Solutions, namer: Namer, prefixes: Mapping[str, str]) -> Result:
    """The result of a SELECT."""
    rows = tuple(
        tuple(_cell(row[name], namer, prefixes) if name in row else () for name in found.columns) for row in found.rows
    )
    return replace(result, table=Table(found.columns, rows, found.total), cut=found.total > len(rows))


def with_text(result: Result, answer: bytes) -> Result:
    """The result of a CONSTRUCT or DESCRIBE, from its answer in Turtle."""
    # No character of UTF-8 has more than four bytes: a large answer is not read whole.
    text = answer[: 4 * CHARACTERS_SHOWN].decode(errors="ignore")[:CHARACTERS_SHOWN]
    return replace(result, text=text, cut=len(text.encode()) < len(answer))


def _simple(binding: Json) -> list[Json]:
    """The binding itself, or the terms of the triple that it is (RDF 1.2)."""
    if binding["type"] != "triple":
        return [binding]
    return [term for role in ("subject", "predicate", "object") for term in _simple(binding["value"][role])]


def _cell(binding: Json, namer: Namer, prefixes: Mapping[str, str]) -> Pieces:
    if binding["type"] == "triple":
        parts = [_cell(term, namer, prefixes) for term in _simple(binding)]
        return tuple(piece for part in parts for piece in (*part, Piece(" ")))[:-1]
    term = term_of(binding)
    if not isinstance(term, Iri):
        return (namer.value(term),) if binding["type"] != "bnode" else plain(f"_:{term.value}")
    if term.value in namer.names:
        return (namer.link(term.value),)
    followed = term.value.startswith(FOLLOWED)
    shown = Piece(prefixed(term.value, prefixes))
    return (replace(shown, href=namer.link(term.value).href) if followed else shown,)
