"""Which answers last: those that rest on a release and on nothing else but the request; their routes say so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from starlette.types import Scope

from graph.grounds import last_change
from graph.releases.manifest import GraphEntry

_NOTE = "rests_on"


@dataclass(frozen=True, slots=True)
class Basis:
    """The release that an answer rests on; `named` says that the request asked for this very one.

    `graphs` are those of the release, for answers that give a date.
    """

    release: str
    named: bool = False
    graphs: Mapping[str, GraphEntry] = field(default_factory=dict)

    def changed(self, named: Iterable[str] | None = None) -> str:
        """When the last of these graphs changed, or of all, in ISO 8601; empty where no date is known."""
        return last_change(self.graphs, self.graphs if named is None else named)


def rest_on(scope: Scope, release: str, named: bool = False, graphs: Mapping[str, GraphEntry] | None = None) -> None:
    """Say, before the answer starts, that whoever asks the same of this release will get the same bytes.

    What counts as the same request is in api/cache/identity.py. An answer that may differ after all says `no-store`.
    """
    scope.setdefault("state", {})[_NOTE] = Basis(release, named, graphs or {})


def basis_of(scope: Scope) -> Basis | None:
    """None where the route has not said so (yet)."""
    basis: Basis | None = scope.get("state", {}).get(_NOTE)
    return basis
