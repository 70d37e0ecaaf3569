"""The lists of things by kind, and the search by name."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import EngineDep, LanguageDep, ReleaseDep
from api.pages.frame import Frame
from api.pages.listing import SearchPage, hits_of, list_page, names_in
from api.pages.pieces import Namer
from api.pages.rendering import VARY, page, remember_language
from api.pages.views import read_views
from api.pages.words import words_of
from graph.description import names_of
from graph.engine import Engine
from graph.listing import Card, cards_of, cards_of_classes
from graph.nearest import nearest_names
from ontology import LANGUAGES

router = APIRouter(tags=["pages"])

LISTS = ("policies", "actors", "money", "schemes", "events", "things", "sources")
MOST_HITS = 20
Name = Annotated[str, Query(max_length=200, description="what to look for")]
Kind = Annotated[str, Query(max_length=100, description="only things of this kind")]
Number = Annotated[int, Query(ge=1, le=100_000, alias="page", description="which page")]


@router.get("/search", summary="Things whose names look like a text")
async def search(
    request: Request, engine: EngineDep, release: ReleaseDep, language: LanguageDep, q: Name = ""
) -> Response:
    found = await nearest_names(engine, q, MOST_HITS) if q.strip() else ()
    cards = await cards_of(engine, [name.iri for name in found])
    namer = await _namer(engine, cards, language)
    frame = Frame(namer.words, namer.words("search.title"), "/search", release)
    return _page("search.html", SearchPage(frame, q, hits_of(cards, namer)), request)


async def listing(
    request: Request,
    engine: EngineDep,
    release: ReleaseDep,
    language: LanguageDep,
    kind: Kind = "",
    number: Number = 1,
) -> Response:
    name = request.url.path.rsplit("/", 1)[-1]
    cards = await cards_of_classes(engine, read_views().lists[name])
    namer = await _namer(engine, cards, language)
    frame = Frame(namer.words, namer.words(f"list.{name}"), f"/{name}", release, area=name)
    return _page("list.html", list_page(cards, name, kind, number, namer, frame), request)


# Each list has an address of its own, so that what is none of them stays unknown.
for each in LISTS:
    router.get(f"/{each}", summary=f"The list of {each}", name=each)(listing)


async def _namer(engine: Engine, cards: tuple[Card, ...], language: str) -> Namer:
    kinds = {kind for card in cards for kind in card.kinds}
    return Namer(words_of(language), {**await names_of(engine, kinds), **names_in(cards)})


def _page(template: str, view: object, request: Request) -> Response:
    response = page(template, view, headers={"vary": VARY})
    asked = request.query_params.get("lang")
    remember_language(response, asked if asked in LANGUAGES else None)
    return response
