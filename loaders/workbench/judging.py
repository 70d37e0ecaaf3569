"""The judge: everything that a check needs of our own files, held ready, so that an edit is answered while one types.

A curated file is held against names, terms and shapes as `andromede validate` does; any other text against our terms
where it uses them, and against our shapes or its own.
"""

from collections.abc import Collection, Iterable, Mapping
from copy import copy
from dataclasses import replace
from functools import cached_property

import pyoxigraph as ox

from loaders.checks.context import JUDGED_BY_SHAPES, context_of
from loaders.checks.corpus import Corpus
from loaders.checks.curated import curated_faults
from loaders.checks.known import Known, Sort
from loaders.checks.naming import naming_findings
from loaders.checks.shapes import Shapes, read_shapes
from loaders.checks.terms import Vocabulary
from loaders.checks.violations import Violation, findings_of
from loaders.findings import Finding, Level, Place, Text, in_order
from loaders.workbench.memory import Memory
from loaders.workbench.reading import Reading, read
from loaders.workbench.strangers import violations_of_strangers
from loaders.workbench.submission import Caps, Submission
from loaders.workspace import CuratedFile, Part, Workspace
from ontology import BASE, ID
from ontology.core import TYPE
from ontology.dictionary import Dictionary, dictionary_of

# What a curated file may not have, and any other may.
_HOUSE_RULES = frozenset(("syntax/base", "syntax/blank-node"))
_SHAPES_FILE = "shapes"
_MORE = (
    Text("Il y a encore {number} constats, qui ne sont pas montrés.", "There are {number} findings more, not shown."),
    Text("Corrigez ceux-ci d’abord.", "Mend these first."),
)


