"""/money: the list of all sums that documents give."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import EngineDep, LanguageDep, OriginDep, ReleaseDep
from api.lists import Number
from api.model import read_model
from api.pages.frame import Frame
from api.pages.margin import Margin
from api.pages.pieces import Namer
from api.pages.rendering import page, remember_language
from api.pages.sums import Wanted, sums_page
from api.pages.telling import Teller
from api.pages.views import read_views
from api.pages.words import words_of
from graph.sums import sums_of

router = APIRouter(tags=["pages"])

Stage = Annotated[str, Query(max_length=100, description="only sums of this stage, for example amountPaid")]
Currency = Annotated[str, Query(max_length=3, description="only sums in this currency, for example EUR")]
Text = Annotated[str, Query(alias="q", max_length=200, description="only sums beside which these words stand")]
Order = Annotated[Literal["", "date", "what"], Query(description="in which order: the largest first, or this")]


async def _wanted(
    stage: Stage = "", currency: Currency = "", text: Text = "", order: Order = "", number: Number = 1
) -> Wanted:
    return Wanted(stage, currency, text.strip(), order, number)


@router.get("/money", summary="The list of sums: announced, budgeted, committed, paid; by whom, for what, when")
async def money(
    request: Request,
    engine: EngineDep,
    release: ReleaseDep,
    language: LanguageDep,
    origin: OriginDep,
    wanted: Annotated[Wanted, Depends(_wanted)],
) -> Response:
    views, words = read_views(), words_of(language)
    sums = await sums_of(engine, views.values.money)
    namer = Namer(words, sums.names)
    teller = Teller(namer, read_model().dictionary, views, Margin(sums.records, namer))
    kept = tuple(pair for pair in request.query_params.multi_items() if pair[0] != "lang")
    frame = Frame(words, words("sums.title"), "/money", release, area="money", fields=kept, origin=origin)
    response = page("sums.html", sums_page(sums.facts, wanted, teller, frame))
    remember_language(response, request.query_params.get("lang"))
    return response
