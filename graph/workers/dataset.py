"""Which graphs a query sees when several make up its default graph: they are copied together as a set.

The engine counts a triple that stands in two of them twice; the standard merges them (SPARQL 1.1 Query §13).
"""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

import pyoxigraph as ox

from graph.engine import Dataset
from graph.errors import QueryRefused
from graph.sparql.lexer import Token, tokens
from ontology import BASE
from ontology.text import Text

_FROM = re.compile("from", re.IGNORECASE)
_OPENING = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}
_TOO_LARGE = Text(
    "Les graphes de ce jeu sont trop grands pour être réunis le temps d’une requête. En nommer moins, ou interroger "
    "chacun à part avec GRAPH.",
    "The graphs of this dataset are too large together to be merged for one query. Name fewer of them, or ask each by "
    "itself with GRAPH.",
)


def dataset_of(query: str) -> Dataset | None:
    """The dataset of FROM clauses that name several default graphs; None where the engine's own reading holds."""
    if len(_FROM.findall(query)) < 2:
        return None
    words = list(tokens(query))
    clauses = list(_clauses(words))
    if sum(not is_named for is_named, _ in clauses) < 2:
        return None
    try:
        iris = _resolved(query, words, [token for _, token in clauses])
    except (SyntaxError, StopIteration):
        return None  # The engine says better what is wrong.
    default = tuple(iri for (is_named, _), iri in zip(clauses, iris, strict=True) if not is_named)
    named = tuple(iri for (is_named, _), iri in zip(clauses, iris, strict=True) if is_named)
    return Dataset(default, named)


def merged(store: ox.Store, dataset: Dataset, cap: int) -> ox.Store:
    """A store of its own that holds the dataset. Raises QueryRefused when it is larger than `cap` triples."""
    copy = ox.Store()
    targets: list[tuple[str, ox.DefaultGraph | ox.NamedNode]]
    targets = [(iri, ox.DefaultGraph()) for iri in dict.fromkeys(dataset.default_graphs)]
    targets += [(iri, ox.NamedNode(iri)) for iri in dict.fromkeys(dataset.named_graphs)]
    for iri, target in targets:
        quads = list(islice(store.quads_for_pattern(None, None, None, ox.NamedNode(iri)), cap + 1))
        cap -= len(quads)
        if cap < 0:
            raise QueryRefused(_TOO_LARGE)
        copy.extend(ox.Quad(quad.subject, quad.predicate, quad.object, target) for quad in quads)
    return copy


def _clauses(words: Sequence[Token]) -> Iterable[tuple[bool, Token]]:
    """Each FROM clause: whether it is FROM NAMED, and the token of its graph."""
    depth, following = 0, iter(words)
    for token in following:
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if depth == 0 and token.kind == "word" and token.text.upper() in ("FROM", "FROMNAMED"):
            graph = next(following, None)
            is_named = token.text.upper() == "FROMNAMED"
            if graph is not None and graph.text.upper() == "NAMED":
                graph, is_named = next(following, None), True
            if graph is not None and graph.kind in ("iri", "name"):
                yield is_named, graph


def _resolved(query: str, words: Sequence[Token], graphs: Sequence[Token]) -> list[str]:
    """The IRIs in full. The prologue of a query is Turtle too, so that the engine's own reader resolves them."""
    prologue = query[: next(token.start for token in words if token.text.upper() in _OPENING)]
    document = f"{prologue}\n<urn:x:query> <urn:x:from> {','.join(token.text for token in graphs)} ."
    return [
        quad.object.value
        for quad in ox.parse(document, ox.RdfFormat.TURTLE, base_iri=BASE)
        if not isinstance(quad.object, ox.Triple)
    ]
