"""Shapes of strangers: judged as they stand, but for what would reach beyond the text, which is refused before."""

from collections.abc import Collection, Iterable

import pyoxigraph as ox
from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, RuleLoadError, ShapeLoadError

from graph.errors import AndromedeError
from graph.guard import inspect
from loaders.findings import Text
from loaders.shapes import Shapes, violations_of
from loaders.violations import Violation
from loaders.workbench.submission import Unreadable
from ontology import SH

_QUERIES = frozenset((SH + "select", SH + "ask", SH + "construct", SH + "update"))
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
    except (ShapeLoadError, ConstraintLoadError, RuleLoadError, ReportableRuntimeError) as error:
        raise _refused(_ILL_FORMED, str(error).splitlines()[0][:300]) from None
    except RecursionError:
        raise _refused(_ILL_FORMED, "recursion") from None


def _guard(written: Iterable[ox.Triple]) -> None:
    for triple in written:
        if triple.predicate.value in _QUERIES and isinstance(triple.object, ox.Literal):
            try:
                inspect(triple.object.value)
            except AndromedeError as error:
                raise _refused(_REACHES_OUT, error.detail) from None


def _refused(told: Text, said: str) -> Unreadable:
    return Unreadable("shapes-refused", told.filled({"said": said}))
