"""The media types that are served: one table for every route, each type with its short name and its file extension."""

from dataclasses import dataclass

from graph.engine import Form


@dataclass(frozen=True, slots=True)
class Media:
    """`token` is what `format=` takes; `aliases` are other types, old and odd, by which clients ask for it."""

    token: str
    type: str
    extension: str
    aliases: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        return f"{self.type}; charset=utf-8" if self.type.startswith("text/") else self.type


JSON = Media("json", "application/sparql-results+json", "srj", ("application/json", "text/json"))
XML = Media("xml", "application/sparql-results+xml", "srx", ("application/xml", "text/xml"))
CSV = Media("csv", "text/csv", "csv", ("application/csv",))
TSV = Media("tsv", "text/tab-separated-values", "tsv", ("text/tsv",))
TABLES = (JSON, XML, CSV, TSV)

TURTLE = Media("turtle", "text/turtle", "ttl", ("application/turtle", "application/x-turtle", "text/rdf+turtle"))
N_TRIPLES = Media("ntriples", "application/n-triples", "nt", ("text/plain", "text/ntriples"))
JSON_LD = Media("jsonld", "application/ld+json", "jsonld", ("application/json", "text/json"))
RDF_XML = Media("rdfxml", "application/rdf+xml", "rdf", ("application/xml", "text/xml"))
N_QUADS = Media("nquads", "application/n-quads", "nq", ("text/nquads", "text/x-nquads"))
TRIG = Media("trig", "application/trig", "trig", ("application/x-trig",))
N3 = Media("n3", "text/n3", "n3", ("text/rdf+n3",))
GRAPHS = (TURTLE, N_TRIPLES, JSON_LD, RDF_XML, N_QUADS, TRIG, N3)

HTML = Media("html", "text/html", "html", ("application/xhtml+xml",))
PLAIN = Media("text", "text/plain", "txt")
APPLICATION_JSON = Media("json", "application/json", "json", ("text/json",))
PROBLEM = Media("problem", "application/problem+json", "json", ("application/json",))
# https://github.com/dewitt/opensearch/blob/master/mediawiki/Specifications/OpenSearch/Extensions/Suggestions
SUGGESTIONS = "application/x-suggestions+json"


def media_of(form: Form) -> tuple[Media, ...]:
    """What a query of this form can be answered in, the server's preference first."""
    return TABLES if form in (Form.SELECT, Form.ASK) else GRAPHS


def named(name: str, offers: tuple[Media, ...]) -> Media | None:
    """The medium that `format=` means: its token, its extension or its media type."""
    name = name.strip().lower()
    return next((media for media in offers if name in (media.token, media.extension, media.type)), None)
