"""What is said of an address of ours that leads nowhere: that it does, and what it may have been meant for."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from api.documents.document import Visit
from api.documents.representations import Asked
from api.pages.search import hit_of
from api.pages.words import words_of
from api.problems.problem import Refused
from graph.errors import BrokenRelease
from graph.names import SEPARATOR
from graph.reading.description import Names, names_of
from graph.search.index import Match, SearchIndex
from ontology import LANGUAGES
from ontology.text import Text

NEAREST = 5
LONGEST_SOUGHT = 200


async def unknown_thing(path: str, visit: Visit) -> Refused:
    """The refusal of a name that no thing has, with the things that the search takes it for."""
    slug = path.rsplit("/", 1)[-1].partition(".")[0]  # No slug has a dot: what follows it was to be a format.
    try:
        index = await visit.edition.index()
    except BrokenRelease:  # Without an index the name is as unknown.
        return _refusal(path, {})
    found = await asyncio.to_thread(_taken_for, slug, index) if len(slug) <= LONGEST_SOUGHT else ()
    kinds = await names_of(visit.engine, {kind for match in found for kind in match.entry.kinds})
    hits = [hit_of(match.entry, kinds, visit.words) for match in found]
    return _refusal(
        path,
        {match.entry.iri: hit.name.text for match, hit in zip(found, hits, strict=True)},
        kinds=[" · ".join(kind.text for kind in hit.kinds) for hit in hits],
        descriptions=[hit.lead.text if hit.lead else hit.publisher for hit in hits],
    )


def unknown_term(asked: Asked, known: Iterable[str], names: Names | None = None, language: str = "") -> Refused:
    """The refusal of a name that is none of a few, which look like code: those are offered whose last parts are most
    like its own, those beside it first."""
    folder, sought = _split(asked.iri)
    parts = {iri: _split(iri) for iri in known}
    near = get_close_matches(sought, sorted({last for _, last in parts.values()}), NEAREST)
    alike = [iri for iri, (_, last) in parts.items() if last in near]
    alike.sort(key=lambda iri: (parts[iri][0] != folder, near.index(parts[iri][1]), iri))
    return _refusal(asked.path, {iri: _name(iri, (names or {}).get(iri, {}), language) for iri in alike[:NEAREST]})


def _taken_for(slug: str, index: SearchIndex) -> Sequence[Match]:
    """A fact is named after its kind and the things that it is about: these are what somebody can have mistyped."""
    parts = slug.split(SEPARATOR)[1:] or [slug]
    found = [match for part in parts for match in index.near(part, NEAREST)]
    best: dict[str, Match] = {}
    for match in sorted(found, key=lambda match: -match.score):
        best.setdefault(match.entry.iri, match)
    return tuple(best.values())[:NEAREST]


def _split(iri: str) -> tuple[str, str]:
    last = max(iri.rfind("/"), iri.rfind("#")) + 1
    return iri[:last], iri[last:]


def _name(iri: str, known: Mapping[str, str], language: str) -> str:
    return known.get(language) or next((known[each] for each in sorted(known)), _split(iri)[1])


def _refusal(path: str, nearest: Mapping[str, str], **told: Sequence[str]) -> Refused:
    """`nearest` are the IRIs to offer, the likest first, with how they are called; `told` is what each is besides."""
    sentence = Text(*(words_of(language)("problem.unknown", path=path) for language in LANGUAGES))
    members = {"detail": sentence, "nearest": list(nearest), "labels": list(nearest.values()), **told}
    return Refused("unknown-entity", members)
