"""The checks in order: syntax, terms, names, shapes, rules. What an earlier one broke, a later one passes over."""

import gc
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from graph.names import entity, slug_of
from loaders.checks.context import JUDGED_BY_SHAPES, context_of
from loaders.checks.corpus import Corpus
from loaders.checks.curated import curated_faults
from loaders.checks.filing import filing_findings
from loaders.checks.naming import naming_findings
from loaders.checks.positions import Positions
from loaders.checks.rules import findings_of as findings_of_rules
from loaders.checks.second_opinion import second_opinion
from loaders.checks.standards import Standards
from loaders.checks.violations import findings_of
from loaders.findings import Finding, Level, Place, in_order
from loaders.progress import SILENT, Progress
from loaders.workspace import CuratedFile, Workspace
from ontology import SHAPES

# After one of these nothing else that is said of the file can be trusted.
_SPOILS_FILE = frozenset(("term/namespace", "syntax/encoding", "name/file", "name/slug"))
# What has one of these is judged by the shape of something else, which refuses each of its lines.
_WRONG_SHAPE = frozenset(("claim-without-kind", "two-types", "retired-and-alive"))
# What is retired has no class any more: that its class does not fit is the lesser half of the matter.
_SAYS_MORE = frozenset(("retired-but-used",))
# What adds up the numbers of a file: two that a comma made of one are too many.
_SUMS = frozenset(("shares-above-hundred", "part-above-whole"))
# A name says nothing about the values that it stands for: these go on being checked.
_SPOILS_NOTHING = frozenset(f"name/{code}" for code in ("claim", "number", "twin", "folder"))


def check(workspace: Workspace, paths: Sequence[Path] | None = None) -> list[Finding]:
    """The findings of the files that the paths name, files or folders; of all files where no path is given.

    What others define is asked of all files in any case: a claim is right or wrong by that. Raises NotCurated on a path
    outside, OSError where a file cannot be opened, and CatalogueError on a rule that is no query.
    """
    corpus = Corpus(workspace)
    return check_files(corpus, workspace.chosen(paths or (), corpus.files))


