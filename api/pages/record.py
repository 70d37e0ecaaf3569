"""Pages that are a list of entries under anchors: shapes, problems, graphs, releases, one term of the ontology."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.pages.examples import ExampleView
from api.pages.frame import Frame
from api.pages.pieces import Namer, Piece, Pieces
from graph.reading.facts import Values, literals
from graph.terms import Iri

Item = tuple[str, Pieces]


@dataclass(frozen=True, slots=True)
class Entry:
    """`code` is how programs call it, `href` where it has its own page; `items` are a word and what it leads to."""

    anchor: str
    name: Piece
    code: str = ""
    href: str = ""
    texts: Pieces = ()
    items: tuple[Item, ...] = ()
    examples: tuple[ExampleView, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """Entries of one sort; without a title they stand alone."""

    name: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class RecordPage:
    """All that `record.html` shows. A table of contents is shown where there are several chapters; `kind` says of what
    the page is one and leads to all of these, `more` to what stands elsewhere."""

    frame: Frame
    lead: str
    chapters: tuple[Chapter, ...]
    items: tuple[Item, ...] = ()
    kind: Piece | None = None
    more: Piece | None = None


def chapter(name: str, title: str, entries: Iterable[Entry]) -> Chapter:
    return Chapter(name, title, tuple(entries))


def filled(chapters: Iterable[Chapter]) -> tuple[Chapter, ...]:
    """Those that have entries."""
    return tuple(each for each in chapters if each.entries)


def texts(said: Values, properties: Sequence[str], namer: Namer, *, both: bool = False) -> Pieces:
    """What these properties say, one after the other, in the reader's language; in every language with `both`."""
    found = [literal for each in properties for literal in literals(said, each)]
    chosen = found if both else [each for each in found if each.language in (namer.language, "")] or found
    return tuple(namer.value(each) for each in chosen)


def links(values: Iterable[object], namer: Namer, short: Sequence[tuple[str, str]] = ()) -> Pieces:
    """Ours by their names; those of other vocabularies as people who know them write them."""
    return tuple(_link(each.value, namer, short) for each in values if isinstance(each, Iri))


def _link(iri: str, namer: Namer, short: Sequence[tuple[str, str]]) -> Piece:
    for prefix, namespace in short:
        if iri.startswith(namespace) and iri not in namer.names:
            return Piece(f"{prefix}:{iri.removeprefix(namespace)}", href=namer.link(iri).href)
    return namer.link(iri)
