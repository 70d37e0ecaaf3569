"""Where a curator wrote something: the files and lines of a checkout that a fact, a claim or a thing comes from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    try:
        return (await places_of_all(engine, [iri], checkout))[iri]
    except NotAnIri:
        return ()


async def places_of_all(engine: Engine, iris: Iterable[str], checkout: Path) -> Mapping[str, Sequence[CuratedPlace]]:
    """The same of several, one question for all facts among them. Raises what `Engine.ask` raises, and NotAnIri."""
    wanted = list(iris)
    claims: dict[str, set[str]] = {iri: {iri} for iri in wanted}
    facts = [iri for iri in wanted if _is_fact(iri)]
    for row in await select(engine, "claimed", facts=facts) if facts else ():
        claims[row["fact"].value].add(row["claim"].value)
    return {iri: _sorted(place for one in claims[iri] for place in _places(one, checkout)) for iri in wanted}


def _is_fact(iri: str) -> bool:
    return iri.startswith(ID) and SEPARATOR in iri and "#" not in iri


def _places(iri: str, checkout: Path) -> Iterator[CuratedPlace]:
    """Of a claim or a thing; a fact is written nowhere."""
    document, _, name = iri.partition("#")
    return _place(document, f":{name}" if name else f"id:{slug_of(iri)}", checkout)


def _place(document: str, subject: str, checkout: Path) -> Iterator[CuratedPlace]:
    slug = slug_of(document)
    found = [path for folder in FOLDERS for path in (checkout / folder).glob(f"*/{slug}.ttl")] if slug else []
    for path in found:
        lines = path.read_text(encoding="utf-8").splitlines()
        line = next((number for number, text in enumerate(lines, 1) if text == subject), 0)
        yield CuratedPlace(path.relative_to(checkout).as_posix(), line)


def _sorted(places: Iterator[CuratedPlace]) -> Sequence[CuratedPlace]:
    return tuple(sorted(set(places)))
