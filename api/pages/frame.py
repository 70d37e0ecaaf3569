"""What every page has around its content: title, language switch, formats, how to cite it, the release."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from api.media import JSON_LD, N_TRIPLES, RDF_XML, TURTLE, Media
from api.pages.words import Words

# The formats of a resource's document, the most useful first.
FORMATS: Mapping[Media, str] = {TURTLE: "Turtle", JSON_LD: "JSON-LD", N_TRIPLES: "N-Triples", RDF_XML: "RDF/XML"}


@dataclass(frozen=True, slots=True)
class Format:
    name: str
    href: str
    extension: str
    type: str


@dataclass(frozen=True, slots=True)
class Frame:
    """`path` is the page's address on this host, `iri` what it is about, where it is about something.
    `fields` are the parameters without which the address would be another page."""

    words: Words
    title: str
    path: str
    release: str
    iri: str = ""
    description: str = ""
    area: str = ""
    formats: tuple[Format, ...] = field(default=())
    fields: tuple[tuple[str, str], ...] = field(default=())

    @property
    def language(self) -> str:
        return self.words.language

    def address_in(self, language: str) -> str:
        """This page in another language."""
        return f"{self.path}?{urlencode([*self.fields, ('lang', language)])}"

    @property
    def short_release(self) -> str:
        """Enough of the release's id to tell it apart."""
        return self.release[:12]


def formats_of(path: str) -> tuple[Format, ...]:
    """The stable addresses of a document in each format."""
    return tuple(Format(name, f"{path}.{m.extension}", m.extension, m.type) for m, name in FORMATS.items())
