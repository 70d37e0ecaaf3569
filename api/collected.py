"""A list that a page shows, as data: its members in order, in the words of schema.org, in the format asked for.

Each format is made from the one JSON-LD, whose context stands in it: nothing needs to be fetched to read it. How a list
goes on is told by links (RFC 8288), the same for pages and for data.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.types import Scope

from api.documents.representations import by_extension, preferred
from api.http.headers import VARY_BY_FORMAT_AND_LANGUAGE, VARY_BY_LANGUAGE
from api.http.links import Link, header
from api.http.media import HTML, JSON_LD, N_TRIPLES, RDF_XML, TURTLE, Media
from api.model import read_model
from api.pages.frame import FORMATS, Fields, Format, Frame
from api.pages.staying import EDITION
from graph.names import href_of
from graph.representation import triples_in_json_ld, write
from ontology import ANDRO, SCHEMA, VOCABULARY, XSD

DATA = (JSON_LD, TURTLE, N_TRIPLES, RDF_XML)
OFFERS = (HTML, *DATA)


@dataclass(frozen=True, slots=True)
class Amount:
    """One stage of a sum: the property that has it, what it is called, its numbers (several where documents differ),
    and how a page tells it, which says whether it is bounded."""

    stage: str
    name: str
    numbers: tuple[Decimal, ...]
    currency: str
    told: str


@dataclass(frozen=True, slots=True)
class Member:
    """`kinds` are its classes, of a document its kind; `names` and `texts`, which describe it, are by language."""

    iri: str
    kinds: tuple[str, ...]
    names: Mapping[str, str]
    texts: Mapping[str, str] = field(default_factory=dict)
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class Collection:
    """One page of a list: `name` is by language, without one where it is what somebody typed; `first` is the place of
    its first member, `previous` and `next` are the ends of addresses, empty where there is none. `extension` is that of
    the address asked for, empty where Accept chooses."""

    frame: Frame
    name: Mapping[str, str]
    members: Sequence[Member]
    total: int
    first: int
    previous: str
    next: str
    extension: str = ""

    def address(self, query: str, extension: str = "") -> str:
        end = "&".join(part for part in (query, self._edition(query)) if part)
        return self.frame.path + (f".{extension}" if extension else "") + (f"?{end}" if end else "")

    def _edition(self, query: str) -> str:
        """Whoever reads a release stays in it."""
        kept = self.frame.edition
        return urlencode({EDITION: kept}) if kept and f"{EDITION}=" not in query else ""

    @property
    def links(self) -> str:
        asked = urlencode(self.frame.fields)
        ways = [("prev", self.previous), ("next", self.next)]
        on = [Link(rel, self.address(way.partition("?")[2], self.extension)) for rel, way in ways if way]
        data = [Link("alternate", self.address(asked, media.extension), media.type) for media in DATA]
        return header([*on, *data])


def formats_of_list(path: str, fields: Fields) -> tuple[Format, ...]:
    """The addresses of what is listed, in each format."""
    end = f"?{urlencode(fields)}" if fields else ""
    return tuple(Format(FORMATS[m], f"{path}.{m.extension}{end}", m.extension, m.type) for m in DATA)


def asked_media(extension: str, scope: Scope) -> Media:
    """Raises Refused where the extension is none of ours, or Accept takes nothing that we have."""
    return by_extension(DATA, extension) if extension else preferred(OFFERS, scope)


def headers_of_page(collection: Collection) -> dict[str, str]:
    return {"vary": VARY_BY_FORMAT_AND_LANGUAGE, "link": collection.links}


def as_data(collection: Collection, media: Media) -> Response:
    text = json.dumps(_document(collection), ensure_ascii=False, separators=(",", ":")) + "\n"
    model = read_model()
    body = text if media is JSON_LD else write(triples_in_json_ld(text), media.type, model.prefixes, model.context)
    headers = {
        "content-type": media.content_type,
        "content-language": collection.frame.language,
        "content-location": collection.address(urlencode(collection.frame.fields), media.extension),
        "link": collection.links,
        "vary": VARY_BY_LANGUAGE if collection.extension else VARY_BY_FORMAT_AND_LANGUAGE,
    }
    return Response(body, headers=headers)


def _document(collection: Collection) -> dict[str, Any]:
    host = collection.frame.origin.host
    iri = host + collection.address(urlencode(collection.frame.fields))
    return {
        "@context": {"@vocab": SCHEMA},
        "@id": iri,
        "@type": "ItemList",
        "name": _texts(collection.name),
        "numberOfItems": collection.total,
        "itemListElement": [
            {
                "@id": f"{iri}#{place}",
                "@type": "ListItem",
                "position": place,
                "item": _item(member, host),
                **_amount(member.amount, f"{iri}#{place}-amount", collection.frame.language),
            }
            for place, member in enumerate(collection.members, collection.first)
        ],
    }


def _item(member: Member, host: str) -> dict[str, Any]:
    classes = [kind for kind in member.kinds if not kind.startswith(VOCABULARY)]
    item = {
        "@id": member.iri,
        "@type": classes or [ANDRO + "Source"],
        "additionalType": [{"@id": kind} for kind in member.kinds],
        "name": _texts(member.names),
        "description": _texts(member.texts),
        "url": {"@id": host + href_of(member.iri)},
    }
    return {key: value for key, value in item.items() if value}


def _amount(amount: Amount | None, iri: str, language: str) -> dict[str, Any]:
    """Of the entry and not of the fact: where documents differ, the fact itself has no number."""
    if amount is None:
        return {}
    told = {
        "@id": iri,
        "@type": ["MonetaryAmount", "PropertyValue"],
        "propertyID": {"@id": amount.stage},
        "name": _texts({language: amount.name}),
        "value": [{"@value": str(number), "@type": XSD + "decimal"} for number in amount.numbers],
        "currency": amount.currency,
        "description": _texts({language: amount.told}),
    }
    return {"amount": {key: value for key, value in told.items() if value}}


def _texts(by_language: Mapping[str, str]) -> list[dict[str, str]]:
    """Without a tag where no language is said."""
    return [
        {"@value": text, **({"@language": each} if each else {})} for each, text in sorted(by_language.items()) if text
    ]
