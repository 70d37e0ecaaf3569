"""Beginning a file: what is like it already, and the skeleton to write where nothing is."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from loaders.curating.drafting import Draft, Known, draft_entity, draft_source
from loaders.curating.namesakes import namesakes, same_address
from loaders.curating.page_head import read_head
from loaders.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Hints:
    """What whoever begins a file says beside its name; `fetch` asks for the page of a source."""

    slug: str | None = None
    issued: str | None = None
    title: str | None = None
    fetch: bool = False


@dataclass(frozen=True, slots=True)
class Begun:
    """What is here already, a line each; `draft` makes the file, and raises CannotDraft."""

    alike: tuple[str, ...]
    is_likely_here: bool
    draft: Callable[[], Draft]


def begin(workspace: Workspace, what: str, name: str, language: str, hints: Hints) -> Begun:
    """Begin a source at an address, or an entity of a kind. Raises CannotDraft where a page cannot be fetched."""
    if what != "source":
        found = namesakes(workspace, name)
        alike = tuple(f"id:{one.slug} ({one.kind}): {one.name}, {one.score:.0f} of 100" for one in found)
        is_likely = any(one.is_likely for one in found)
        return Begun(alike, is_likely, lambda: draft_entity(workspace, what, name, language, hints.slug))
    here = tuple(f"id:{slug} is at this address" for slug in same_address(workspace, name))
    known = read_head(name) if hints.fetch and not here else Known()
    known = replace(known, title=hints.title or known.title, issued=hints.issued or known.issued)
    return Begun(here, bool(here), lambda: draft_source(workspace, name, language, known, hints.slug))
