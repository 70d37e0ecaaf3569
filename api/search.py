"""/search: things and documents by their names and words, as a page or as data. /suggest: what is being typed."""

import asyncio
import json
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from api.collected import Collection, Member, as_data, asked_media, formats_of_list, headers_of_page
from api.dependencies import EditionDep, EngineDep, LanguageDep, OriginDep, PinnedDep, ReleaseDep
from api.http.headers import VARY_BY_LANGUAGE
from api.http.media import HTML, SUGGESTIONS
from api.lists import EXTENSIONS
from api.pages.frame import Frame
from api.pages.ready import ready_questions
from api.pages.rendering import page
from api.pages.search import SearchPage, search_page
from api.pages.words import Words, words_of
from graph.names import href_of
from graph.reading.catalogue import entries_of
from graph.reading.description import names_of
from graph.representation import triples_of_queries
from graph.search.entries import Entry
from graph.search.index import Match, SearchIndex
from ontology import ANDRO, QUESTIONS

router = APIRouter(tags=["search"])

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
    origin: OriginDep,
    text: Text = "",
    kind: Kind = "",
    number: Number = 1,
) -> SearchPage:
    matches: tuple[Match, ...] = await asyncio.to_thread(index.search, text)
    words = words_of(language)
    fields = (*pinned, ("q", text), ("kind", kind), ("page", str(number) if number > 1 else ""))
    kept = tuple((name, value) for name, value in fields if value)
    formats = formats_of_list("/search", kept) if text else ()
    frame = Frame(words, _title(text, words), "/search", release, fields=kept, formats=formats, origin=origin)
    kinds = await names_of(engine, {kind for match in matches for kind in match.entry.kinds})
    view = search_page(matches, kinds, text, kind, number, frame)
    questions = entries_of(await triples_of_queries(engine, QUESTIONS)) if text else ()
    return replace(view, ready=ready_questions(text, questions, language))


def _title(text: str, words: Words) -> str:
    return " ".join([words("search.title"), *([words("search.for", text=text)] if text else [])])


FoundDep = Annotated[SearchPage, Depends(_found)]


@router.get("/search", summary="Things and documents by their names and words: a page, or data")
@router.get("/search.{extension}", summary=f"The same as data: {EXTENSIONS}", name="search_in")
async def search(request: Request, found: FoundDep) -> Response:
    extension = str(request.path_params.get("extension", ""))
    media = asked_media(extension, request.scope)
    members = [_member(match.entry) for match in found.matches]
    listed = Collection(
        found.frame, {"": found.text}, members, found.total, found.first, found.previous, found.next, extension
    )
    if media is not HTML:
        return as_data(listed, media)
    return page("search.html", found, headers=headers_of_page(listed), chosen=request.query_params.get("lang"))


@router.get("/suggest", summary="Names for what is being typed, in the form of OpenSearch suggestions")
async def suggest(
    index: IndexDep,
    language: LanguageDep,
    origin: OriginDep,
    text: Text = "",
    kind: Kind = "",
    limit: Limit = 10,
) -> Response:
    """The text, then the names, what each is, and where each leads."""
    classes = frozenset({ANDRO + kind}) if kind else frozenset[str]()
    found = await asyncio.to_thread(index.suggest, text, classes, limit)
    entries = [match.entry for match in found]
    answer = [
        text,
        [entry.label(language) for entry in entries],
        [entry.text(language) or entry.publisher for entry in entries],
        [origin.host + href_of(entry.iri) for entry in entries],
    ]
    return Response(
        _json(answer), headers={"content-type": SUGGESTIONS, "vary": VARY_BY_LANGUAGE, "content-language": language}
    )


def _member(entry: Entry) -> Member:
    return Member(entry.iri, entry.kinds, entry.labels, entry.texts)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
