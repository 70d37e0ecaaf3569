"""/money: the list of all sums that documents give."""

from collections.abc import Mapping
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.collected import Amount, Collection, Member, as_data, asked_media, formats_of_list, headers_of_page
from api.dependencies import EngineDep, LanguageDep, OriginDep, ReleaseDep
from api.documents.document import fields_of
from api.http.media import HTML
from api.lists import EXTENSIONS, Number
from api.model import read_model
from api.pages.frame import Frame
from api.pages.margin import Margin
from api.pages.pieces import Namer, text_of
from api.pages.rendering import page
from api.pages.sums import Sum, Wanted, sums_page
from api.pages.telling import Teller
from api.pages.views import read_views
from api.pages.words import words_of
from graph.reading.sums import sums_of

router = APIRouter(tags=["pages"])

PATH = "/money"

Stage = Annotated[str, Query(max_length=100, description="only sums of this stage, for example amountPaid")]
Currency = Annotated[str, Query(max_length=3, description="only sums in this currency, for example EUR")]
Text = Annotated[str, Query(alias="q", max_length=200, description="only sums beside which these words stand")]
Order = Annotated[Literal["", "date", "what"], Query(description="in which order: the largest first, or this")]


async def _wanted(
    stage: Stage = "", currency: Currency = "", text: Text = "", order: Order = "", number: Number = 1
) -> Wanted:
    return Wanted(stage, currency, text.strip(), order, number)


@router.get("/money", summary="The list of sums: announced, budgeted, committed, paid; by whom, for what, when")
@router.get("/money.{extension}", summary=f"The same as data: {EXTENSIONS}", name="money_in")
async def money(
    request: Request,
    engine: EngineDep,
    release: ReleaseDep,
    language: LanguageDep,
    origin: OriginDep,
    wanted: Annotated[Wanted, Depends(_wanted)],
) -> Response:
    extension = str(request.path_params.get("extension", ""))
    if "kind" in request.query_params and not extension:
        # What receives or spreads money was listed here, by kind, before sums were.
        return RedirectResponse(f"/funds?{request.url.query}", 308)
    media = asked_media(extension, request.scope)
    views, words = read_views(), words_of(language)
    sums = await sums_of(engine, views.values.money)
    namer = Namer(words, sums.names)
    teller = Teller(namer, read_model().dictionary, views, Margin(sums.records, namer))
    kept = fields_of(request)
    formats = formats_of_list(PATH, kept)
    frame = Frame(words, words("sums.title"), PATH, release, "", "", "money", formats, kept, origin)
    view = sums_page(sums.facts, wanted, teller, frame)
    named, members = {language: frame.title}, [_member(each, sums.names.get(each.iri, {})) for each in view.sums]
    listed = Collection(frame, named, members, view.total, view.first, view.previous, view.next, extension)
    if media is not HTML:
        return as_data(listed, media)
    return page("sums.html", view, headers=headers_of_page(listed), chosen=request.query_params.get("lang"))


def _member(each: Sum, names: Mapping[str, str]) -> Member:
    amount = Amount(each.slot, each.stage, each.numbers, each.currency, text_of(each.amount))
    return Member(each.iri, (each.kind,), names, amount=amount)
