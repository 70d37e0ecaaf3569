"""In which of our formats a document is wanted, and the headers that every representation of it carries."""

from dataclasses import dataclass

from starlette.requests import Request

from api.headers import values
from api.media import HTML, JSON_LD, N_TRIPLES, RDF_XML, TURTLE, Media
from api.negotiation import negotiate
from api.problems import Refused

OFFERS = (HTML, TURTLE, JSON_LD, N_TRIPLES, RDF_XML)
BY_EXTENSION = {media.extension: media for media in OFFERS}
VARY = "Accept, Accept-Language, Cookie"
LICENCES = (
    "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    "https://creativecommons.org/licenses/by/4.0/",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request for a document is about. `media` is None where Accept takes none of ours."""

    iri: str
    path: str
    media: Media | None
    negotiated: bool


def asked_for(name: str, namespace: str, folder: str, request: Request) -> Asked:
    """A name with one of our extensions asks for that format; no name of ours holds a dot."""
    stem, _, extension = name.rpartition(".")
    media = BY_EXTENSION.get(extension) if stem else None
    own = stem if media else name
    chosen = media or negotiate(OFFERS, values(request.scope, b"accept"))
    return Asked(namespace + own, folder + own, chosen, negotiated=media is None)


def no_format() -> Refused:
    """The refusal of a client that takes none of our formats."""
    return Refused("not-acceptable", {"available": [media.type for media in OFFERS]}, {"vary": "Accept"})


def headers_of(asked: Asked) -> dict[str, str]:
    """Where this representation has an address of its own, which others there are, and what it describes."""
    links = [f'<{asked.iri}>; rel="describes"', f'<{asked.iri}>; rel="cite-as"']
    links += [f'<{asked.path}.{m.extension}>; rel="alternate"; type="{m.type}"' for m in OFFERS if m is not asked.media]
    links += [f'<{licence}>; rel="license"' for licence in LICENCES]
    location = f"{asked.path}.{asked.media.extension}" if asked.media else asked.path
    vary = VARY if asked.negotiated else ("Accept-Language, Cookie" if asked.media is HTML else "")
    return {"link": ", ".join(links), "content-location": location, **({"vary": vary} if vary else {})}
