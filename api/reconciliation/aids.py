"""What helps a person who matches: suggestions while typing, previews, and the properties that a type has."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Annotated, TypeVar

from fastapi import Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import EngineDep, ReleaseDep
from api.http.language import language_of
from api.pages.frame import Frame
from api.pages.preview import preview_page
from api.pages.rendering import SECURITY, page, rendered
from api.pages.words import words_of
from api.problems.problem import Refused
from api.reconciliation.answers import answered, named, types_of
from api.reconciliation.requests import entity_of, identifier_of, term_of
from api.reconciliation.wording import Wording, wording_of
from api.search import IndexDep
from graph.engine import Engine
from graph.reading.description import names_of
from graph.reading.traits import traits_of
from graph.search.entries import Entry
from graph.search.index import SearchIndex
from ontology import LANGUAGES
from ontology.core import ENTITY, SOURCE
from ontology.text import Text

# How many are suggested to whoever does not say, and how many things are looked through at most.
ENTITIES, TERMS, MOST_SOUGHT = 10, 50, 500
ROOT = "/reconcile"
ROOTS = (ROOT, *(f"{ROOT}/{language}" for language in LANGUAGES))

Prefix = Annotated[str, Query(max_length=200, description="what is being typed, or an identifier")]
Id = Annotated[str, Query(max_length=300, alias="id", description="the identifier of a thing, a type or a property")]
Limit = Annotated[int, Query(ge=1, le=200, description="how many at most")]
Most = Annotated[int | None, Query(ge=1, le=200, alias="limit", description="how many at most")]
Offset = Annotated[int, Query(ge=0, le=10_000, description="how many to pass over")]
Cursor = Annotated[int, Query(ge=0, le=10_000, description="the same in version 0.2")]
OfType = Annotated[str, Query(max_length=300, alias="type", description="only of this type")]


async def root_of(request: Request) -> str:
    """The address of the service of this request."""
    path = str(request.scope["path"])
    return next((root for root in reversed(ROOTS) if path == root or path.startswith(f"{root}/")), ROOT)


RootDep = Annotated[str, Depends(root_of)]


async def _language(request: Request, root: RootDep) -> str:
    named = root.rsplit("/", 1)[-1]
    return named if named in LANGUAGES else language_of(request.scope)


TongueDep = Annotated[str, Depends(_language)]


Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Typing:
    """What somebody types, and which of what begins so is wanted: `most` is None where the client leaves it to us."""

    prefix: str
    most: int | None
    skipped: int

    def end(self, usual: int) -> int:
        """The place after the last that is wanted."""
        return self.skipped + (self.most or usual)

    def part(self, found: Sequence[Item], usual: int) -> Sequence[Item]:
        return found[self.skipped : self.end(usual)]


async def _typing(prefix: Prefix = "", most: Most = None, offset: Offset = 0, cursor: Cursor = 0) -> Typing:
    return Typing(prefix, most, offset or cursor)


TypingDep = Annotated[Typing, Depends(_typing)]


async def propose(language: TongueDep, engine: EngineDep, type_: OfType = "", limit: Limit = TERMS) -> Response:
    wording = await wording_of(engine)
    offered = await _properties(engine, wording, (term_of(type_) if type_ else ENTITY,))
    properties = [wording.told(iri, language) for iri in offered[:limit]]
    return answered({"properties": properties, "type": type_ or identifier_of(ENTITY), "limit": limit}, language)


async def suggest_entity(
    language: TongueDep, index: IndexDep, engine: EngineDep, typing: TypingDep, type_: OfType = ""
) -> Response:
    classes = frozenset({term_of(type_) if type_ else ENTITY})
    found = await asyncio.to_thread(index.suggest, typing.prefix, classes, min(typing.end(ENTITIES), MOST_SOUGHT))
    known = index.by_iri.get(entity_of(typing.prefix.strip()))
    several = {entry.iri: entry for entry in (*([known] if known else []), *(each.entry for each in found))}
    entries = typing.part(tuple(several.values()), ENTITIES)
    kinds = await names_of(engine, {kind for entry in entries for kind in entry.kinds})
    result = [{**named(entry, language), "notable": types_of(entry, kinds, language)} for entry in entries]
    return answered({"result": result}, language)


async def suggest_type(language: TongueDep, index: IndexDep, engine: EngineDep, typing: TypingDep) -> Response:
    """Types of which something is here: a kind of claim would find nothing."""
    wording = await wording_of(engine)
    uses = Counter(kind for entry in index.entries for kind in entry.classes if kind in wording.names)
    types = [kind for kind, _ in uses.most_common()]
    return _suggested(types, wording, typing, language)


async def suggest_property(language: TongueDep, engine: EngineDep, typing: TypingDep, type_: OfType = "") -> Response:
    """Properties that things of the type have; without one, those of things, then those of documents."""
    wording = await wording_of(engine)
    offered = await _properties(engine, wording, (term_of(type_),) if type_ else (ENTITY, SOURCE))
    return _suggested(offered, wording, typing, language)


async def preview(
    request: Request, language: TongueDep, index: IndexDep, engine: EngineDep, release: ReleaseDep, id_: Id = ""
) -> Response:
    """A small page to be shown in a frame of the client's own."""
    entry = _known(id_, index)
    kinds = await names_of(engine, entry.kinds)
    frame = Frame(words_of(language), entry.label(language), request.scope["path"], release)
    framed = SECURITY["content-security-policy"].replace("frame-ancestors 'none'", "frame-ancestors *")
    return page("preview.html", preview_page(entry, kinds, frame), headers={"content-security-policy": framed})


async def flyout(
    language: TongueDep, index: IndexDep, engine: EngineDep, release: ReleaseDep, sort: str, id_: Id = ""
) -> Response:
    """What a suggestion is, in a few lines of HTML (version 0.2)."""
    if sort == "entity":
        entry = _known(id_, index)
        frame = Frame(words_of(language), entry.label(language), "", release)
        html = rendered("flyout.html", preview_page(entry, await names_of(engine, entry.kinds), frame))
        return answered({"id": id_, "html": html}, language)
    wording = await wording_of(engine)
    if sort not in ("type", "property") or term_of(id_) not in wording.names:
        raise Refused("unknown-address")
    told = wording.told(term_of(id_), language)
    lines = (f"<b>{escape(told['name'])}</b>", escape(told.get("description", "")))
    return answered({"id": id_, "html": "".join(f"<p>{line}</p>" for line in lines if line)}, language)


async def _properties(engine: Engine, wording: Wording, classes: Iterable[str]) -> list[str]:
    """Those that have a name, the most frequent first: what is inferred for other vocabularies alone has none."""
    traits = [trait.property for class_ in classes for trait in await traits_of(engine, class_)]
    return [iri for iri in dict.fromkeys(traits) if iri in wording.names]


def _suggested(iris: Iterable[str], wording: Wording, typing: Typing, language: str) -> Response:
    """Those that start so, in their order, but what is named so first."""
    begun = (iri for iri in iris if wording.is_begun_by(typing.prefix, iri))
    found = sorted(begun, key=lambda iri: not wording.is_named(typing.prefix, iri))
    return answered({"result": [wording.told(iri, language) for iri in typing.part(found, TERMS)]}, language)


def _known(id_: str, index: SearchIndex) -> Entry:
    entry = index.by_iri.get(entity_of(id_))
    if entry is None:
        detail = Text(f"« {id_} » ne désigne rien ici.", f"“{id_}” names nothing here.")
        raise Refused("unknown-entity", {"detail": detail})
    return entry
