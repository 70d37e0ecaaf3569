"""What the pages of releases say: of one in a list, of one by itself, of its files."""

from collections.abc import Iterator

from api.pages.pieces import Piece
from api.pages.record import Entry, Item
from api.pages.typography import date, number
from api.pages.words import Words
from graph.names import href_of, release
from graph.releases.description import file_of
from graph.releases.folder import MANIFEST, Release

COUNTS = ("sources", "claims", "facts", "entities", "disputed", "triples")


def entry_of(kept: Release, in_service: bool, words: Words) -> Entry:
    """One release in the list of them."""
    counts = ((f"releases.{name}", kept.manifest.counts.get(name)) for name in COUNTS)
    items = tuple((words(key), (_number(count, words),)) for key, count in counts if count is not None)
    service = (Piece(words("releases.in-service")),) if in_service else ()
    return Entry(kept.id, _made(kept, words), kept.id, href_of(release(kept.id)), service, items)


def facts_of(kept: Release, words: Words) -> tuple[Item, ...]:
    """What its manifest says, and the addresses at which it is asked."""
    entry = entry_of(kept, False, words)
    asked = (Piece(f"/sparql?release={kept.id}", href=f"/sparql?release={kept.id}"),)
    return (
        (words("releases.made"), (_made(kept, words),)),
        (words("releases.graphs"), (_number(len(kept.manifest.graphs), words),)),
        *entry.items,
        (words("releases.asked"), (*asked, Piece(f"/?release={kept.id}", href=f"/?release={kept.id}"))),
        (words("releases.others"), (Piece("/release", href="/release"),)),
    )


def files_of(kept: Release, words: Words) -> Iterator[Entry]:
    """Its files, with what each is for and how to tell that it came whole."""
    for name in (MANIFEST, *kept.manifest.files):
        known, items = kept.manifest.files.get(name), []
        if known:
            items.append((words("releases.bytes"), (_number(known.bytes, words),)))
            items.append(("SHA-256", (Piece(known.sha256),)))
        said = words.get(f"releases.{name.replace('.', '-')}") or name
        yield Entry(name, Piece(said), name, href_of(file_of(kept.id, name)), (), tuple(items))


def _made(kept: Release, words: Words) -> Piece:
    created = kept.manifest.created
    return Piece(date(created[:10], words.months, words.language), when=created)


def _number(count: int, words: Words) -> Piece:
    return Piece(number(str(count), words.language))
