"""Typed links: those that a document carries (RFC 8288), and the same as a link set of its own (RFC 9264).

The relations are those of FAIR Signposting (https://signposting.org/FAIR/), where the page /doc/x is the landing page
and its RDF are the metadata.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.types import Scope

from api.http.language import DEFAULT, canonical
from api.http.media import HTML, Media
from graph.names import DATASET
from ontology import SCHEMA

CC_BY = "https://creativecommons.org/licenses/by/4.0/"
# At the reader's choice. A link has room for one (https://signposting.org/FAIR/): that which is known everywhere.
LICENCES = ("https://www.etalab.gouv.fr/licence-ouverte-open-licence/", CC_BY)
# Who wrote what is here: the page says it, since there is no register of them.
AUTHORS = "/about#contributors"
LANDING_PAGE = SCHEMA + "AboutPage"

# Documents about collections, whose link sets we give as well as those of things and concepts.
WHOLES = ("/dataset", "/ontology", "/questions", "/rules")

LINKSET_JSON = Media("linkset", "application/linkset+json", "json", ("application/json", "text/json"))
LINKSET_TEXT = Media("linkset-text", "application/linkset", "txt", ("text/plain",))
LINKSETS = (LINKSET_JSON, LINKSET_TEXT)


@dataclass(frozen=True, slots=True)
class Link:
    """A link of some context: how it stands to `target`, and of which media type that is where that is known."""

    rel: str
    target: str
    type: str = ""

    def written(self, anchor: str = "") -> str:
        """As one value of a Link header; with the anchor, as one line of a link set."""
        parts = [f"<{self.target}>", f'rel="{self.rel}"']
        parts += [f'type="{self.type}"'] if self.type else []
        parts += [f'anchor="{anchor}"'] if anchor else []
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class Document:
    """What links are made from: the address of a document, what it describes, its formats, and the classes of the
    thing described, as far as other vocabularies know them. `query` is what addresses of a certain release end in,
    `language` that of the page where it is a page."""

    path: str
    iri: str
    formats: Sequence[Media]
    kinds: Sequence[str] = ()
    query: str = ""
    language: str = DEFAULT

    def address(self, media: Media | None = None) -> str:
        """Of the landing page, or of a format."""
        return self.path + (f".{media.extension}" if media else "") + self.query

    @property
    def data(self) -> tuple[Media, ...]:
        return tuple(media for media in self.formats if media is not HTML)


def links_of(document: Document, media: Media | None) -> tuple[Link, ...]:
    """The links of one representation."""
    own = _of_page(document) if media in (HTML, None) else _of_data(document)
    others = [Link("alternate", document.address(m), m.type) for m in document.formats if m is not media]
    # Editions of the same page are one page to search engines: that of the release in service.
    known = replace(document, query="").address(None if media is HTML else media)
    known = canonical(known, document.language) if media is HTML else known
    return (*own, Link("canonical", known), *others, *_of_all(document))


def linkset_of(document: Document) -> Mapping[str, tuple[Link, ...]]:
    """The links of the landing page and of each metadata document, by their paths."""
    page = {document.address(): links_of(document, HTML)}
    return page | {document.address(media): links_of(document, media) for media in document.data}


def has_linkset(path: str) -> bool:
    """Whether the links of the document at this path are to be had at /linkset too."""
    return path.startswith(("/doc/", "/vocabulary/")) or path in WHOLES


def host_name(scope: Scope, public_url: str) -> str:
    """The address of this server as its client calls it, or as its settings say, without a slash at the end."""
    return (public_url or str(Request(scope).base_url)).rstrip("/")


def header(links: Iterable[Link]) -> str:
    return ", ".join(link.written() for link in links)


def as_json(linkset: Mapping[str, Sequence[Link]], host: str) -> str:
    """RFC 9264 §4.2. Targets are absolute, since a link set has no base of its own."""
    contexts = []
    for anchor, links in linkset.items():
        context: dict[str, object] = {"anchor": host + anchor}
        for relation in dict.fromkeys(link.rel for link in links):
            context[relation] = [
                {"href": _absolute(link.target, host), **({"type": link.type} if link.type else {})}
                for link in links
                if link.rel == relation
            ]
        contexts.append(context)
    return json.dumps({"linkset": contexts}, ensure_ascii=False, indent=1) + "\n"


def as_text(linkset: Mapping[str, Sequence[Link]], host: str) -> str:
    """RFC 9264 §4.1: the value of a Link header over several lines, each with its anchor."""
    lines = [
        Link(link.rel, _absolute(link.target, host), link.type).written(host + anchor)
        for anchor, links in linkset.items()
        for link in links
    ]
    return ",\n".join(lines) + "\n"


def _of_page(document: Document) -> list[Link]:
    data = [Link("describedby", document.address(media), media.type) for media in document.data]
    types = [Link("type", kind) for kind in (LANDING_PAGE, *document.kinds)]
    return [Link("describes", document.iri), *data, *types]


def _of_data(document: Document) -> list[Link]:
    return [Link("describes", document.iri), Link("describes", document.address(), HTML.type)]


def _of_all(document: Document) -> list[Link]:
    sets = [
        Link("linkset", f"/linkset{document.path}.{media.extension}{document.query}", media.type)
        for media in (LINKSETS if has_linkset(document.path) else ())
    ]
    return [
        Link("cite-as", document.iri),
        *([Link("collection", DATASET)] if document.iri != DATASET else []),
        Link("author", AUTHORS),
        Link("license", CC_BY),
        *sets,
    ]


def _absolute(target: str, host: str) -> str:
    return host + target if target.startswith("/") else target
