"""Which curated files a change touches: those that differ from the last commit, and whatever rests on what they say."""

import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from loaders.checks.corpus import Corpus
from loaders.checks.known import fact_of
from loaders.workspace import FOLDERS, CuratedFile
from ontology import DCTERMS, ID, SKOS, VOCABULARY

# What every file is checked by: where one of these differs, all files are to be checked again.
_RULES_ALL = ("ontology/andromede.ttl", "ontology/alignments.ttl", "ontology/prefixes.ttl")
_RULE_ALL_BELOW = ("ontology/shapes/", "ontology/rules/", "ontology/external/")
_OURS = (ID, VOCABULARY)
_WORDS = frozenset((SKOS + "prefLabel", SKOS + "altLabel", SKOS + "hiddenLabel", DCTERMS + "description"))


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs since some state: files that are there, things of which something else is said than was.

    `unsaid` are things that something was said to mention and that it mentions no longer.
    """

    since: str
    files: frozenset[str]
    altered: frozenset[str] = frozenset()
    unsaid: frozenset[str] = frozenset()
    is_everything: bool = False


def since_commit(corpus: Corpus) -> Changes | None:
    """The changes since the last commit, files that git does not know included; None where there is none to ask."""
    workspace = corpus.workspace
    differing = _git(workspace.root, "diff", "--name-only", "--relative", "--no-renames", "-z", "HEAD", "--", *FOLDERS)
    unknown = _git(workspace.root, "ls-files", "--others", "--exclude-standard", "-z", "--", *FOLDERS)
    if differing is None or unknown is None:
        return None
    paths = {path.decode() for path in (differing + unknown).split(b"\0") if path}
    if any(path in _RULES_ALL or path.startswith(_RULE_ALL_BELOW) for path in paths):
        return Changes("HEAD", frozenset(paths), is_everything=True)
    committed = _committed(workspace.root, sorted(path for path in paths if path.endswith(".ttl")))
    changed = [file for file in corpus.files if file.relative in paths]
    before = {
        (workspace.file(workspace.root / path).graph, triple)
        for path, text in committed.items()
        for triple in _triples(text)
    }
    now = {(file.graph, triple) for file in changed for triple in corpus.triples(file)}
    return Changes(
        "HEAD",
        frozenset(file.relative for file in changed),
        altered_by(triple for _, triple in before ^ now),
        mentioned_by(triple for _, triple in before - now),
    )


def _git(root: Path, *words: str, given: bytes = b"") -> bytes | None:
    """What git answers; None where there is no git, no repository, or nothing committed."""
    try:
        ended = subprocess.run(["git", "-C", str(root), *words], input=given, capture_output=True, check=False)
    except FileNotFoundError:
        return None
    return ended.stdout if ended.returncode == 0 else None


def _committed(root: Path, paths: Iterable[str]) -> Mapping[str, bytes]:
    """The texts of files as they were committed; new ones have none."""
    asked = [path for path in paths if "\n" not in path]
    answer = _git(root, "cat-file", "--batch", given="".join(f"HEAD:./{path}\n" for path in asked).encode()) or b""
    texts: dict[str, bytes] = {}
    for path in asked:
        head, _, answer = answer.partition(b"\n")
        if not head.endswith(b" missing"):
            size = int(head.rpartition(b" ")[2])
            texts[path], answer = answer[:size], answer[size + 1 :]
    return texts


def _triples(text: bytes) -> list[ox.Triple]:
    try:
        return [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    except (SyntaxError, ValueError):
        return []


def altered_by(differing: Iterable[ox.Triple]) -> frozenset[str]:
    """The things of which something else is said, but for words: no check of another thing looks at these."""
    said = (triple for triple in differing if triple.predicate.value not in _WORDS)
    return frozenset(triple.subject.value for triple in said if isinstance(triple.subject, ox.NamedNode))


def mentioned_by(triples: Iterable[ox.Triple]) -> frozenset[str]:
    """Our own things that triples mention."""
    found = (triple.object for triple in triples)
    return frozenset(term.value for term in found if isinstance(term, ox.NamedNode) and term.value.startswith(_OURS))


def touched(corpus: Corpus, changes: Changes) -> tuple[CuratedFile, ...]:
    """The files whose findings the changes may have altered: the changed ones, and those that rest on what they say."""
    if changes.is_everything:
        return corpus.files
    chosen = {file for file in corpus.files if file.relative in changes.files}
    altered = changes.altered | {fact_of(thing) for thing in changes.altered if "#" in thing}
    for thing in altered:
        chosen.update(corpus.mentioning(thing))
    for thing in altered | changes.unsaid:
        chosen.update(corpus.speaking_of(thing))
    return tuple(sorted(chosen, key=lambda file: file.relative))
