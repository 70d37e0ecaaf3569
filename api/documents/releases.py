"""/release: the releases that are kept, each with what it holds and its files. No answer lasts: releases are pruned."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import FileResponse, Response

from api.dependencies import LanguageDep, ServingDep
from api.documents.document import Chosen, Visit, as_data, as_page
from api.documents.representations import no_format
from api.http.links import LICENCES, host_name
from api.http.media import HTML
from api.pages.citing import Origin
from api.pages.frame import Frame
from api.pages.record import RecordPage, chapter
from api.pages.releases import entry_of, facts_of, files_of
from api.pages.rendering import VARY, page, remember_language
from api.problems.problem import Refused
from api.serving import Serving
from graph.errors import UnknownRelease
from graph.releases.description import release_triples
from graph.releases.folder import MANIFEST, Release
from ontology import LANGUAGES, RELEASE

router = APIRouter(tags=["linked data"])
FRESH = {"cache-control": "no-cache"}


async def _visit(request: Request, serving: ServingDep, language: LanguageDep, lang: Chosen = None) -> Visit:
    """Without the word that the answer lasts as long as the release in service."""
    edition = serving.current
    origin = Origin(host_name(request.scope, serving.settings.public_url), edition.release.manifest.created)
    return Visit(request, edition, language, lang if lang in LANGUAGES else None, origin)


VisitDep = Annotated[Visit, Depends(_visit)]


@router.get("/release", summary="The releases that are kept")
async def releases(visit: VisitDep, serving: ServingDep) -> Response:
    words, here = visit.words, serving.current.release.id
    kept = (entry_of(each, each.id == here, words) for each in serving.folder.kept())
    frame = Frame(words, words("releases.title"), "/release", here)
    view = RecordPage(frame, words("releases.lead"), (chapter("kept", words("releases.kept"), kept),))
    response = page("record.html", view, headers={"vary": VARY, **FRESH})
    remember_language(response, visit.chosen)
    return response


@router.get("/release/{name}", summary="A release: what it holds, its files, and how to ask it")
async def release(name: str, visit: VisitDep, serving: ServingDep) -> Response:
    asked = visit.asked(name, RELEASE, "/release/")
    found = _kept(asked.iri.removeprefix(RELEASE), serving)
    if asked.media is None:
        raise no_format()
    if asked.media is HTML:
        words = visit.words
        frame = visit.frame(asked, words("releases.one", release=found.id[:12]))
        chapters = (chapter("files", words("releases.files"), files_of(found, words)),)
        view = RecordPage(frame, words("releases.one-lead"), chapters, facts_of(found, words))
        response = as_page("record.html", view, asked, visit)
    else:
        response = as_data(asked, asked.media, release_triples(found.manifest, LICENCES))
    response.headers.update(FRESH)
    return response


@router.get("/release/{name}/{file}", summary="A file of a release")
async def file(name: str, file: str, serving: ServingDep) -> Response:
    found = _kept(name, serving)
    if file not in (MANIFEST, *found.manifest.files):
        raise Refused("unknown-address")
    return FileResponse(found.folder / file, headers=FRESH)


def _kept(release_id: str, serving: Serving) -> Release:
    """Raises UnknownRelease, which names the nearest."""
    try:
        return serving.folder.open(release_id)
    except UnknownRelease as error:
        error.nearest = serving.folder.nearest(release_id)
        raise
