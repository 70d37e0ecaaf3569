"""RDF terms as frozen values, as an engine's answers spell them, for the layers that never see a store."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ontology import RDF, XSD


@dataclass(frozen=True, slots=True, order=True)
class Iri:
    """A named thing."""

    value: str


@dataclass(frozen=True, slots=True, order=True)
class Blank:
    """A blank node; its label means nothing outside one answer."""

    value: str


@dataclass(frozen=True, slots=True, order=True)
class Literal:
    """A value. `language` is empty where there is none; `datatype` is always given."""

    value: str
    language: str = ""
    datatype: str = XSD + "string"


Term: TypeAlias = Iri | Blank | Literal
Row: TypeAlias = Mapping[str, Term]


def term_of(binding: Mapping[str, str]) -> Term:
    """A term from one binding of the SPARQL 1.1 results in JSON (§3.2.2), `typed-literal` of old servers included."""
    value = binding["value"]
    if binding["type"] == "uri":
        return Iri(value)
    if binding["type"] == "bnode":
        return Blank(value)
    if language := binding.get("xml:lang"):
        return Literal(value, language, RDF + "langString")
    return Literal(value, datatype=binding.get("datatype", XSD + "string"))
