"""What differs from the release in service, told by what is said: asked where there is no git."""

from collections.abc import Collection, Iterable

import pyoxigraph as ox

from graph.names import AUTHORITIES, VOCABULARIES
from graph.releases.fingerprint import graph_hash
from graph.releases.folder import Release
from loaders.checks.corpus import Corpus
from loaders.curating.changed import Changes, altered_by, mentioned_by
from loaders.release.graphs import read_model
from loaders.workspace import CuratedFile
from ontology import ID


def since_release(corpus: Corpus, release: Release) -> Changes:
    """The changes since a release was built, told by what is said: another order of lines is no change.

    Raises SyntaxError where the model cannot be read.
    """
    built = release.manifest.graphs
    model = read_model(corpus.workspace)
    if any(graph not in built or built[graph].hash != graph_hash(model[graph]) for graph in model):
        return Changes(release.id, frozenset(), is_everything=True)
    store = ox.Store.read_only(str(release.store))
    sources = {graph for graph in {*built, *corpus.by_graph} if graph.startswith(ID)}
    files: set[str] = set()
    altered: set[str] = set()
    unsaid: set[str] = set()
    for graph in sorted(sources | {AUTHORITIES, VOCABULARIES}):
        now = {*_held(corpus.store, graph)}
        if graph in built and built[graph].hash == graph_hash(now):
            continue
        before = {*_held(store, graph)}
        altered |= altered_by(before ^ now)
        unsaid |= mentioned_by(before - now)
        # A release adds to the graph of a source what follows from it; the others are as they were written.
        subjects = _subjects(now if graph in sources else before ^ now)
        files |= {file.relative for subject in subjects for file in _files(corpus, graph, subject)}
    return Changes(release.id, frozenset(files), frozenset(altered), frozenset(unsaid))


def _held(store: ox.Store, graph: str) -> list[ox.Triple]:
    return [quad.triple for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(graph))]


def _subjects(triples: Iterable[ox.Triple]) -> set[str]:
    return {triple.subject.value for triple in triples if isinstance(triple.subject, ox.NamedNode)}


def _files(corpus: Corpus, graph: str, subject: str) -> Collection[CuratedFile]:
    return [file for file in corpus.speaking_of(subject) if file.graph == graph]
