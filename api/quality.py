"""/quality: what a curator may mend or look at next in the release in service, as pages to work from and as JSON."""

import json
from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from api.dependencies import LanguageDep, ServingDep
from api.documents.representations import by_extension, preferred
from api.http.headers import VARY_BY_FORMAT_AND_LANGUAGE
from api.http.links import host_name
from api.http.media import APPLICATION_JSON, HTML, Media
from api.model import read_model
from api.pages.citing import Origin
from api.pages.disputes import Dispute, disputes_of
from api.pages.frame import Format, Frame
from api.pages.margin import Margin
from api.pages.pieces import Namer
from api.pages.quality import LineAddress, names_wanted, quality_page, things_shown
from api.pages.rendering import page
from api.pages.survey import Asked, Listed, Survey
from api.pages.telling import Teller
from api.pages.views import read_views
from api.pages.words import Words, words_of
from api.problems.problem import Refused
from api.serving import Edition
from api.settings import Settings
from graph.engine import Engine
from graph.reading.curated import CuratedPlace, places_of_all
from graph.reading.description import names_of
from graph.reading.disputed import disputed
from graph.reading.quality import concerns_of, sources_by_address
from graph.releases.link_checks import FILE, read_link_checks
from ontology import CHECKOUT

router = APIRouter(tags=["pages"])

OFFERS = (HTML, APPLICATION_JSON)
DISPUTED = "disputed"
# What it says besides the release, when links were last checked, may change while the release stays.
FRESH = {"cache-control": "no-cache", "vary": VARY_BY_FORMAT_AND_LANGUAGE}


async def _asked(
    chosen: Annotated[str, Query(alias="list", max_length=20, description="which list")] = "findings",
    rule: Annotated[str, Query(max_length=100, description="findings of this rule")] = "",
    level: Annotated[str, Query(max_length=10, description="findings of this level: warning, advice")] = "",
    about: Annotated[str, Query(max_length=200, description="only files and things whose name holds this")] = "",
    number: Annotated[int, Query(ge=1, le=100_000, alias="page", description="which page")] = 1,
) -> Asked:
    return Asked(chosen, rule, level, about.strip(), number)


AskedDep = Annotated[Asked, Depends(_asked)]


@router.get("/quality", summary="Findings, disagreements, weak, undated and unwitnessed claims, dead links")
async def quality(request: Request, serving: ServingDep, language: LanguageDep, asked: AskedDep) -> Response:
    media = preferred(OFFERS, request.scope)
    return await _answer(media, request, serving.current, serving.settings, language, asked)


@router.get("/quality.{extension}", summary="The same in one format: html, json")
async def quality_in(
    extension: str, request: Request, serving: ServingDep, language: LanguageDep, asked: AskedDep
) -> Response:
    media = by_extension(OFFERS, extension)
    return await _answer(media, request, serving.current, serving.settings, language, asked)


async def _answer(
    media: Media, request: Request, edition: Edition, settings: Settings, language: str, asked: Asked
) -> Response:
    survey = await _survey(edition)
    if asked.list not in survey.lists:
        raise Refused("unknown-address")
    if media is APPLICATION_JSON:
        return Response(_as_json(survey, asked), headers={"content-type": APPLICATION_JSON.type, **FRESH})
    shown = things_shown(survey, asked)
    namer = Namer(words_of(language), await names_of(edition.pool, names_wanted(shown)) if shown else {})
    places = await places_of_all(edition.pool, shown, CHECKOUT)
    disputes = await _disputes(edition.pool, shown, namer.words) if asked.list == DISPUTED else {}
    frame = _frame(request, edition, settings, namer, asked)
    view = quality_page(survey, asked, frame, namer, _line(settings), places, disputes)
    return page("quality.html", view, headers=FRESH, chosen=request.query_params.get("lang"))


async def _disputes(engine: Engine, facts: Sequence[str], words: Words) -> Mapping[str, tuple[Dispute, ...]]:
    """What the sources of each fact say instead of one another."""
    found = await disputed(engine, facts)
    namer = Namer(words, found.names)
    teller = Teller(namer, read_model().dictionary, read_views(), Margin(found.records, namer))
    return {fact.iri: disputes_of((fact,), teller) for fact in found.facts}


async def _survey(edition: Edition) -> Survey:
    return Survey(
        findings=edition.release.findings(),
        concerns=await concerns_of(edition.pool),
        facts=edition.release.census().facts,
        links=read_link_checks(CHECKOUT / FILE),
        addresses=await sources_by_address(edition.pool),
    )


def _frame(request: Request, edition: Edition, settings: Settings, namer: Namer, asked: Asked) -> Frame:
    origin = Origin(host_name(request.scope, settings.public_url), edition.release.manifest.created)
    data = Format("JSON", f"/quality.json{asked.query()}", APPLICATION_JSON.extension, APPLICATION_JSON.type)
    words = namer.words
    return Frame(
        words, words("quality.title"), "/quality", edition.release.id, description=words("quality.lead"),
        formats=(data,), fields=asked.fields(), origin=origin,
    )  # fmt: skip


def _line(settings: Settings) -> LineAddress:
    """The address of a line on the web, where the settings say how these are made; else none."""

    def address(place: CuratedPlace) -> str:
        return settings.line_address.replace("{file}", place.file).replace("{line}", str(place.line))

    return address


def _as_json(survey: Survey, asked: Asked) -> str:
    counts = {name: len(survey.entries(Asked(name))) for name in survey.lists}
    whole: Mapping[str, object] = {
        "counts": counts,
        "facts": survey.facts,
        "linksChecked": survey.last_checked or None,
        "list": asked.list,
        "entries": _plain(survey.entries(asked)),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _plain(entries: Sequence[Listed]) -> Sequence[object]:
    return [one if isinstance(one, str) else one.as_data() for one in entries]
