"""What a release is searched by: gathered from its own store, so that what is found is what is served."""

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from graph.asking import text_of
from graph.search.entries import Entry, Name, Sort

_Said = dict[str, list[ox.NamedNode | ox.Literal]]


def entries_of(store: ox.Store) -> tuple[Entry, ...]:
    """An entry for each entity and source, in the order of their IRIs."""
    said: dict[str, _Said] = defaultdict(lambda: defaultdict(list))
    for row in _rows(store):
        said[row["thing"].value][row["part"].value].append(row["value"])
    return tuple(_entry(iri, said[iri]) for iri in sorted(said))


def _rows(store: ox.Store) -> ox.QuerySolutions:
    rows = store.query(text_of("searchable"))
    assert isinstance(rows, ox.QuerySolutions), "the query is a SELECT"
    return rows


def _entry(iri: str, said: _Said) -> Entry:
    texts = {text.language or "": text.value for text in said["text"] if isinstance(text, ox.Literal)}
    return Entry(
        iri=iri,
        names=tuple(sorted(_names(said))),
        texts=dict(sorted(texts.items())),
        kinds=_sorted(said["kind"]),
        classes=_sorted(said["class"]),
        facts=int(_first(said["facts"]) or 0),
        publisher=_first(said["publisher"]),
        issued=_first(said["issued"]),
        grade=_first(said["grade"]),
    )


def _names(said: _Said) -> Iterable[Name]:
    """A name that is given in several ways counts as the best of them."""
    best: dict[tuple[str, str], Sort] = {}
    for sort in reversed(Sort):
        for name in said[sort.value]:
            best[name.value, getattr(name, "language", None) or ""] = sort
    return (Name(text, language, sort) for (text, language), sort in best.items())


def _sorted(terms: Iterable[ox.NamedNode | ox.Literal]) -> tuple[str, ...]:
    return tuple(sorted({term.value for term in terms}))


def _first(terms: Iterable[ox.NamedNode | ox.Literal]) -> str:
    """The smallest, so that it does not depend on the order of the store."""
    return min((term.value for term in terms), default="")
