"""What a curator is told of the state of a checkout: the release in service, and what became of cited addresses."""

from collections import Counter
from collections.abc import Iterator, Mapping

from graph.releases.folder import ReleaseFolder
from graph.releases.link_checks import FILE, Health, LinkCheck, read_link_checks
from loaders.curating.link_check import addresses_of
from loaders.findings import Text
from loaders.release.build import needs_build
from loaders.workspace import Workspace

_HEALTH: Mapping[Health, Text] = {
    Health.ALIVE: Text("vivantes", "alive"),
    Health.GUARDED: Text("fermées aux machines", "guarded"),
    Health.GONE: Text("disparues", "gone"),
    Health.FAILING: Text("sans bonne réponse", "failing"),
}
_NEVER = Text(
    "Liens : {all} adresses, jamais contrôlées. Pour les contrôler : andromede doctor --links",
    "Links: {all} addresses, never checked. Check them with: andromede doctor --links",
)
_CHECKED = Text(
    "Liens : {asked} adresses sur {all} contrôlées, la dernière le {last} : {told}.",
    "Links: {asked} of {all} addresses checked, the last {last}: {told}.",
)
_NO_RELEASE = Text(
    "Version : aucune dans {folder}. Pour en faire une : andromede build",
    "Release: none in {folder}. Make one with: andromede build",
)
_RELEASE = Text("Version : {id} du {created}, {state}.", "Release: {id} of {created}, {state}.")
_FRESH = Text("faite de ces fichiers", "made of these files")
_STALE = Text("les fichiers ont changé depuis : andromede build", "the files have changed since: andromede build")


def state_of(workspace: Workspace, releases: ReleaseFolder) -> Iterator[Text]:
    """A line for each thing to know. Raises WrongLinks."""
    yield _release(workspace, releases)
    yield links_line(addresses_of(workspace), read_link_checks(workspace.root / FILE))


def links_line(addresses: list[str], checks: Mapping[str, LinkCheck]) -> Text:
    """How many of these addresses were asked, when, and what they answered."""
    known = [checks[one] for one in addresses if one in checks]
    if not known:
        return _NEVER.filled({"all": str(len(addresses))})
    counts = Counter(check.health for check in known)
    # In French each of these words would have to agree with its number: it stands before it instead.
    french = ", ".join(f"{_HEALTH[health].fr} {counts[health]}" for health in Health)
    english = ", ".join(f"{counts[health]} {_HEALTH[health].en}" for health in Health)
    words = {"asked": str(len(known)), "all": str(len(addresses)), "last": max(one.checked for one in known)}
    return Text(_CHECKED.fr.format(told=french, **words), _CHECKED.en.format(told=english, **words))


def _release(workspace: Workspace, releases: ReleaseFolder) -> Text:
    release = releases.in_service()
    if release is None:
        return _NO_RELEASE.filled({"folder": str(releases.path)})
    state = _STALE if needs_build(workspace, releases) else _FRESH
    words = {"id": release.id, "created": release.manifest.created}
    return Text(_RELEASE.fr.format(state=state.fr, **words), _RELEASE.en.format(state=state.en, **words))
