"""The lists of things by kind."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from api.collected import DATA, Collection, Member, as_data, asked_media, formats_of_list, headers_of_page
from api.dependencies import EngineDep, LanguageDep, OriginDep, ReleaseDep
from api.documents.document import fields_of
from api.http.media import HTML
from api.pages.frame import Frame
from api.pages.listing import Asked, list_page, names_in
from api.pages.pieces import Namer
from api.pages.rendering import page
from api.pages.views import read_views
from api.pages.words import words_of
from graph.engine import Engine
from graph.reading.description import names_of
from graph.reading.facts import literals
from graph.reading.listing import Card, cards_of_classes
from ontology import DCTERMS

router = APIRouter(tags=["pages"])

LISTS = ("policies", "actors", "funds", "schemes", "events", "things", "sources")
EXTENSIONS = ", ".join(media.extension for media in DATA)
# Under which entry of the navigation a list stands that has none of its own name.
AREAS = {"funds": "money"}
Kind = Annotated[str, Query(max_length=100, description="only things of this kind")]
Grade = Annotated[Literal["", "A", "B", "C"], Query(description="only sources of this grade")]
Text = Annotated[str, Query(alias="q", max_length=200, description="only things whose name holds this")]
Order = Annotated[Literal["", "facts", "date"], Query(description="in which order: by name, or this")]
Number = Annotated[int, Query(ge=1, le=100_000, alias="page", description="which page")]


async def _asked(kind: Kind = "", grade: Grade = "", text: Text = "", order: Order = "", number: Number = 1) -> Asked:
    return Asked(kind, grade, text.strip(), order, number)


AskedDep = Annotated[Asked, Depends(_asked)]


async def listing(
    request: Request,
    engine: EngineDep,
    release: ReleaseDep,
    language: LanguageDep,
    origin: OriginDep,
    asked: AskedDep,
) -> Response:
    extension = str(request.path_params.get("extension", ""))
    name = request.url.path.rsplit("/", 1)[-1].partition(".")[0]
    media = asked_media(extension, request.scope)
    cards = await cards_of_classes(engine, read_views().lists[name])
    namer = await _namer(engine, cards, language)
    kept = fields_of(request)
    frame = Frame(
        namer.words,
        namer.words(f"list.{name}"),
        f"/{name}",
        release,
        area=AREAS.get(name, name),
        formats=formats_of_list(f"/{name}", kept),
        fields=kept,
        origin=origin,
    )
    view = list_page(cards, name, asked, namer, frame)
    named, members = {language: frame.title}, tuple(map(_member, view.shown))
    listed = Collection(frame, named, members, view.total, view.first, view.previous, view.next, extension)
    if media is not HTML:
        return as_data(listed, media)
    return page("list.html", view, headers=headers_of_page(listed), chosen=request.query_params.get("lang"))


def _member(card: Card) -> Member:
    texts = {text.language: text.value for text in literals(card.values, DCTERMS + "description")}
    return Member(card.iri, card.kinds, names_in([card])[card.iri], texts)


# Each list has an address of its own, so that what is none of them stays unknown.
for each in LISTS:
    router.get(f"/{each}", summary=f"The list of {each}", name=each)(listing)
    router.get(f"/{each}.{{extension}}", summary=f"The same as data: {EXTENSIONS}", name=f"{each}_in")(listing)


async def _namer(engine: Engine, cards: tuple[Card, ...], language: str) -> Namer:
    kinds = {kind for card in cards for kind in card.kinds}
    return Namer(words_of(language), {**await names_of(engine, kinds), **names_in(cards)})
