"""What is here already under a like name or address: asked before anything new is written."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

import pyoxigraph as ox
from rapidfuzz import fuzz

from graph.names import slug_of
from graph.search.folding import Folded, folded
from graph.search.likeness import Likeness
from loaders.workspace import CuratedFile, Part, Workspace
from ontology import OWL, SCHEMA, SKOS
from ontology.core import TYPE

# From here on a person would say that the same thing is meant; from there on it is worth a look. Initials alone are 78.
LIKELY = 80.0
POSSIBLE = 70.0
MOST = 8
_SLIPS = 80.0

_LABELS = frozenset(SKOS + name for name in ("prefLabel", "altLabel", "hiddenLabel"))
# What sites add to an address to follow who comes from where.
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|xtor|ref|source")


@dataclass(frozen=True, slots=True)
class Namesake:
    """An entity that is here, the name of it that is most like the one sought, and how like, from 0 to 100."""

    slug: str
    kind: str
    name: str
    score: float

    @property
    def is_likely(self) -> bool:
        return self.score >= LIKELY


def namesakes(workspace: Workspace, label: str) -> list[Namesake]:
    """The entities whose names, other names, misspellings or initials are like this one, the most alike first."""
    names: dict[str, set[str]] = defaultdict(set)
    kinds: dict[str, str] = {}
    for one in _said(workspace, Part.AUTHORITIES):
        subject = one.subject
        if not isinstance(subject, ox.NamedNode) or not (slug := slug_of(subject.value)):
            continue
        if one.predicate.value in _LABELS and isinstance(one.object, ox.Literal):
            names[slug].add(one.object.value)
        elif one.predicate.value == TYPE and isinstance(one.object, ox.NamedNode):
            kinds[slug] = one.object.value.rpartition("#")[2]
    folds = {name: folded(name) for held in names.values() for name in held}
    likeness, sought = Likeness(folds.values(), {}), folded(label)
    found = []
    for slug, held in names.items():
        # Either may be the longer one: a full name sought by its initials, or initials by a full name.
        scores = {name: _score(likeness, sought, folds[name]) for name in held}
        best = max(sorted(scores), key=lambda name: scores[name])
        found.append(Namesake(slug, kinds.get(slug, ""), best, scores[best]))
    found.sort(key=lambda one: (-one.score, one.slug))
    return [one for one in found if one.score >= POSSIBLE][:MOST]


def _score(likeness: Likeness, sought: Folded, name: Folded) -> float:
    score = max(likeness.score(sought, name), likeness.score(name, sought))
    # A slip or two in a short name is not enough to say that it is the same, and enough for a look.
    letters = fuzz.ratio(sought.compact, name.compact, score_cutoff=_SLIPS)
    return max(score, min(letters, LIKELY - 1))


def same_address(workspace: Workspace, address: str) -> list[str]:
    """The slugs of the sources that are at this address, whatever scheme, `www.` or tracking it is written with."""
    sought = address_key(address)
    found = set()
    for file in _files(workspace, Part.SOURCES):
        for one in _triples(file):
            is_address = one.predicate.value == SCHEMA + "url" and isinstance(one.object, ox.NamedNode)
            if is_address and address_key(_iri(one)) == sought:
                found.add(file.slug)
    return sorted(found)


def of_same_site(workspace: Workspace, address: str) -> list[Mapping[str, list[ox.NamedNode | ox.Literal]]]:
    """What the records of the sources of one site say, by property."""
    site = address_key(address)[0]
    found: list[Mapping[str, list[ox.NamedNode | ox.Literal]]] = []
    for file in _files(workspace, Part.SOURCES):
        # Most files do not even hold the letters of it.
        if site.encode() not in file.path.read_bytes():
            continue
        said: dict[str, list[ox.NamedNode | ox.Literal]] = defaultdict(list)
        for one in _triples(file):
            if str(one.subject) == f"<{file.graph}>" and isinstance(one.object, (ox.NamedNode, ox.Literal)):
                said[one.predicate.value].append(one.object)
        if any(address_key(value.value)[0] == site for value in said[SCHEMA + "url"]):
            found.append(said)
    return found


def address_key(address: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """What two addresses of one document have in common."""
    parts = urlsplit(address)
    query = sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(k))
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/"), tuple(query)


def retired(workspace: Workspace) -> frozenset[str]:
    """The slugs that were retired: never to be given again."""
    said = [one for one in _said(workspace, Part.RETIRED) if one.predicate.value == OWL + "deprecated"]
    return frozenset(
        slug for one in said if isinstance(one.subject, ox.NamedNode) and (slug := slug_of(one.subject.value))
    )


def _iri(one: ox.Triple) -> str:
    assert isinstance(one.object, ox.NamedNode), "asked before"
    return one.object.value


def _said(workspace: Workspace, part: Part) -> Iterator[ox.Triple]:
    for file in _files(workspace, part):
        yield from _triples(file)


def _files(workspace: Workspace, part: Part) -> list[CuratedFile]:
    return [file for file in workspace.files() if file.part is part]


def _triples(file: CuratedFile) -> Iterator[ox.Triple]:
    """What a file says; of a broken one, what stands before its fault."""
    try:
        for one in ox.parse(path=str(file.path), format=ox.RdfFormat.TURTLE):
            yield one.triple
    except SyntaxError:
        return
