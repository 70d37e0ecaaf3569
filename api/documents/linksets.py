"""/linkset/…: all links of a document and of its formats in one place (RFC 9264), for each that has links."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import EditionDep, OriginDep
from api.documents.document import not_here
from api.documents.prefixes import JSON
from api.documents.representations import OFFERS
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
from api.http.media import HTML, JSON_LD, N_TRIPLES, RDF_XML, TURTLE
from api.pages.structured import kinds_in, types_of
from api.problems.problem import Refused
from graph.engine import Engine
from graph.errors import NotAnIri
from graph.fate import State, fate_of
from graph.grounds import classes_of, graphs_of
from graph.names import DATASET, iri_of
from loaders.findings import Text
from ontology import SCHEMA

router = APIRouter(tags=["linked data"])

WRITERS = {LINKSET_JSON: as_json, LINKSET_TEXT: as_text}
OF_DATASET = (HTML, JSON, TURTLE, JSON_LD, N_TRIPLES, RDF_XML)


@router.get("/linkset/{path:path}", summary="The links of a document and of its formats: .json or .txt")
async def linkset(path: str, request: Request, edition: EditionDep, origin: OriginDep) -> Response:
    stem, _, extension = path.rpartition(".")
    media = next((each for each in LINKSETS if each.extension == extension), None)
    if media is None or not stem:
        raise Refused("unknown-address")
    document = await _document(f"/{stem}", edition.pool, f"?{request.url.query}" if request.url.query else "")
    body = WRITERS[media](linkset_of(document), origin.host)
    response = Response(body, headers={"content-type": media.content_type})
    put_date(response, await date_of(document.iri, request.scope, edition.pool))
    return response


async def _document(path: str, engine: Engine, query: str) -> Document:
    """Raises Refused where there is no such document, or no longer."""
    if path == "/dataset":
        return Document(path, DATASET, OF_DATASET, (SCHEMA + "Dataset",), query)
    iri = iri_of(path.replace("/doc/", "/id/", 1))
    if path in WHOLES:
        return Document(path, iri, OFFERS, (), query)
    await _refuse_unless_live(path, iri, engine)
    types = types_of(await classes_of(engine, iri))
    return Document(path, iri, OFFERS, kinds_in({"@id": iri, "@type": types}), query)


async def _refuse_unless_live(path: str, iri: str, engine: Engine) -> None:
    try:
        fate = await fate_of(engine, iri)
        if fate.state is State.WITHDRAWN:
            raise Refused("withdrawn", {"detail": Text(fate.because.get("fr", ""), fate.because.get("en", ""))})
        if fate.successor:
            raise not_here(path, [fate.successor])
        known = has_linkset(path) and bool(await graphs_of(engine, iri))
    except NotAnIri:
        known = False
    if not known:
        raise not_here(path, [])
