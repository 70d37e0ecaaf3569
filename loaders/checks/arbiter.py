"""pySHACL, imported without rdflib's SPARQL engine: half of its import, and nothing that SHACL core asks for.

A shape that holds a query still has it answered: rdflib loads the engine when it is first asked.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType

_ENGINE = "rdflib.plugins.sparql"


class _Later(ModuleType):
    """A module of which others may take functions and classes by name; it is imported when one of them is called."""

    def __getattr__(self, name: str) -> Callable[..., object]:
        if name.startswith("__"):
            raise AttributeError(name)

        def called(*given: object, **named: object) -> object:
            return getattr(import_module(self.__name__), name)(*given, **named)

        return called


@contextmanager
def _engine_left_out() -> Iterator[None]:
    names = [] if _ENGINE in sys.modules else [_ENGINE, f"{_ENGINE}.operators", f"{_ENGINE}.sparql"]
    sys.modules.update({name: _Later(name) for name in names})
    try:
        yield
    finally:
        for name in names:
            del sys.modules[name]


with _engine_left_out():
    from pyshacl import validate
    from pyshacl.errors import ReportableRuntimeError

__all__ = ["ReportableRuntimeError", "validate"]
