"""The judge: everything that a check needs of our own files, held ready, so that an edit is answered while one types.

A curated file is checked as `andromede validate` checks it, among all others; any other text against our terms where it
uses them, and against our shapes or its own.
"""

from collections.abc import Collection, Iterable, Mapping
from copy import copy
from dataclasses import replace
from functools import cached_property

import pyoxigraph as ox

from graph.names import slug_of
from loaders.checks.captions import Captions
from loaders.checks.context import context_of
from loaders.checks.corpus import Corpus
from loaders.checks.curated import curated_faults
from loaders.checks.filing import AUTHORITIES, SOURCES, UNDATED, year_of
from loaders.checks.known import Known, Sort
from loaders.checks.shapes import read_shapes
from loaders.checks.standards import Standards
from loaders.checks.terms import Vocabulary
from loaders.checks.violations import Violation, findings_of
from loaders.findings import Finding, Level, Place, in_order
from loaders.words import kebab_of_camel, local_name
from loaders.workbench.memory import Memory
from loaders.workbench.reading import Reading, read
from loaders.workbench.stage import Stage
from loaders.workbench.strangers import violations_of_strangers
from loaders.workbench.submission import MORE, N_TRIPLES, SHAPES_FILE, TURTLE, Caps, Submission
from loaders.workspace import CuratedFile, Part, Workspace
from ontology import BASE, DCTERMS, ID
from ontology.core import SOURCE, TYPE

# What a curated file may not have, and any other may.
_HOUSE_RULES = frozenset(("syntax/base", "syntax/blank-node"))
_CURATED = frozenset((Part.AUTHORITIES, Part.SOURCES, Part.RETIRED))


