"""/prefixes: the prefixes of the house, to paste above Turtle or a query, as RDF and as JSON; the JSON-LD context."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from fastapi import APIRouter
from starlette.responses import Response

from api.documents.document import Visit, VisitDep
from api.documents.representations import by_extension, preferred
from api.http.headers import VARY_BY_FORMAT_AND_LANGUAGE
from api.http.media import APPLICATION_JSON, HTML, JSON_LD, N_TRIPLES, RDF_XML, TRIG, TURTLE, Media
from api.model import read_model
from api.pages.frame import FORMATS, Format, Frame
from api.pages.pieces import Piece
from api.pages.rendering import page, remember_language
from graph.names import href_of
from graph.representation import placed, triples_in, write, write_quads
from ontology import BASE, HERE, ID, ONTOLOGY, SH, XSD
from ontology.prefixes import as_sparql, as_turtle

router = APIRouter(tags=["self-description"])
PREFIXES = f"{BASE}prefixes#"


SPARQL = Media("sparql", "text/plain", "rq", ("application/sparql-query",))
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
# Who says nothing of formats is a program here: a page is for those that ask for one.
OFFERS = (*WRITERS, HTML)
PATH = "/prefixes"
NAMED = {**FORMATS, APPLICATION_JSON: "JSON", SPARQL: "SPARQL"}


@dataclass(frozen=True, slots=True)
class PrefixesPage:
    """All that `prefixes.html` shows; a prefix leads to what has its names, `header` stands above a query."""

    frame: Frame
    prefixes: tuple[tuple[str, Piece], ...]
    header: str


@router.get(PATH, summary="The prefixes: a page, RDF, JSON, a JSON-LD context, or lines for a query")
async def prefixes(visit: VisitDep) -> Response:
    media = preferred(OFFERS, visit.request.scope)
    response = _as_page(visit) if media is HTML else _written(media)
    response.headers["vary"] = VARY_BY_FORMAT_AND_LANGUAGE if media is HTML else "Accept"
    return response


@router.get(f"{PATH}.{{extension}}", summary="The prefixes in one format: html, ttl, json, rq, jsonld, nt, rdf, trig")
async def prefixes_in(extension: str, visit: VisitDep) -> Response:
    media = by_extension(OFFERS, extension)
    return _as_page(visit) if media is HTML else _written(media)


def _as_page(visit: Visit) -> Response:
    known = read_model().prefixes
    formats = tuple(Format(name, f"{PATH}.{m.extension}", m.extension, m.type) for m, name in NAMED.items())
    words, release = visit.words, visit.edition.release.id
    frame = Frame(
        words, words("prefixes.title"), PATH, release, formats=formats, fields=visit.fields, origin=visit.origin
    )
    listed = tuple((prefix, Piece(namespace, href=_document_of(namespace))) for prefix, namespace in known.items())
    response = page("prefixes.html", PrefixesPage(frame, listed, as_sparql(known)))
    remember_language(response, visit.chosen)
    response.headers["content-location"] = f"{PATH}.{HTML.extension}"
    return response


def _document_of(namespace: str) -> str:
    """The page about what is named in a namespace; things have none together."""
    return "" if namespace == ID else href_of(namespace.rstrip("#/") if namespace.startswith(BASE) else namespace)


@router.get("/context.jsonld", summary="The JSON-LD context of every document, for who writes one")
async def context() -> Response:
    return Response((HERE / "context.jsonld").read_bytes(), headers={"content-type": JSON_LD.type})


def _written(media: Media) -> Response:
    body = WRITERS[media](read_model().prefixes)
    return Response(
        body, headers={"content-type": media.content_type, "content-location": f"/prefixes.{media.extension}"}
    )
