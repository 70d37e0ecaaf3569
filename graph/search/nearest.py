"""The things whose names look most like a text, for who mistyped one; whole search has an index of its own."""

import unicodedata
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from graph.asking import select
from graph.engine import Engine
from ontology import ANDRO

ENOUGH = 60.0
SOURCE = ANDRO + "Source"


@dataclass(frozen=True, slots=True)
class Found:
    """`score` runs to 100."""

    iri: str
    score: float


async def nearest_names(engine: Engine, text: str, most: int = 5) -> tuple[Found, ...]:
    """The best first, none where nothing looks alike. Raises what `Engine.ask` raises."""
    sought = folded(text)
    rows = await select(engine, "called")
    sources = {row["thing"].value for row in rows if row["class"].value == SOURCE}
    named = [(row["thing"].value, folded(row["name"].value)) for row in rows]
    named += [(iri, folded(iri.rsplit("/", 1)[-1])) for iri in {iri for iri, _ in named}]
    ranked = process.extract(sought, [name for _, name in named], scorer=_alike, limit=most * 8, score_cutoff=ENOUGH)
    best: dict[str, float] = {}
    for _, score, place in ranked:
        iri = named[place][0]
        best[iri] = max(best.get(iri, 0.0), score)
    # A thing before the documents that have its name in their titles.
    ranks = sorted(best.items(), key=lambda pair: (-pair[1], pair[0] in sources, pair[0]))
    return tuple(Found(iri, score) for iri, score in ranks[:most])


def _alike(one: str, other: str, **_: object) -> float:
    """Whole names count more than names within names."""
    return max(fuzz.ratio(one, other), 0.85 * fuzz.WRatio(one, other))


def folded(text: str) -> str:
    """Without case, accents and hyphens, which people leave out."""
    decomposed = unicodedata.normalize("NFKD", text.replace("-", " ").casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