class Judge:
    """Made once a process, for any number of texts; nothing of one text stays for the next but what was found in it."""

    def __init__(self, workspace: Workspace, caps: Caps) -> None:
        self.caps = caps
        self.corpus = Corpus(workspace)
        self.standards = Standards(self.corpus)
        self.memory = Memory(self.corpus.said(Part.SHAPES))
        self.stage = Stage(self.corpus, self.standards, self.memory)

    @property
    def known(self) -> Known:
        return self.standards.vocabulary.known

    def warm(self) -> None:
        """Make all tables now, rather than for the first text."""
        self.judge(Submission(b"<urn:a> a <urn:b> .", TURTLE, "warm.ttl", "en", "json"))
        file = next(self.corpus.of(Part.SOURCES), None)
        if file is not None:
            self.judge(Submission(self.corpus.texts[file], TURTLE, file.relative, "en", "json"))
        self.stage.gather()

    @cached_property
    def by_subject(self) -> Mapping[str, CuratedFile]:
        """The curated file of each entity."""
        data = self.corpus.of(Part.AUTHORITIES, Part.SOURCES)
        return {ID + file.slug: file for file in data}

    @cached_property
    def by_path(self) -> Mapping[str, CuratedFile]:
        return {file.relative: file for file in self.corpus.files}

    def judge(self, submission: Submission) -> tuple[list[Finding], str]:
        """The findings in order, and the curated file that the text was taken for, if for any. Raises Unreadable."""
        house = self.corpus.workspace.prefixes
        reading = read(submission.data, submission.syntax, submission.file, self.caps, house)
        if submission.shapes is not None:
            found = [*reading.findings, *self.by_their_shapes(reading, submission.shapes, submission.shapes_syntax)]
        elif curated := self.curated(reading, submission):
            named = replace(curated, relative=submission.file)
            if named.own_prefixes:
                prefixes = {**house, **named.own_prefixes}
                reading = read(submission.data, submission.syntax, submission.file, self.caps, prefixes)
            found = self.stage.findings(reading.document, named, self.by_path.get(curated.relative))
            return self.shortened(found), curated.relative
        else:
            self.stage.clear()
            found = [*reading.findings, *self.as_strangers(reading)]
        return self.shortened(in_order(found)), ""

    def curated(self, reading: Reading, submission: Submission) -> CuratedFile | None:
        """What the text is taken for: the file that its name or its first subject says, or none."""
        workspace = self.corpus.workspace
        if reading.syntax not in (TURTLE, N_TRIPLES):
            return None
        path = workspace.root / submission.file
        if path.resolve().is_relative_to(workspace.root.resolve()):
            named = workspace.file(path)
            if named.part in _CURATED and named.relative.endswith(".ttl"):
                return named
        first = next((one.focus.partition("#")[0] for one in reading.document.triples), "")
        return self.by_subject.get(first) or self.begun(first, reading)

    def begun(self, subject: str, reading: Reading) -> CuratedFile | None:
        """The file of a record that is not here yet: a source, or an entity of a kind that we have."""
        slug = slug_of(subject)
        record = [one for one in reading.document.triples if one.focus == subject]
        typed = (self.standards.dictionary.by_class.get(one.value.value) for one in record if one.path == TYPE)
        kinds = [kind.iri for kind in typed if kind is not None and not kind.token]
        if slug is None or not kinds:
            return None
        issued = (one.value.value for one in record if one.path == DCTERMS + "issued")
        year = next(filter(None, map(year_of, issued)), UNDATED)
        kind = kebab_of_camel(local_name(kinds[0]))
        folder = f"{SOURCES}/{year}" if kinds[0] == SOURCE else f"{AUTHORITIES}/{kind}"
        return self.corpus.workspace.file(self.corpus.workspace.root / folder / f"{slug}.ttl")

    def as_strangers(self, reading: Reading) -> list[Finding]:
        """What our terms and shapes say of a text that is no file of ours."""
        document = reading.document
        outside = CuratedFile(self.corpus.workspace.root / "nowhere", document.file, "", Part.EXTERNAL, None)
        # A long text without positions is not empty for that.
        passed = _HOUSE_RULES | ({"syntax/empty"} if reading.triples else set())
        found = [one for one in curated_faults(document, Part.EXTERNAL) if one.rule not in passed]
        found += _about_us(self.terms(reading).findings(outside, document, within=BASE), reading)
        told = {one.place for one in found} | {one.place for one in reading.findings}
        spoilt = {one.entity for one in found if one.level is Level.ERROR} | document.broken
        shaped = self.by_our_shapes(reading)
        return [*found, *(one for one in shaped if one.place not in told and one.entity not in spoilt)]

    def terms(self, reading: Reading) -> Vocabulary:
        """The vocabulary with what this text defines."""
        known = copy(self.known)
        ours = (one for one in _subjects(reading) if one.startswith(ID))
        sorts = {**self.known.sorts, **{one: Sort.CLAIM if "#" in one else Sort.ENTITY for one in ours}}
        vars(known)["sorts"] = sorts
        vocabulary = replace(self.standards.vocabulary, known=known)
        for table in ("namespaces", "likeness", "likeness_of_model", "likely_namespaces"):
            vars(vocabulary)[table] = getattr(self.standards.vocabulary, table)
        return vocabulary

    def by_our_shapes(self, reading: Reading) -> list[Finding]:
        asserted = frozenset(reading.triples)
        context = context_of(self.corpus, (), asserted)
        # Our shapes choose what they judge by class alone.
        if not any(map(self.is_judged, _classes((*asserted, *context)))):
            return []
        violations = self.memory.violations(asserted, context)
        return self.told(violations, self.standards.captions, reading)

    def is_judged(self, kind: str) -> bool:
        """Whether a shape of ours is about this class, or about one above it."""
        return not self.known.described.isdisjoint(self.known.superclasses.get(kind, (kind,)))

    def by_their_shapes(self, reading: Reading, data: bytes, syntax: str) -> list[Finding]:
        """Raises Unreadable where the shapes are none."""
        theirs = read(data, syntax, SHAPES_FILE, self.caps, {})
        if theirs.findings:
            return list(theirs.findings)
        shapes = read_shapes(theirs.triples)
        return self.told(violations_of_strangers(shapes, theirs.triples, reading.triples), shapes.captions, reading)

    def told(self, violations: Iterable[Violation], captions: Captions, reading: Reading) -> list[Finding]:
        prefixes = dict(self.corpus.workspace.prefixes) | dict(reading.document.prefixes)
        placed = findings_of(violations, reading.positions, captions, prefixes)
        # What the text does not mention has no place in it: its first line stands for the whole.
        whole = Place(reading.document.file, 1, 1, 1, 1)
        return [one if one.place.file == reading.document.file else replace(one, place=whole) for one in placed]

    def shortened(self, findings: list[Finding]) -> list[Finding]:
        more = len(findings) - self.caps.findings
        if more <= 0:
            return findings
        kept = findings[: self.caps.findings]
        message, mend = MORE
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
