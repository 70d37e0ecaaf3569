"""The prefixes of the house: prefixes.ttl is the only place that declares them."""

import re
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from ontology import HERE, ONTOLOGY, SH

# The prefix of the declarations themselves.
_DECLARED = "prefixes"

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


def prefixed(iri: str, prefixes: Mapping[str, str]) -> str:
    """With a prefix in front where one fits, the longest namespace first; else the IRI as it is."""
    spaces = [(space, prefix) for prefix, space in prefixes.items() if iri.startswith(space)]
    space, prefix = max(spaces, default=("", ""), key=lambda pair: len(pair[0]))
    return f"{prefix}:{iri.removeprefix(space)}" if space else iri


def as_turtle(prefixes: Mapping[str, str]) -> str:
    """The prefixes twice: as directives to paste above Turtle, and as the data that `sh:prefixes` leads to."""
    directives = [f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in prefixes.items()]
    declared = [f"    sh:declare {_DECLARED}:{prefix} ;" for prefix in prefixes]
    declarations = [
        f'\n{_DECLARED}:{prefix}\n    sh:prefix "{prefix}" ;\n    sh:namespace "{namespace}"^^xsd:anyURI ;\n    .'
        for prefix, namespace in prefixes.items()
    ]
    return "\n".join([*directives, f"\n<{ONTOLOGY}>", *declared, "    .", *declarations, ""])


def as_sparql(prefixes: Mapping[str, str]) -> str:
    """The lines to put above a query."""
    return "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in prefixes.items())
