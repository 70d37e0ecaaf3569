"""Shapes of strangers: judged as they stand, but for what would reach beyond the text, which is refused before.

Queries in them are rdflib's to answer, and rdflib would fetch what FROM and SERVICE name, local files too. So such
queries are refused with a reason, and for whatever slips through the doors are closed in rdflib itself.
"""

import re
from collections.abc import Collection, Iterable

import pyoxigraph as ox
import rdflib.plugins.sparql as rdflib_sparql
from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError
from rdflib.plugins.sparql import evaluate

from graph.errors import AndromedeError
from graph.sparql.guard import inspect
from graph.sparql.lexer import tokens
from loaders.checks.shapes import IllFormedShapes, Shapes, violations_of
from loaders.checks.violations import Violation
from loaders.findings import Text
from loaders.workbench.submission import Unreadable
from ontology import SH

_QUERIES = frozenset((SH + "select", SH + "ask", SH + "construct", SH + "update"))
# These become part of a query as they stand.
_PIECES = frozenset((SH + "prefix", SH + "namespace"))
_NO_PIECE = re.compile(r"[\s<>\"{}|^`\\]")
# SPARQL reads escapes before anything else, so a keyword could hide in them.
_ESCAPED = re.compile(r"\\u", re.IGNORECASE)
_REACHES_OUT = Text(
    "Une requête des formes irait chercher des données ailleurs : {said}",
    "A query of the shapes would fetch data from elsewhere: {said}",
)
_ILL_FORMED = Text("Ces formes ne peuvent pas servir : {said}", "These shapes cannot be used: {said}")


def violations_of_strangers(
    shapes: Shapes, written: Collection[ox.Triple], asserted: Collection[ox.Triple]
) -> list[Violation]:
    """Raises Unreadable on shapes that are ill-formed, and on queries in them that would reach out."""
    _guard(written)
    try:
        return violations_of(shapes, asserted, anything=True)
    except (IllFormedShapes, ConstraintLoadError, ReportableRuntimeError) as error:
        raise _refused(_ILL_FORMED, next(iter(str(error).splitlines()), "")[:300]) from None
    except RecursionError:
        raise _refused(_ILL_FORMED, "recursion") from None
    except (re.error, ValueError) as error:
        # A pattern that is none, a list that leads back into itself: pySHACL finds out while it judges.
        raise _refused(_ILL_FORMED, str(error)[:300]) from None


def close_doors() -> None:
    """Have rdflib fetch nothing for a query, for the rest of this process."""
    rdflib_sparql.SPARQL_LOAD_GRAPHS = False
    setattr(evaluate, "evalServiceQuery", _refuse_service)  # noqa: B010 - the types know no such assignment


def _refuse_service(*_: object) -> None:
    raise ReportableRuntimeError("SERVICE")


def _guard(written: Iterable[ox.Triple]) -> None:
    for triple in written:
        if not isinstance(triple.object, ox.Literal):
            continue
        path, text = triple.predicate.value, triple.object.value
        if path in _PIECES and _NO_PIECE.search(text):
            raise _refused(_ILL_FORMED, text[:100])
        if path in _QUERIES:
            _guard_query(text)


def _guard_query(text: str) -> None:
    if _ESCAPED.search(text):
        raise _refused(_REACHES_OUT, "\\u…")
    if any(token.kind == "word" and "FROM" in token.text.upper() for token in tokens(text)):
        raise _refused(_REACHES_OUT, "FROM")
    try:
        inspect(text)
    except AndromedeError as error:
        raise _refused(_REACHES_OUT, error.detail) from None


def _refused(told: Text, said: str) -> Unreadable:
    return Unreadable("shapes-refused", told.filled({"said": said}))
