"""Which answers last: those that rest on a release and on nothing else but the request; their routes say so."""

from dataclasses import dataclass

from starlette.types import Scope

_NOTE = "rests_on"


@dataclass(frozen=True, slots=True)
class Basis:
    """The release that an answer rests on; `named` says that the request asked for this very one."""

    release: str
    named: bool = False


def rest_on(scope: Scope, release: str, named: bool = False) -> None:
    """Say, before the answer starts, that whoever asks the same of this release will get the same bytes.

    What counts as the same request is in api/identity.py. An answer that may differ after all says `no-store`.
    """
    scope.setdefault("state", {})[_NOTE] = Basis(release, named)


def basis_of(scope: Scope) -> Basis | None:
    """None where the route has not said so (yet)."""
    basis: Basis | None = scope.get("state", {}).get(_NOTE)
    return basis
