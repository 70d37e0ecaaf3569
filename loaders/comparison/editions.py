"""What can be compared: a release, a curated folder, a revision of git. Each gives its asserted graphs."""

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from graph.errors import AndromedeError
from graph.releases.folder import Release, ReleaseFolder
from loaders.progress import SILENT, Progress
from loaders.release.build import build
from loaders.release.graphs import read_graphs
from loaders.release.inputs import input_hash
from loaders.triples import Graphs
from loaders.workspace import FOLDERS, Workspace
from ontology import HERE
from ontology.core import CLAIM, CLAIM_OF, TYPE
from ontology.dictionary import Dictionary, read_dictionary
from ontology.text import Text

# Less of an id would find a release where a branch of git was meant.
_SHORTEST_ID = 6
_NO_NAME = Text("{name} ne peut nommer rien à comparer.", "{name} can name nothing to compare.")
_NO_GIT = Text(
    "{name} n’est ni un dossier ni une version, et git, qui le connaîtrait peut-être, n’est pas installé.",
    "{name} is no folder and no release, and git is not installed to look further.",
)
_NOTHING = Text(
    "{name} n’est ni un dossier avec ontology/, ni une version d’ici (andromede releases), ni une révision de git.",
    "{name} is no folder with ontology/, no release here (andromede releases) and no revision of git.",
)


class UnknownEdition(AndromedeError):
    """Nothing is called so; `str()` says what was looked for."""


@dataclass(frozen=True)
class Edition:
    """One side of a comparison. `folder` is where its files are, None where only a release is left of them."""

    name: str
    graphs: Graphs
    dictionary: Dictionary
    folder: Path | None = None
    release: Release | None = None

    def store(self, scratch: Path, progress: Progress = SILENT) -> ox.Store:
        """A store of all that it holds and all that follows; built under `scratch` where no release has it."""
        release = self.release
        if release is None and self.folder is not None:
            release = build(Workspace(self.folder), ReleaseFolder(scratch), progress, check=lambda _: [])
        assert release is not None, "an edition is a folder or a release"
        return ox.Store.read_only(str(release.store))


@contextmanager
def opened(name: str, root: Path, releases: ReleaseFolder) -> Iterator[Edition]:
    """The edition of this name: a folder that holds `ontology/`, the start of a release's id, or a revision of git.

    Raises UnknownEdition where nothing is called so, SyntaxError on a file that is no Turtle.
    """
    folder = Path(name)
    if (folder / "ontology").is_dir():
        yield _of_folder(name, folder, releases)
    elif release := _release(name, releases):
        yield Edition(name, _asserted(release), read_dictionary(HERE), release=release)
    else:
        with TemporaryDirectory(prefix="andromede-") as scratch:
            yield _of_folder(name, _checked_out(name, root, Path(scratch)), releases)


def _of_folder(name: str, folder: Path, releases: ReleaseFolder) -> Edition:
    workspace = Workspace(folder)
    files = input_hash(workspace)
    release = next((one for one in releases.kept() if one.manifest.input == files and not one.manifest.writes), None)
    return Edition(name, read_graphs(workspace), read_dictionary(folder / "ontology"), folder, release)


def _release(name: str, releases: ReleaseFolder) -> Release | None:
    found = [one for one in releases.kept() if len(name) >= _SHORTEST_ID and one.id.startswith(name)]
    if name == "current" and releases.current_id():
        return releases.current()
    return found[0] if len(found) == 1 else None


def _asserted(release: Release) -> Graphs:
    """The graphs of a release without what it derived into those of its sources."""
    store = ox.Store.read_only(str(release.store))
    graphs = {}
    for graph in release.manifest.graphs:
        quads = store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
        graphs[graph] = [one.triple for one in quads if not _is_derived(one.triple)]
    return graphs


def _is_derived(one: ox.Triple) -> bool:
    is_type = one.predicate.value == TYPE and one.object == ox.NamedNode(CLAIM)
    return is_type or one.predicate.value == CLAIM_OF


def _checked_out(name: str, root: Path, scratch: Path) -> Path:
    """The curated files of a revision, in a folder of their own."""
    _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}", name=name)
    packed = _git(root, "archive", name, "--", *FOLDERS, name=name)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(scratch, filter="data")
    return scratch


def _git(root: Path, *arguments: str, name: str) -> bytes:
    if name.startswith("-"):
        raise UnknownEdition(_NO_NAME.filled({"name": name}))
    try:
        return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=True).stdout
    except FileNotFoundError:
        raise UnknownEdition(_NO_GIT.filled({"name": name})) from None
    except subprocess.CalledProcessError:
        raise UnknownEdition(_NOTHING.filled({"name": name})) from None
