"""/dataset: what the release holds, counted when it was made; to programs that take RDF, its description by VoID."""

import json
from dataclasses import asdict

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import EditionDep, LanguageDep, SettingsDep
from api.documents.prefixes import JSON
from api.documents.representations import VARY, by_extension, preferred
from api.documents.self_description import OFFERS as DESCRIPTIONS
from api.documents.self_description import described
from api.http.links import Document, header, host_name, links_of
from api.http.media import HTML, Media
from api.model import read_model
from api.pages.citing import Origin
from api.pages.dataset import dataset_page, names_wanted
from api.pages.frame import Format, Frame
from api.pages.pieces import Namer
from api.pages.rendering import page, remember_language
from api.pages.structured import whole
from api.pages.words import words_of
from api.serving import Edition
from api.settings import Settings
from graph.description import names_of
from graph.names import DATASET
from ontology import SCHEMA

router = APIRouter(tags=["self-description"])
OFFERS = (HTML, JSON, *DESCRIPTIONS)


@router.get("/dataset", summary="What the graph holds: counts by kind, year, grade, language, and fill rates")
async def dataset(request: Request, edition: EditionDep, settings: SettingsDep, language: LanguageDep) -> Response:
    media = preferred(OFFERS, request.scope)
    response = await _answer(media, request, edition, settings, language)
    response.headers["vary"] = VARY
    return response


@router.get("/dataset.{extension}", summary="The same in one format: html, json")
async def dataset_in(
    extension: str, request: Request, edition: EditionDep, settings: SettingsDep, language: LanguageDep
) -> Response:
    media = by_extension(OFFERS, extension)
    return await _answer(media, request, edition, settings, language)


async def _answer(media: Media, request: Request, edition: Edition, settings: Settings, language: str) -> Response:
    links = links_of(Document("/dataset", DATASET, OFFERS, (SCHEMA + "Dataset",)), media)
    where = {"content-location": f"/dataset.{media.extension}", "link": header(links)}
    if media in DESCRIPTIONS:
        body = await described(request.scope, edition.release, settings, media)
        return Response(body, headers={"content-type": media.content_type, **where})
    census = edition.release.census()
    if media is JSON:
        counts = json.dumps(asdict(census), ensure_ascii=False) + "\n"
        return Response(counts, headers={"content-type": media.content_type, **where})
    words = words_of(language)
    namer = Namer(words, await names_of(edition.pool, names_wanted(census)))
    formats = (Format("JSON", "/dataset.json", JSON.extension, JSON.type),)
    origin = Origin(host_name(request.scope, settings.public_url), edition.release.manifest.created)
    data = whole(words, origin, edition.release.id)
    frame = Frame(
        words,
        words("dataset.title"),
        "/dataset",
        edition.release.id,
        DATASET,
        description=words("dataset.lead"),
        formats=formats,
        origin=origin,
        data=data,
    )
    response = page("dataset.html", dataset_page(census, frame, namer, read_model().dictionary), headers=where)
    remember_language(response, request.query_params.get("lang"))
    return response
