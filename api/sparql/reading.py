"""What a request to /sparql asks, read once: by the cache to know it again, by the endpoint to answer it."""

from dataclasses import dataclass

from starlette.types import Scope

from api.http.headers import value, values
from api.http.media import Media, media_of, named
from api.http.negotiation import negotiate
from api.settings import Settings
from api.sparql import protocol
from api.sparql.page import wants_page
from api.sparql.protocol import Asked
from graph.engine import Form
from graph.errors import AndromedeError
from graph.releases.manifest import Profile
from graph.sparql.guard import Inspection, inspect
from graph.workers.limits import KILOBYTE

_NOTE = "reading"


@dataclass(frozen=True, slots=True)
class Reading:
    """`inspection` and `offers` are given where an answer to a query is asked for: not for a page, not for the
    description of the endpoint. `media` is None where none of the offers suits. `volatile` says that the same release
    may answer otherwise next time."""

    asked: Asked
    page: bool
    volatile: bool = False
    inspection: Inspection | None = None
    offers: tuple[Media, ...] = ()
    media: Media | None = None


def reading_of(scope: Scope, body: bytes, settings: Settings) -> Reading:
    """Raises Refused for what is not the protocol, ForbiddenOperation and QueryRefused for what is not answered."""
    notes = scope.setdefault("state", {})
    if _NOTE not in notes:
        notes[_NOTE] = _read(scope, body, settings)
    reading: Reading = notes[_NOTE]
    return reading


def _read(scope: Scope, body: bytes, settings: Settings) -> Reading:
    asked = protocol.read(scope["method"], scope["query_string"], value(scope, b"content-type"), body)
    scope["state"]["query"] = asked.query
    if settings.profile is Profile.CURATED and wants_page(scope, asked.format):
        return Reading(asked, page=True, volatile=_is_volatile(asked.query or "", settings))
    if asked.query is None and scope["method"] in ("GET", "HEAD"):
        return Reading(asked, page=False)
    query = protocol.demand(asked.query, settings.query_kb * KILOBYTE)
    inspection = inspect(query, settings.endpoints)
    offers = media_of(inspection.form or Form.SELECT)
    media = named(asked.format, offers) if asked.format else negotiate(offers, values(scope, b"accept"))
    return Reading(asked, False, inspection.volatile, inspection, offers, media)


def _is_volatile(query: str, settings: Settings) -> bool:
    """Of a query that a page is asked for, which shows itself what is wrong with it."""
    try:
        return inspect(query, settings.endpoints).volatile
    except AndromedeError:
        return False
