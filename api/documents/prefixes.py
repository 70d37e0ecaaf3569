"""/prefixes: the prefixes of the house, ready to paste above Turtle or a query, and as JSON; the JSON-LD context."""

import json
from collections.abc import Callable, Mapping

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.documents.representations import by_extension, preferred
from api.http.media import JSON_LD, TURTLE, Media
from api.model import read_model
from ontology import HERE
from ontology.prefixes import as_sparql, as_turtle

router = APIRouter(tags=["self-description"])


def _as_json(prefixes: Mapping[str, str]) -> str:
    return json.dumps(dict(prefixes), indent=1) + "\n"


def _as_context(prefixes: Mapping[str, str]) -> str:
    return json.dumps({"@context": dict(prefixes)}, indent=1) + "\n"


JSON = Media("json", "application/json", "json", ("text/json",))
# Browsers show plain text and would save anything else: they get the lines for a query.
SPARQL = Media("sparql", "text/plain", "rq", ("text/html", "application/xhtml+xml", "application/sparql-query"))
WRITERS: Mapping[Media, Callable[[Mapping[str, str]], str]] = {
    TURTLE: as_turtle,
    JSON: _as_json,
    SPARQL: as_sparql,
    JSON_LD: _as_context,
}
OFFERS = tuple(WRITERS)


@router.get("/prefixes", summary="The prefixes: Turtle, JSON, JSON-LD context, or lines for a query")
async def prefixes(request: Request) -> Response:
    media = preferred(OFFERS, request.scope)
    response = _written(media)
    response.headers["vary"] = "Accept"
    return response


@router.get("/prefixes.{extension}", summary="The prefixes in one format: ttl, json, rq, jsonld")
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
