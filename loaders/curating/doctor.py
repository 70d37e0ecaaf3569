"""What a curator is told of the state of a checkout: the release in service, and what became of cited addresses."""

from collections import Counter
from collections.abc import Iterator, Mapping

from graph.errors import NoRelease
from graph.releases.folder import ReleaseFolder
from graph.releases.link_checks import FILE, Health, LinkCheck, read_link_checks
from loaders.curating.link_check import addresses_of
from loaders.release.build import needs_build
from loaders.workspace import Workspace


def state_of(workspace: Workspace, releases: ReleaseFolder) -> Iterator[str]:
    """A line for each thing to know. Raises WrongLinks."""
    yield _release(workspace, releases)
    yield links_line(addresses_of(workspace), read_link_checks(workspace.root / FILE))


def links_line(addresses: list[str], checks: Mapping[str, LinkCheck]) -> str:
    """How many of these addresses were asked, when, and what they answered."""
    known = [checks[one] for one in addresses if one in checks]
    if not known:
        return f"Links: {len(addresses)} addresses, never checked. Check them with: andromede doctor --links"
    counts = Counter(check.health for check in known)
    told = ", ".join(f"{counts[health]} {health}" for health in Health)
    last = max(one.checked for one in known)
    return f"Links: {len(known)} of {len(addresses)} addresses checked, the last {last}: {told}."


def _release(workspace: Workspace, releases: ReleaseFolder) -> str:
    try:
        release = releases.current()
    except NoRelease:
        return f"Release: none in {releases.path}. Make one with: andromede build"
    state = (
        "the files have changed since: andromede build" if needs_build(workspace, releases) else "made of these files"
    )
    return f"Release: {release.id} of {release.manifest.created}, {state}."
