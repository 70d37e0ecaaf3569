"""Asking by name: reads a query file of `graph/queries`, binds its `$names` to IRIs, asks an engine, reads the answer.

In the files a variable to be bound is written `$name`, which is SPARQL too, so that they can be tried as they stand.
"""

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode

from graph.engine import Engine, Question
from graph.errors import NotAnIri
from graph.terms import Row, term_of
from ontology.text import Text

FOLDER = Path(__file__).resolve().parent / "queries"
RESULTS = "application/sparql-results+json"
TRIPLES = "application/n-triples"

# IRIREF of SPARQL 1.1 (§19.8) without its brackets, and absolute: what passes can end neither the IRI nor the query.
IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\ud800-\udfff]*")
_NO_IRI = Text("{iri!r} n’est pas un IRI absolu.", "{iri!r} is not an absolute IRI.")
_SLOT = re.compile(r"\$([a-z_]+)\b")


async def select(engine: Engine, query: str, **bindings: str | Iterable[str]) -> list[Row]:
    """The rows of a SELECT. Raises what `Engine.ask` raises, and NotAnIri."""
    return await rows_of(engine, bind(text_of(query), **bindings))


async def rows_of(engine: Engine, text: str) -> list[Row]:
    """The rows of a SELECT that is complete as it stands. Raises what `Engine.ask` raises."""
    answer = json.loads(await engine.ask(Question(text, RESULTS)))
    return [{name: term_of(term) for name, term in row.items()} for row in answer["results"]["bindings"]]


async def construct(engine: Engine, query: str, **bindings: str | Iterable[str]) -> bytes:
    """The triples of a CONSTRUCT, as N-Triples in no promised order. Raises what `Engine.ask` raises, and NotAnIri."""
    return await engine.ask(Question(bind(text_of(query), **bindings), TRIPLES))


def bind(text: str, **bindings: str | Iterable[str]) -> str:
    """The query with each `$name` replaced by its IRI, or by its IRIs in a row (for VALUES). Raises NotAnIri."""
    written = {name: _written(value) for name, value in bindings.items()}
    return _SLOT.sub(lambda slot: written[slot[1]], text)


@cache
def text_of(query: str) -> str:
    """The text of a query file, without its comments and so without a `$` that binds nothing."""
    lines = (FOLDER / f"{query}.rq").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))


def _written(value: str | Iterable[str]) -> str:
    return " ".join(_bracketed(iri) for iri in ([value] if isinstance(value, str) else value))


def _bracketed(iri: str) -> str:
    """The pattern keeps the query whole; the engine's own reading of RFC 3987 is stricter, and the last word."""
    if not IRI.fullmatch(iri):
        raise NotAnIri(_NO_IRI.filled({"iri": iri}))
    try:
        return str(NamedNode(iri))
    except ValueError:
        raise NotAnIri(_NO_IRI.filled({"iri": iri})) from None
