"""/search: things and documents by their names and words, as a page or as JSON-LD. /suggest: what is being typed."""

import asyncio
import json
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import EditionDep, EngineDep, LanguageDep, OriginDep, PinnedDep, ReleaseDep, SettingsDep
from api.documents.representations import preferred
from api.http.headers import VARY_BY_FORMAT_AND_LANGUAGE, VARY_BY_LANGUAGE
from api.http.links import host_name
from api.http.media import HTML, JSON_LD, SUGGESTIONS
from api.pages.frame import Format, Frame
from api.pages.ready import ready_questions
from api.pages.rendering import page
from api.pages.search import SearchPage, address, search_page
from api.pages.words import Words, words_of
from graph.catalogue import entries_of
from graph.description import names_of
from graph.names import href_of
from graph.representation import triples_of_queries
from graph.search.index import Match, SearchIndex
from ontology import ANDRO, QUESTIONS, SCHEMA

router = APIRouter(tags=["search"])

OFFERS = (HTML, JSON_LD)
LONGEST = 200
Text = Annotated[str, Query(alias="q", max_length=LONGEST, description="what to look for, in French or English")]
Kind = Annotated[str, Query(max_length=100, description="only things of this kind, for example Company")]
Number = Annotated[int, Query(ge=1, le=1000, alias="page", description="which page")]
Limit = Annotated[int, Query(ge=1, le=50, description="how many at most")]


async def search_index(edition: EditionDep) -> SearchIndex:
    return await edition.index()


IndexDep = Annotated[SearchIndex, Depends(search_index)]


async def _found(
    index: IndexDep,
    engine: EngineDep,
    release: ReleaseDep,
    language: LanguageDep,
    pinned: PinnedDep,
    text: Text = "",
    kind: Kind = "",
    number: Number = 1,
) -> SearchPage:
    matches: tuple[Match, ...] = await asyncio.to_thread(index.search, text)
    words = words_of(language)
    fields = (*pinned, ("q", text), ("kind", kind), ("page", str(number) if number > 1 else ""))
    as_data = Format("JSON-LD", address("/search.jsonld", *fields), JSON_LD.extension, JSON_LD.type)
    kept = tuple((name, value) for name, value in fields if value)
    frame = Frame(words, _title(text, words), "/search", release, fields=kept, formats=(as_data,) if text else ())
    kinds = await names_of(engine, {kind for match in matches for kind in match.entry.kinds})
    view = search_page(matches, kinds, text, kind, number, frame)
    questions = entries_of(await triples_of_queries(engine, QUESTIONS)) if text else ()
    return replace(view, ready=ready_questions(text, questions, language))


def _title(text: str, words: Words) -> str:
    return " ".join([words("search.title"), *([words("search.for", text=text)] if text else [])])


FoundDep = Annotated[SearchPage, Depends(_found)]


@router.get("/search", summary="Things and documents by their names and words: a page, or JSON-LD")
async def search(request: Request, found: FoundDep, settings: SettingsDep, origin: OriginDep) -> Response:
    media = preferred(OFFERS, request.scope)
    if media is JSON_LD:
        return _as_json_ld(found, host_name(request.scope, settings.public_url), VARY_BY_FORMAT_AND_LANGUAGE)
    view = replace(found, frame=replace(found.frame, origin=origin))
    vary = {"vary": VARY_BY_FORMAT_AND_LANGUAGE}
    return page("search.html", view, headers=vary, chosen=request.query_params.get("lang"))


@router.get("/search.jsonld", summary="The same, always as JSON-LD")
async def search_in_json_ld(request: Request, found: FoundDep, settings: SettingsDep) -> Response:
    return _as_json_ld(found, host_name(request.scope, settings.public_url), VARY_BY_LANGUAGE)


@router.get("/suggest", summary="Names for what is being typed, in the form of OpenSearch suggestions")
async def suggest(
    request: Request,
    index: IndexDep,
    language: LanguageDep,
    settings: SettingsDep,
    text: Text = "",
    kind: Kind = "",
    limit: Limit = 10,
) -> Response:
    """The text, then the names, what each is, and where each leads."""
    classes = frozenset({ANDRO + kind}) if kind else frozenset[str]()
    found = await asyncio.to_thread(index.suggest, text, classes, limit)
    host = host_name(request.scope, settings.public_url)
    entries = [match.entry for match in found]
    answer = [
        text,
        [entry.label(language) for entry in entries],
        [entry.text(language) or entry.publisher for entry in entries],
        [host + href_of(entry.iri) for entry in entries],
    ]
    return Response(
        _json(answer), headers={"content-type": SUGGESTIONS, "vary": VARY_BY_LANGUAGE, "content-language": language}
    )


def _as_json_ld(view: SearchPage, host: str, vary: str) -> Response:
    """A list in the words of schema.org, whose context stands in it: nothing needs to be fetched to read it."""
    items = [_item(match, place, view.frame.language, host) for place, match in enumerate(view.matches, view.first)]
    document = {
        "@context": {"@vocab": SCHEMA},
        "@id": host + address("/search", *view.frame.fields),
        "@type": "ItemList",
        "name": view.text,
        "numberOfItems": view.total,
        "itemListElement": items,
    }
    headers = {"content-type": JSON_LD.content_type, "vary": vary, "content-language": view.frame.language}
    return Response(_json(document), headers=headers)


def _item(match: Match, place: int, language: str, host: str) -> dict[str, Any]:
    entry = match.entry
    thing = {
        "@id": entry.iri,
        "additionalType": [{"@id": kind} for kind in entry.kinds],
        "name": [{"@value": text, "@language": each} for each, text in sorted(entry.labels.items()) if each],
        "description": entry.text(language),
        "url": {"@id": host + href_of(entry.iri)},
    }
    return {"@type": "ListItem", "position": place, "item": {key: value for key, value in thing.items() if value}}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
