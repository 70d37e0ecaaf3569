"""Where a curator wrote something: the files and lines of a checkout that a fact, a claim or a thing comes from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.asking import select
from graph.engine import Engine
from graph.errors import NotAnIri
from graph.names import SEPARATOR, slug_of
from ontology import ID

FOLDERS = ("graph/data/sources", "graph/data/authorities")


@dataclass(frozen=True, slots=True, order=True)
class CuratedPlace:
    """A file by its path in the checkout, and the line in which the subject stands, from 1; 0 where it is not found."""

    file: str
    line: int


async def places_of(engine: Engine, iri: str, checkout: Path) -> Sequence[CuratedPlace]:
    """Where to correct what this IRI names; of a fact, each claim of it. Nothing for what no file here writes.

    Raises what `Engine.ask` raises.
    """
    document, _, name = iri.partition("#")
    if name:
        return _sorted(_place(document, f":{name}", checkout))
    if slug_of(iri):
        return _sorted(_place(iri, f"id:{slug_of(iri)}", checkout))
    if not (iri.startswith(ID) and SEPARATOR in iri):
        return ()
    try:
        claims = {row["claim"].value for row in await select(engine, "claims", facts=[iri])}
    except NotAnIri:
        return ()
    parts = [claim.partition("#") for claim in claims]
    return _sorted(place for document, _, name in parts for place in _place(document, f":{name}", checkout))


def _place(document: str, subject: str, checkout: Path) -> Iterator[CuratedPlace]:
    slug = slug_of(document)
    found = [path for folder in FOLDERS for path in (checkout / folder).glob(f"*/{slug}.ttl")] if slug else []
    for path in found:
        lines = path.read_text(encoding="utf-8").splitlines()
        line = next((number for number, text in enumerate(lines, 1) if text == subject), 0)
        yield CuratedPlace(path.relative_to(checkout).as_posix(), line)


def _sorted(places: Iterator[CuratedPlace]) -> Sequence[CuratedPlace]:
    return tuple(sorted(set(places)))
