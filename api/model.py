"""What of the model's files the pages and documents need: prefixes, JSON-LD context, dictionary; read once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from graph.jsonld import Context, read_context
from ontology.dictionary import Dictionary, read_dictionary
from ontology.prefixes import read_prefixes


@dataclass(frozen=True, slots=True)
class Model:
    """Fixed while the server runs: the files belong to its code."""

    prefixes: Mapping[str, str]
    context: Context = field(repr=False)
    dictionary: Dictionary = field(repr=False)


@cache
def read_model() -> Model:
    return Model(read_prefixes(), read_context(), read_dictionary())
