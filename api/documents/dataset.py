"""/dataset: what the release holds, counted when it was made; to programs that take RDF, its description by VoID."""

import json
from dataclasses import asdict
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.responses import Response

from api.dependencies import PinnedDep, SettingsDep
from api.documents.document import Visit, VisitDep
from api.documents.representations import by_extension, preferred
from api.documents.self_description import OFFERS as DESCRIPTIONS
from api.documents.self_description import described
from api.http.headers import VARY_BY_FORMAT_AND_LANGUAGE
from api.http.links import Document, header, links_of
from api.http.media import APPLICATION_JSON, HTML, Media
from api.model import read_model
from api.pages.dataset import dataset_page, names_wanted
from api.pages.frame import Fields, Format, Frame
from api.pages.pieces import Namer
from api.pages.rendering import page
from api.pages.structured import whole
from api.settings import Settings
from graph.names import DATASET
from graph.reading.description import names_of
from ontology import SCHEMA

router = APIRouter(tags=["self-description"])
OFFERS = (HTML, APPLICATION_JSON, *DESCRIPTIONS)


@router.get("/dataset", summary="What the graph holds: counts by kind, year, grade, language, and fill rates")
async def dataset(visit: VisitDep, settings: SettingsDep, pinned: PinnedDep) -> Response:
    media = preferred(OFFERS, visit.request.scope)
    response = await _answer(media, visit, settings, pinned)
    response.headers["vary"] = VARY_BY_FORMAT_AND_LANGUAGE
    return response


@router.get("/dataset.{extension}", summary="The same in one format: html, json, or RDF")
async def dataset_in(extension: str, visit: VisitDep, settings: SettingsDep, pinned: PinnedDep) -> Response:
    return await _answer(by_extension(OFFERS, extension), visit, settings, pinned)


async def _answer(media: Media, visit: Visit, settings: Settings, pinned: Fields) -> Response:
    query = f"?{urlencode(pinned)}" if pinned else ""
    document = Document("/dataset", DATASET, OFFERS, (SCHEMA + "Dataset",), query, visit.language)
    where = {"content-location": document.address(media), "link": header(links_of(document, media))}
    if media is HTML:
        return await _page(visit, pinned, where)
    release = visit.edition.release
    if media is APPLICATION_JSON:
        body = (json.dumps(asdict(release.census()), ensure_ascii=False) + "\n").encode()
    else:
        body = await described(visit.request.scope, release, settings, media)
    return Response(body, headers={"content-type": media.content_type, **where})


async def _page(visit: Visit, pinned: Fields, where: dict[str, str]) -> Response:
    words, release = visit.words, visit.edition.release
    census = release.census()
    frame = Frame(
        words, words("dataset.title"), "/dataset", release.id, DATASET,
        description=words("dataset.lead"),
        formats=(Format("JSON", "/dataset.json", APPLICATION_JSON.extension, APPLICATION_JSON.type),),
        fields=pinned,
        origin=visit.origin,
        data=whole(words, visit.origin, release.id),
        cited=words("cite.whole"),
    )  # fmt: skip
    namer = Namer(words, await names_of(visit.engine, names_wanted(census)))
    view = dataset_page(census, frame, namer, read_model().dictionary)
    return page("dataset.html", view, headers=where, chosen=visit.chosen)
