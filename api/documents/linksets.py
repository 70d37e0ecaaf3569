"""/linkset/…: all links of a document and of its formats in one place (RFC 9264), for each that has links."""

from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from api.documents.document import Visit, VisitDep
from api.documents.representations import OFFERS
from api.documents.unknown import unknown_thing
from api.http.dates import date_of, put_date
from api.http.links import (
    LINKSET_JSON,
    LINKSET_TEXT,
    LINKSETS,
    WHOLES,
    Document,
    as_json,
    as_text,
    has_linkset,
    linkset_of,
)
from api.http.media import APPLICATION_JSON, HTML, JSON_LD, N_TRIPLES, RDF_XML, TURTLE
from api.pages.structured import kinds_in, types_of
from api.problems.problem import Refused
from graph.errors import NotAnIri
from graph.names import DATASET, document_of, iri_of
from graph.reading.fate import State, fate_of, renamed
from graph.reading.grounds import classes_of, graphs_of
from ontology import SCHEMA

router = APIRouter(tags=["linked data"])

WRITERS = {LINKSET_JSON: as_json, LINKSET_TEXT: as_text}
OF_DATASET = (HTML, APPLICATION_JSON, TURTLE, JSON_LD, N_TRIPLES, RDF_XML)


@router.get("/linkset/{path:path}", summary="The links of a document and of its formats: .json or .txt")
async def linkset(path: str, visit: VisitDep) -> Response:
    stem, _, extension = path.rpartition(".")
    media = next((each for each in LINKSETS if each.extension == extension), None)
    if media is None or not stem:
        raise Refused("unknown-address")
    query = f"?{urlencode(visit.fields)}" if visit.fields else ""
    if (now := await _merged(f"/{stem}", visit)) is not None:
        return RedirectResponse(f"/linkset{now}.{extension}{query}", 301)
    document = await _document(f"/{stem}", visit, query)
    body = WRITERS[media](linkset_of(document), visit.origin.host)
    response = Response(body, headers={"content-type": media.content_type})
    put_date(response, await date_of(document.iri, visit.request.scope, visit.engine))
    return response


async def _merged(path: str, visit: Visit) -> str | None:
    """Where the document is now whose name was merged. Raises Refused where it was withdrawn."""
    if not has_linkset(path) or path in WHOLES:
        return None
    iri = _iri(path)
    try:
        fate = await fate_of(visit.engine, iri)
        now = fate.successor or await renamed(visit.engine, iri)
    except NotAnIri:
        return None
    if fate.state is State.WITHDRAWN:
        raise Refused("withdrawn", {"detail": fate.because})
    return document_of(now) if now else None


async def _document(path: str, visit: Visit, query: str) -> Document:
    """Raises Refused where there is no such document."""
    if path == "/dataset":
        return Document(path, DATASET, OF_DATASET, (SCHEMA + "Dataset",), query)
    iri = _iri(path)
    if path in WHOLES:
        return Document(path, iri, OFFERS, (), query)
    try:
        known = has_linkset(path) and bool(await graphs_of(visit.engine, iri))
    except NotAnIri:
        known = False
    if not known:
        raise await unknown_thing(path, visit)
    types = types_of(await classes_of(visit.engine, iri))
    return Document(path, iri, OFFERS, kinds_in({"@id": iri, "@type": types}), query)


def _iri(path: str) -> str:
    return iri_of(path.replace("/doc/", "/id/", 1))
