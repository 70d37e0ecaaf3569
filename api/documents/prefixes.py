"""/prefixes: the prefixes of the house, to paste above Turtle or a query, as RDF and as JSON; the JSON-LD context."""

import json
from collections.abc import Callable, Mapping
from functools import partial

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.documents.representations import by_extension, preferred
from api.http.media import APPLICATION_JSON, JSON_LD, N_TRIPLES, RDF_XML, TRIG, TURTLE, Media
from api.model import read_model
from graph.representation import placed, triples_in, write, write_quads
from ontology import BASE, HERE, ONTOLOGY, SH, XSD
from ontology.prefixes import as_sparql, as_turtle

router = APIRouter(tags=["self-description"])
PREFIXES = f"{BASE}prefixes#"


# Browsers show plain text and would save anything else: they get the lines for a query.
SPARQL = Media("sparql", "text/plain", "rq", ("text/html", "application/xhtml+xml", "application/sparql-query"))
RDF = (N_TRIPLES, RDF_XML, TRIG)


def _as_json(prefixes: Mapping[str, str]) -> str:
    return json.dumps(dict(prefixes), indent=1) + "\n"


def _as_json_ld(prefixes: Mapping[str, str]) -> str:
    """A context to refer to, and as data what the Turtle says: whoever wants the one passes over the other."""
    declared = [
        {
            "@id": f"{PREFIXES}{prefix}",
            SH + "prefix": prefix,
            SH + "namespace": {"@value": namespace, "@type": XSD + "anyURI"},
        }
        for prefix, namespace in prefixes.items()
    ]
    return json.dumps({"@context": dict(prefixes), "@id": ONTOLOGY, SH + "declare": declared}, indent=1) + "\n"


def _as_rdf(media: Media, prefixes: Mapping[str, str]) -> bytes:
    model = read_model()
    triples = triples_in(as_turtle(prefixes))
    if media is TRIG:
        return write_quads(placed(triples), model.prefixes)
    return write(triples, media.type, model.prefixes, model.context)


WRITERS: Mapping[Media, Callable[[Mapping[str, str]], str | bytes]] = {
    TURTLE: as_turtle,
    APPLICATION_JSON: _as_json,
    SPARQL: as_sparql,
    JSON_LD: _as_json_ld,
    **{media: partial(_as_rdf, media) for media in RDF},
}
OFFERS = tuple(WRITERS)


@router.get("/prefixes", summary="The prefixes: RDF, JSON, a JSON-LD context, or lines for a query")
async def prefixes(request: Request) -> Response:
    media = preferred(OFFERS, request.scope)
    response = _written(media)
    response.headers["vary"] = "Accept"
    return response


@router.get("/prefixes.{extension}", summary="The prefixes in one format: ttl, json, rq, jsonld, nt, rdf, trig")
async def prefixes_in(extension: str) -> Response:
    media = by_extension(OFFERS, extension)
    return _written(media)


@router.get("/context.jsonld", summary="The JSON-LD context of every document, for who writes one")
async def context() -> Response:
    return Response((HERE / "context.jsonld").read_bytes(), headers={"content-type": JSON_LD.type})


def _written(media: Media) -> Response:
    body = WRITERS[media](read_model().prefixes)
    return Response(
        body, headers={"content-type": media.content_type, "content-location": f"/prefixes.{media.extension}"}
    )
