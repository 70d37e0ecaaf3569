"""What every page has around its content: title, language switch, formats, how to cite it, the release."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import urlencode

from api.http.language import canonical
from api.http.media import JSON_LD, N_TRIPLES, RDF_XML, TRIG, TURTLE, Media
from api.pages.citing import Citation, Origin
from api.pages.staying import DAY, EDITION
from api.pages.structured import web_page, written
from api.pages.words import Words
from ontology import LANGUAGES

Fields: TypeAlias = tuple[tuple[str, str], ...]

# The formats of a resource's document, the most useful first.
FORMATS: Mapping[Media, str] = {
    TURTLE: "Turtle",
    JSON_LD: "JSON-LD",
    N_TRIPLES: "N-Triples",
    RDF_XML: "RDF/XML",
    TRIG: "TriG",
}


@dataclass(frozen=True, slots=True)
class Format:
    name: str
    href: str
    extension: str
    type: str


@dataclass(frozen=True, slots=True)
class Frame:
    """`path` is the page's address on this host, `iri` what it is about, where it is about something.
    `fields` are the parameters without which the address would be another page, the language apart, `data` what the
    page tells search engines (schema.org in JSON-LD), `cited` the title in references where it is another."""

    words: Words
    title: str
    path: str
    release: str
    iri: str = ""
    description: str = ""
    area: str = ""
    formats: tuple[Format, ...] = field(default=())
    fields: Fields = field(default=())
    origin: Origin = field(default_factory=Origin)
    data: Mapping[str, Any] | None = None
    cited: str = ""

    @property
    def language(self) -> str:
        return self.words.language

    def address_in(self, language: str) -> str:
        """This page in another language."""
        return f"{self.path}?{urlencode([*self.fields, ('lang', language)])}"

    @property
    def edition(self) -> str:
        """The release that the address names; empty where it is the page of whichever is in service."""
        return dict(self.fields).get(EDITION, "")

    @property
    def kept(self) -> Mapping[str, str]:
        """What its links hand on: the edition and the day that the address names."""
        return {name: value for name, value in dict(self.fields).items() if name in (EDITION, DAY) and value}

    @property
    def in_service(self) -> str:
        """The path of this page, whichever release is in service and whatever the language."""
        return self._without(EDITION)

    @property
    def address(self) -> str:
        """The same on this host."""
        return self.origin.host + self.in_service

    @property
    def canonical(self) -> str:
        """The path by which search engines should know this page: those of an edition or a day are no others."""
        return canonical(self._without(EDITION, DAY), self.language)

    @property
    def alternates(self) -> tuple[tuple[str, str], ...]:
        """The same page for search engines by its language, last for readers of any other: each is canonical."""
        languages = [(language, canonical(self._without(), language)) for language in LANGUAGES]
        return (*languages, ("x-default", self._without()))

    def _without(self, *names: str) -> str:
        fields = [pair for pair in self.fields if pair[0] not in names]
        return self.path + (f"?{urlencode(fields)}" if fields else "")

    @property
    def json_ld(self) -> str:
        """What the page tells search engines, ready for a script element."""
        plain = web_page(self.words, self.title, self.address, self.description, self.origin)
        return written(plain if self.data is None else self.data)

    @property
    def citation(self) -> Citation:
        """How to cite this page as this release has it."""
        address = f"{self.address}{'&' if '?' in self.address else '?'}release={self.release}"
        title, name = self.cited or self.title, self.path.rsplit("/", 1)[-1]
        return Citation(self.words, title, name, self.release, self.origin.made, address)

    @property
    def short_release(self) -> str:
        """Enough of the release's id to tell it apart."""
        return self.release[:12]


def formats_of(path: str) -> tuple[Format, ...]:
    """The stable addresses of a document in each format."""
    return tuple(Format(name, f"{path}.{m.extension}", m.extension, m.type) for m, name in FORMATS.items())