class Judge:
    """Made once a process, for any number of texts; nothing of one text stays for the next but what was found in it."""

    def __init__(self, workspace: Workspace, caps: Caps) -> None:
        self.caps = caps
        self.corpus = Corpus(workspace)
        self.known = Known(self.corpus)
        self.vocabulary = Vocabulary(self.known, workspace.prefixes)
        self.shapes = read_shapes(self.corpus.said(Part.SHAPES))
        self.memory = Memory(self.shapes)

    def warm(self) -> None:
        """Make all tables now, rather than for the first text."""
        nothing = Submission(b"<urn:a> a <urn:b> .", "turtle", "warm.ttl", "en", "json")
        self.judge(nothing)
        for table in ("labels", "types", "superclasses", "ranges", "described", "derived", "facts"):
            getattr(self.known, table)
        for table in ("dictionary", "by_subject"):
            getattr(self, table)

    @cached_property
    def dictionary(self) -> Dictionary:
        return dictionary_of(self.corpus.said(Part.ONTOLOGY, Part.SHAPES))

    @cached_property
    def by_subject(self) -> Mapping[str, CuratedFile]:
        """The curated file of each entity."""
        data = self.corpus.of(Part.AUTHORITIES, Part.SOURCES)
        return {ID + file.slug: file for file in data}

    def judge(self, submission: Submission) -> tuple[list[Finding], str]:
        """The findings in order, and the curated file that the text was taken for, if for any. Raises Unreadable."""
        house = self.corpus.workspace.prefixes
        reading = read(submission.data, submission.syntax, submission.file, self.caps, house)
        file = self.curated(reading, submission)
        found = list(reading.findings)
        if submission.shapes is not None:
            found += self.by_their_shapes(reading, submission.shapes, submission.shapes_syntax)
        else:
            found += self.by_ours(reading, file)
        checked_as = file.relative if file.part is not Part.EXTERNAL else ""
        return self.shortened(in_order(found)), checked_as

    def curated(self, reading: Reading, submission: Submission) -> CuratedFile:
        """What the text is taken for: the file that its name or its first subject says, or one that belongs nowhere."""
        workspace = self.corpus.workspace
        outside = CuratedFile(workspace.root / "nowhere", submission.file, "", Part.EXTERNAL, None)
        if not reading.is_exact or submission.shapes is not None:
            return outside
        path = workspace.root / submission.file
        if path.resolve().is_relative_to(workspace.root.resolve()):
            named = workspace.file(path)
            if named.part in (Part.AUTHORITIES, Part.SOURCES) and named.relative.endswith(".ttl"):
                return named
        first = next((one.focus.partition("#")[0] for one in reading.document.triples), "")
        return self.by_subject.get(first, outside)

    def by_ours(self, reading: Reading, file: CuratedFile) -> list[Finding]:
        is_curated = file.part is not Part.EXTERNAL
        document = reading.document
        found = curated_faults(document, file.part)
        if not is_curated:
            # A long text without positions is not empty for that.
            passed = _HOUSE_RULES | ({"syntax/empty"} if reading.triples else set())
            found = [one for one in found if one.rule not in passed]
        terms = self.terms(reading, file).findings(file, document)
        found += terms if is_curated else _about_us(terms, reading)
        if is_curated:
            found += naming_findings(file, document, self.dictionary)
        told = {one.place for one in found} | {one.place for one in reading.findings}
        spoilt = {one.entity for one in found if one.level is Level.ERROR} | document.broken
        shaped = self.by_our_shapes(reading, file)
        return [*found, *(one for one in shaped if one.place not in told and one.entity not in spoilt)]

    def terms(self, reading: Reading, file: CuratedFile) -> Vocabulary:
        """The vocabulary as it is with this text in the place of the file."""
        known = copy(self.known)
        gone = f"{file.graph}#"
        sorts = {iri: sort for iri, sort in self.known.sorts.items() if not iri.startswith(gone)}
        sorts |= {one: Sort.CLAIM if "#" in one else Sort.ENTITY for one in _subjects(reading) if one.startswith(ID)}
        vars(known)["sorts"] = sorts
        vocabulary = replace(self.vocabulary, known=known)
        for table in ("namespaces", "likeness", "likely_namespaces"):
            vars(vocabulary)[table] = getattr(self.vocabulary, table)
        return vocabulary

    def by_our_shapes(self, reading: Reading, file: CuratedFile) -> list[Finding]:
        judged = [file] if file.part in JUDGED_BY_SHAPES else []
        asserted = frozenset(reading.triples)
        context = context_of(self.corpus, judged, asserted)
        # Our shapes choose what they judge by class alone.
        if not any(map(self.is_judged, _classes((*asserted, *context)))):
            return []
        violations = self.memory.violations(asserted, context)
        return self.told(violations, self.shapes, reading)

    def is_judged(self, kind: str) -> bool:
        """Whether a shape of ours is about this class, or about one above it."""
        return not self.known.described.isdisjoint(self.known.superclasses.get(kind, (kind,)))

    def by_their_shapes(self, reading: Reading, data: bytes, syntax: str) -> list[Finding]:
        """Raises Unreadable where the shapes are none."""
        theirs = read(data, syntax, _SHAPES_FILE, self.caps, {})
        if theirs.findings:
            return list(theirs.findings)
        shapes = read_shapes(theirs.triples)
        return self.told(violations_of_strangers(shapes, theirs.triples, reading.triples), shapes, reading)

    def told(self, violations: Iterable[Violation], shapes: Shapes, reading: Reading) -> list[Finding]:
        prefixes = dict(self.corpus.workspace.prefixes) | dict(reading.document.prefixes)
        placed = findings_of(violations, reading.positions, shapes.captions, prefixes)
        # What the text does not mention has no place in it: its first line stands for the whole.
        whole = Place(reading.document.file, 1, 1, 1, 1)
        return [one if one.place.file == reading.document.file else replace(one, place=whole) for one in placed]

    def shortened(self, findings: list[Finding]) -> list[Finding]:
        more = len(findings) - self.caps.findings
        if more <= 0:
            return findings
        kept = findings[: self.caps.findings]
        message, mend = _MORE
        last = kept[-1].place
        told = message.filled({"number": str(more)})
        return [*kept, Finding("workbench/more", Level.ADVICE, last, told, mend)]


def _classes(triples: Iterable[ox.Triple]) -> Collection[str]:
    types = (one.object for one in triples if one.predicate.value == TYPE)
    return {kind.value for kind in types if isinstance(kind, ox.NamedNode)}


def _subjects(reading: Reading) -> Collection[str]:
    return {one.subject.value for one in reading.triples if isinstance(one.subject, ox.NamedNode)}


def _about_us(findings: Iterable[Finding], reading: Reading) -> list[Finding]:
    """Only what is said of names in our own namespace: those of others are no business of ours."""
    ours = {
        token.place
        for found in reading.document.triples
        for token, iri in (
            (found.subject, found.focus),
            (found.predicate, found.path),
            (found.object, found.value.value),
        )
        if iri.startswith(BASE)
    }
    return [one for one in findings if one.place in ours or (one.rule == "term/namespace" and _is_ours(one))]


def _is_ours(finding: Finding) -> bool:
    return finding.nearest is not None and finding.nearest.startswith(BASE)
