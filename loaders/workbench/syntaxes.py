"""Which syntax a text is in: by what its sender says, by the name of its file, or by how it begins."""

import re
from collections.abc import Mapping

from loaders.workbench.submission import JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE

# The name by which each is known to people.
NAMES: Mapping[str, str] = {
    TURTLE: "Turtle",
    TRIG: "TriG",
    JSON_LD: "JSON-LD",
    RDF_XML: "RDF/XML",
    N_TRIPLES: "N-Triples",
    N_QUADS: "N-Quads",
}
EXTENSIONS: Mapping[str, str] = {
    "ttl": TURTLE,
    "turtle": TURTLE,
    "trig": TRIG,
    "jsonld": JSON_LD,
    "json": JSON_LD,
    "rdf": RDF_XML,
    "owl": RDF_XML,
    "xml": RDF_XML,
    "nt": N_TRIPLES,
    "nq": N_QUADS,
}
_BEGINNING = 2_000
# A line of N-Quads: what Turtle would take for a value too many.
_QUAD = re.compile(
    r"^(?:<[^>\s]*>|_:\S+)[ \t]+<[^>\s]*>[ \t]+"
    r'(?:<[^>\s]*>|_:\S+|"(?:[^"\\\n]|\\.)*"(?:@[\w-]+|\^\^<[^>\s]*>)?)[ \t]+(?:<[^>\s]*>|_:\S+)[ \t]*\.',
    re.MULTILINE,
)
_GRAPH = re.compile(r"(?:^|[\s>\]])\{")


def of_file(name: str) -> str | None:
    """By the ending of a file's name."""
    return EXTENSIONS.get(name.rpartition(".")[2].lower())


def of_text(data: bytes) -> str:
    """By the first characters: a guess, Turtle where nothing speaks for another."""
    text = data[:_BEGINNING].decode(errors="replace").lstrip("\ufeff \t\r\n")
    if re.match(r"<\?xml|<!|<[\w.-]{1,20}:RDF[\s>]", text):
        return RDF_XML
    if re.match(r'\{\s*["}]|\[\s*[{\]]', text):
        return JSON_LD if not re.match(r"\[\s*\]\s*[^\s]", text) else TURTLE
    if _QUAD.search(text):
        return N_QUADS
    bare = re.sub(r'"(?:[^"\\]|\\.)*"|#[^\n]*|<[^>\s]*>', "", text)
    return TRIG if _GRAPH.search(" " + bare) else TURTLE
