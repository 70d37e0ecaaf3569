"""The prefixes of the house: prefixes.ttl is the only place that declares them."""

import re
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from ontology import HERE, SH

# What may hold a colon without being a prefixed name is consumed first: IRIs, strings, comments.
_TOKEN = re.compile(
    r"""<[^<>"{}|^`\\\s]*>
    | \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"
    | '''(?:[^'\\]|\\.|'(?!''))*'''
    | "(?:[^"\\\n]|\\.)*"
    | '(?:[^'\\\n]|\\.)*'
    | \#[^\n]*
    | (?<![\w?$.-])(?P<prefix>[A-Za-z][\w-]*):""",
    re.VERBOSE | re.DOTALL,
)


def read_prefixes(folder: Path = HERE) -> Mapping[str, str]:
    """Prefix to namespace, in the order of the file. Raises SyntaxError where prefixes.ttl is not Turtle."""
    names: dict[str, str] = {}
    namespaces: dict[str, str] = {}
    for triple in ox.parse(path=str(folder / "prefixes.ttl"), format=ox.RdfFormat.TURTLE):
        if isinstance(triple.object, ox.Literal) and isinstance(triple.subject, ox.NamedNode):
            values = names if triple.predicate.value == SH + "prefix" else namespaces
            values[triple.subject.value] = triple.object.value
    return {name: namespaces[declaration] for declaration, name in names.items()}


def used_prefixes(text: str) -> Mapping[str, int]:
    """The prefixes that a SPARQL or Turtle text uses, each with the offset of its first use."""
    found: dict[str, int] = {}
    for token in _TOKEN.finditer(text):
        if token["prefix"]:
            found.setdefault(token["prefix"], token.start())
    return found
