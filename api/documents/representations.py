"""In which of our formats a document is wanted, and the headers that every representation of it carries."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from starlette.types import Scope

from api.http.headers import VARY_BY_FORMAT_AND_LANGUAGE, VARY_BY_LANGUAGE, values
from api.http.language import DEFAULT
from api.http.links import Document, header, links_of
from api.http.media import HTML, JSON_LD, N_TRIPLES, RDF_XML, TRIG, TURTLE, Media
from api.http.negotiation import negotiate
from api.problems.problem import Refused

OFFERS = (HTML, TURTLE, JSON_LD, N_TRIPLES, RDF_XML, TRIG)
BY_EXTENSION = {media.extension: media for media in OFFERS}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request for a document is about. `offer` is None where Accept takes none of ours; `query` is what its
    addresses end in where the edition of a certain release is asked for."""

    iri: str
    path: str
    offer: Media | None
    negotiated: bool
    query: str = ""

    @property
    def media(self) -> Media:
        """The format to answer in. Raises Refused where there is none: whoever answers asks once it is known that there
        is something to write in it."""
        if self.offer is None:
            raise no_format()
        return self.offer

    def address(self, media: Media | None = None) -> str:
        """Of the document, or of its representation in a format."""
        return self.path + (f".{media.extension}" if media else "") + self.query


def asked_for(name: str, namespace: str, folder: str, scope: Scope, release: str = "") -> Asked:
    """A name with one of our extensions asks for that format; no name of ours holds a dot. `release` is the edition."""
    stem, _, extension = name.rpartition(".")
    media = BY_EXTENSION.get(extension) if stem else None
    own = stem if media else name
    chosen = media or negotiate(OFFERS, values(scope, b"accept"))
    query = f"?release={quote(release)}" if release else ""
    return Asked(namespace + own, folder + own, chosen, media is None, query)


def no_format(offers: Sequence[Media] = OFFERS) -> Refused:
    """The refusal of a client that takes none of the formats on offer."""
    return Refused("not-acceptable", {"available": [media.type for media in offers]}, {"vary": "Accept"})


def preferred(offers: Sequence[Media], scope: Scope) -> Media:
    """The offer that the client likes best. Raises Refused where it takes none of them."""
    media = negotiate(offers, values(scope, b"accept"))
    if media is None:
        raise no_format(offers)
    return media


def by_extension(offers: Sequence[Media], extension: str) -> Media:
    """The offer whose stable address ends so. Raises Refused where no address of ours does."""
    media = next((offer for offer in offers if offer.extension == extension), None)
    if media is None:
        raise Refused("unknown-address")
    return media


def headers_of(asked: Asked, kinds: Sequence[str] = (), language: str = DEFAULT) -> dict[str, str]:
    """Where this representation has an address of its own, and its links: `kinds` are classes of what it describes,
    `language` is that of a page."""
    links = links_of(Document(asked.path, asked.iri, OFFERS, kinds, asked.query, language), asked.media)
    vary = VARY_BY_FORMAT_AND_LANGUAGE if asked.negotiated else (VARY_BY_LANGUAGE if asked.media is HTML else "")
    return {"link": header(links), "content-location": asked.address(asked.media), **({"vary": vary} if vary else {})}