def check_files(
    corpus: Corpus, chosen: Sequence[CuratedFile], progress: Progress = SILENT, standards: Standards | None = None
) -> list[Finding]:
    """The findings of these files, and of what is wrong elsewhere with things that they speak of.

    They are those that a check of everything has for the same files and things. `standards` are those of the corpus,
    from a process that keeps them.
    """
    with _uncollected():
        return in_order(_Check(corpus, chosen, progress, standards or Standards(corpus)).findings())


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nearly all that a check makes lives until its end: looking for rubbish meanwhile takes a tenth of its time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@dataclass(frozen=True)
class _Check:
    """One check of some files of one workspace."""

    corpus: Corpus
    chosen: Sequence[CuratedFile]
    progress: Progress
    standards: Standards

    def findings(self) -> list[Finding]:
        # A model that cannot be read would make every term of the data unknown.
        model = [one for file in self.corpus.files if not file.part.is_data for one in self.syntax_of_model(file)]
        if any(finding.level is Level.ERROR for finding in model):
            return model
        with self.progress.stage("reading"):
            read = self.reading(self.chosen)
            named = list(self.names(self.chosen))
        with self.progress.stage("rules"):
            ruled = self.rules()
        with self.progress.stage("shapes"):
            shaped = self.shapes()
        # Mistakes beside the chosen files that explain what was found in them: a check of everything would see them.
        beside = self.beside([*named, *ruled, *shaped])
        known = [*read, *self.reading(beside)]
        damage = self.damage(known)
        named = damage.spares(named)
        known += [*named, *damage.spares(self.names(beside))]
        damage = self.damage(finding for finding in known if finding.rule not in _SPOILS_NOTHING)
        if damage.files or self.corpus.faulty:
            ruled = [finding for finding in ruled if finding.rule not in self.about_everything]
        torn = {finding.place.file for finding in known if finding.rule == "syntax/decimal-comma"}
        ruled = [finding for finding in ruled if finding.rule not in _SUMS or finding.place.file not in torn]
        misjudged = {finding.entity for finding in ruled if finding.rule in _WRONG_SHAPE}
        better = {finding.place for finding in ruled if finding.rule in _SAYS_MORE}
        shaped = [one for one in shaped if one.entity not in misjudged and one.place not in better]
        shaped = damage.spares(shaped)
        named = [one for one in named if not self.follows(one, shaped)]
        told = self.places_of(shaped)
        return [*read, *named, *shaped, *(one for one in damage.spares(ruled) if one.place not in told)]

    def follows(self, named: Finding, shaped: Sequence[Finding]) -> bool:
        """Whether the name of a claim is wrong for the only reason that a value which names it is no such value."""
        keys = {s.shape for kind in self.standards.dictionary.kinds for position in kind.keys for s in position}
        return named.rule == "name/claim" and any(
            one.entity == named.entity and SHAPES + one.rule in keys for one in shaped
        )

    def places_of(self, shaped: Sequence[Finding]) -> set[Place]:
        """Where findings of shapes stand, and the properties of the values that they are about."""
        places = {finding.place for finding in shaped}
        subjects = {finding.entity for finding in shaped if finding.entity}
        found = (one for subject in subjects for one in self.positions.of(subject))
        return places | {one.predicate.place for one in found if one.object.place in places}

    @cached_property
    def is_whole(self) -> bool:
        return len(self.chosen) == len(self.corpus.files)

    def reading(self, files: Iterable[CuratedFile]) -> list[Finding]:
        """What is wrong with files as they are read: their grammar, their words."""
        found = [finding for file in files for finding in self.syntax(file)]
        found += [finding for file in files for finding in second_opinion(self.corpus.document(file))]
        terms = self.standards.vocabulary
        if self.is_whole:
            terms.known.gather()
        return found + [one for file in files for one in terms.findings(file, self.corpus.document(file))]

    def syntax(self, file: CuratedFile) -> list[Finding]:
        document = self.corpus.document(file)
        return [*document.faults, *curated_faults(document, file.part)]

    def syntax_of_model(self, file: CuratedFile) -> list[Finding]:
        return self.syntax(file) if file in self.chosen or self.corpus.is_doubtful(file) else []

    def names(self, files: Sequence[CuratedFile]) -> Iterator[Finding]:
        yield from filing_findings(self.corpus, files)
        for file in files:
            yield from naming_findings(file, self.corpus.document(file), self.standards.dictionary)

    @cached_property
    def positions(self) -> Positions:
        return self.corpus.read_all() if self.is_whole else self.corpus.positions()

    def shapes(self) -> list[Finding]:
        judged = [file for file in self.chosen if file.part in JUDGED_BY_SHAPES]
        asserted = {found.triple for file in judged for found in self.corpus.document(file).triples}
        if not asserted:
            return []
        violations = self.standards.violations(asserted, context_of(self.corpus, judged, asserted))
        return findings_of(violations, self.positions, self.standards.captions, self.corpus.workspace.prefixes)

    def rules(self) -> list[Finding]:
        asked = None if self.is_whole else self.subjects()
        prefixes = self.corpus.workspace.prefixes
        return findings_of_rules(self.standards.rules, self.corpus.store, self.positions, prefixes, asked)

    @cached_property
    def about_everything(self) -> frozenset[str]:
        """Rules about the graph as a whole: they say nothing where a part of it could not be read."""
        return frozenset(rule.name for rule in self.standards.rules if rule.scope == "graph")

    def subjects(self) -> frozenset[str]:
        data = [self.corpus.document(file) for file in self.chosen if file.graph]
        return frozenset(
            found.focus for one in data for found in one.triples if isinstance(found.triple.subject, ox.NamedNode)
        )

    def beside(self, findings: Iterable[Finding]) -> list[CuratedFile]:
        """The files not chosen that define what the findings are about, and what stands where they point."""
        if self.is_whole:
            return []
        places = {finding.place for finding in findings}
        things = {finding.entity for finding in findings if finding.entity}
        for file in {one for one in self.corpus.files if one.relative in {place.file for place in places}}:
            for found in self.corpus.document(file).triples:
                if found.object.place in places and isinstance(found.value, ox.NamedNode):
                    things.add(found.value.value)
        slugs = {slug_of(thing) for thing in things}
        near = {file for thing in things for file in self.corpus.speaking_of(thing)}
        near |= {file for file in self.corpus.files if file.slug in slugs}
        near -= {*self.chosen}
        return sorted(near, key=lambda file: file.relative)

    def damage(self, findings: Iterable[Finding]) -> "_Damage":
        errors = [finding for finding in findings if finding.level is Level.ERROR]
        things = {finding.entity for finding in errors if finding.entity}
        spoilt = {finding.place.file for finding in errors if finding.rule in _SPOILS_FILE}
        for file in self.corpus.read:
            document = self.corpus.document(file)
            things |= {found.focus for found in document.triples} if file.relative in spoilt else document.broken
        # A file in which there is nothing to read says not even of which class its entity is.
        things |= {entity(file.slug) for file in self.corpus.faulty if not self.corpus.triples(file)}
        places = frozenset([*(finding.place for finding in errors), *self.mentions(things)])
        return _Damage(frozenset(things), frozenset(spoilt), places)

    def mentions(self, things: Collection[str]) -> Iterator[Place]:
        """Where the chosen files mention one of these: its class may be unknown because its own block is broken."""
        for file in self.chosen if things else ():
            for found in self.corpus.document(file).triples:
                if isinstance(found.value, ox.NamedNode) and found.value.value in things:
                    yield found.object.place


@dataclass(frozen=True, slots=True)
class _Damage:
    """What could not be read whole, or says what does not exist: more findings there would echo the same mistake."""

    things: frozenset[str]
    files: frozenset[str]
    places: frozenset[Place]

    def spares(self, findings: Iterable[Finding]) -> list[Finding]:
        return [
            finding
            for finding in findings
            if finding.entity not in self.things
            and finding.place.file not in self.files
            and finding.place not in self.places
        ]
