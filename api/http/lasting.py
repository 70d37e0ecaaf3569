"""Which answers last: those that rest on a release and on nothing else but the request; their routes say so."""

from dataclasses import dataclass, field

from starlette.types import Scope

from graph.reading.grounds import Dates

_NOTE = "rests_on"


@dataclass(frozen=True, slots=True)
class Basis:
    """The release that an answer rests on, with the dates of what it holds; `named` says that the request asked for
    this very one."""

    release: str
    named: bool = False
    dates: Dates = field(default_factory=Dates)


def rest_on(scope: Scope, release: str, named: bool = False, dates: Dates | None = None) -> None:
    """Say, before the answer starts, that whoever asks the same of this release will get the same bytes.

    What counts as the same request is in api/cache/identity.py. An answer that may differ after all says `no-store`.
    """
    scope.setdefault("state", {})[_NOTE] = Basis(release, named, dates or Dates())


def basis_of(scope: Scope) -> Basis | None:
    """None where the route has not said so (yet)."""
    basis: Basis | None = scope.get("state", {}).get(_NOTE)
    return basis
