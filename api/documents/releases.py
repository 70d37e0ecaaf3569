"""/release: the releases that are kept, each with what it holds and its files. No answer lasts: releases are pruned."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import FileResponse, Response

from api.dependencies import LanguageDep, ServingDep
from api.documents.document import Chosen, Visit, as_data, as_page, fields_of, whole
from api.documents.representations import Asked
from api.http.links import LICENCES, host_name
from api.http.media import HTML
from api.pages.citing import Origin
from api.pages.pieces import Piece
from api.pages.record import RecordPage, chapter
from api.pages.releases import entry_of, facts_of, files_of
from api.pages.staying import EDITION
from api.problems.problem import Refused
from graph.releases.description import release_triples, series_triples
from graph.releases.folder import MANIFEST
from ontology import LANGUAGES, RELEASE

router = APIRouter(tags=["linked data"])
FRESH = {"cache-control": "no-cache"}


async def _visit(request: Request, serving: ServingDep, language: LanguageDep, lang: Chosen = None) -> Visit:
    """Without the word that the answer lasts as long as the release in service; of no edition: it tells of all."""
    edition = serving.current
    origin = Origin(host_name(request.scope, serving.settings.public_url), edition.release.manifest.created)
    fields = tuple(pair for pair in fields_of(request) if pair[0] != EDITION)
    return Visit(request, edition, language, lang if lang in LANGUAGES else None, origin, fields)


VisitDep = Annotated[Visit, Depends(_visit)]


@whole(router, "release", "The releases that are kept", _visit)
async def releases(asked: Asked, visit: Visit) -> Response:
    words, kept = visit.words, visit.request.app.state.serving.folder.kept()
    if asked.media is not HTML:
        return _fresh(as_data(asked, series_triples((each.manifest for each in kept), LICENCES)))
    entries = (entry_of(each, each.id == visit.edition.release.id, words) for each in kept)
    chapters = (chapter("kept", words("releases.kept"), entries),)
    view = RecordPage(visit.frame(asked, words("releases.title")), words("releases.lead"), chapters)
    return _fresh(as_page("record.html", view, asked, visit))


@router.get("/release/{name}", summary="A release: what it holds, its files, and how to ask it")
async def release(name: str, visit: VisitDep, serving: ServingDep) -> Response:
    asked = visit.asked(name, RELEASE, "/release/")
    found = serving.kept(asked.iri.removeprefix(RELEASE))
    if asked.media is not HTML:
        return _fresh(as_data(asked, release_triples(found.manifest, LICENCES)))
    words = visit.words
    frame = visit.frame(asked, words("releases.one", release=found.id[:12]))
    chapters = (chapter("files", words("releases.files"), files_of(found, words)),)
    kind = Piece(words("releases.kind"), href="/release")
    view = RecordPage(frame, words("releases.one-lead"), chapters, facts_of(found, words), kind)
    return _fresh(as_page("record.html", view, asked, visit))


def _fresh(response: Response) -> Response:
    response.headers.update(FRESH)
    return response


@router.get("/release/{name}/{file}", summary="A file of a release")
async def file(name: str, file: str, serving: ServingDep) -> Response:
    found = serving.kept(name)
    if file not in (MANIFEST, *found.manifest.files):
        raise Refused("unknown-address")
    return FileResponse(found.folder / file, headers=FRESH)
