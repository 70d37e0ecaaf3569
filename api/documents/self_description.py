"""How the server describes itself: VoID at /.well-known/void, its endpoint to whoever asks /sparql for RDF."""

import asyncio
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from api.dependencies import EditionDep, SettingsDep
from api.documents.representations import preferred
from api.http.headers import values
from api.http.links import host_name
from api.http.media import GRAPHS, HTML, JSON_LD, N_TRIPLES, RDF_XML, TABLES, TRIG, TURTLE, Media, named
from api.http.negotiation import negotiate
from api.model import read_model
from api.settings import Settings
from graph.reading.self_description import Host, dataset_triples, service_triples
from graph.releases.folder import Release
from graph.releases.manifest import Profile
from graph.representation import write

router = APIRouter(tags=["self-description"])

OFFERS = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML, TRIG)
RESULTS = tuple(media.type for media in (*TABLES, *GRAPHS))
# The names by which one server is called are few; a client that makes some up pays with a moment of work each.
DOCUMENTS_IN_MEMORY = 32
_DOCUMENTS = {"void": dataset_triples, "service": service_triples}


@router.get("/.well-known/void", summary="The dataset described by VoID: graphs, classes, properties, and how many")
async def void(request: Request, edition: EditionDep, settings: SettingsDep) -> Response:
    media = preferred(OFFERS, request.scope)
    body = await described(request.scope, edition.release, settings, media)
    return Response(body, headers={"content-type": media.content_type, "vary": "Accept"})


async def described(scope: Scope, release: Release, settings: Settings, media: Media) -> bytes:
    """The description of the dataset by VoID. It is large: another thread writes it."""
    return await asyncio.to_thread(_document, "void", release.folder, host_of(scope, settings), media.type)


def service_description(
    scope: Scope, release: Release, settings: Settings, format_: str | None = None
) -> tuple[Media, bytes] | None:
    """The description of the endpoint in the RDF that the client likes best; None where it would rather have a page,
    or takes no RDF."""
    # A plain dataset has no page to show instead.
    offers = OFFERS if settings.profile is Profile.PLAIN else (*OFFERS, HTML)
    media = named(format_, OFFERS) if format_ else negotiate(offers, values(scope, b"accept"))
    if media is None or media is HTML:
        return None
    return media, _document("service", release.folder, host_of(scope, settings), media.type)


def host_of(scope: Scope, settings: Settings) -> Host:
    """What to say of this server, called as the client calls it. A Host header that is no name is passed over by
    starlette, which then gives the address of the socket."""
    base = host_name(scope, settings.public_url)
    if settings.profile is Profile.PLAIN:
        return Host("", f"{base}/sparql", "", RESULTS, bool(settings.endpoints), dataset=f"{base}/sparql#dataset")
    return Host(f"{base}/", f"{base}/sparql", f"{base}/.well-known/void", RESULTS, bool(settings.endpoints))


@lru_cache(DOCUMENTS_IN_MEMORY)
def _document(name: str, folder: Path, host: Host, media_type: str) -> bytes:
    """A folder of a release never changes, so that neither does this."""
    model = read_model()
    return write(_DOCUMENTS[name](folder, host), media_type, model.prefixes, model.context)
