"""The checks in order: syntax, terms, names, shapes, rules. What an earlier one broke, a later one passes over."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from loaders.curated import curated_faults
from loaders.filing import filing_findings
from loaders.findings import Finding, Level, Place, in_order
from loaders.known import Corpus, known_names
from loaders.naming import naming_findings
from loaders.positions import Positions
from loaders.second_opinion import second_opinion
from loaders.terms import Vocabulary
from loaders.turtle import Document
from loaders.workspace import CuratedFile, Part, Workspace
from ontology.dictionary import dictionary_of

# After one of these nothing else that is said of the file can be trusted.
_SPOILS_FILE = frozenset(("term/namespace", "syntax/encoding"))
# What has one of these is judged by the shape of something else, which refuses each of its lines.
_WRONG_SHAPE = frozenset(("claim-without-kind", "two-types"))
# A name says nothing about the values that it stands for: these go on being checked.
_SPOILS_NOTHING = frozenset(f"name/{code}" for code in ("claim", "number", "twin", "file", "folder", "slug"))
_JUDGED_BY_SHAPES = frozenset(
    (Part.AUTHORITIES, Part.SOURCES, Part.RETIRED, Part.STRAY, Part.VOCABULARIES, Part.ONTOLOGY)
)


def check(workspace: Workspace, paths: Sequence[Path] | None = None) -> list[Finding]:
    """The findings of the files that the paths name, files or folders; of all files where no path is given.

    All files are read in any case: a claim is right or wrong by what others define. Raises NotCurated on a path
    outside, OSError where a file cannot be opened, and CatalogueError on a rule that is no query.
    """
    chosen = workspace.chosen(paths or ())
    corpus = {file: workspace.read(file) for file in workspace.files()}
    return in_order(_Check(workspace, corpus, chosen).findings())


@dataclass(frozen=True)
class _Check:
    """One check of some files of one workspace."""

    workspace: Workspace
    corpus: Corpus
    chosen: Sequence[CuratedFile]

    def findings(self) -> list[Finding]:
        # A model that cannot be read would make every term of the data unknown.
        model = [finding for file in self.corpus if not file.part.is_data for finding in self.syntax(file)]
        if any(finding.level is Level.ERROR for finding in model):
            return model
        found = [finding for file in self.chosen for finding in self.syntax(file)]
        found += [finding for file in self.chosen for finding in second_opinion(self.corpus[file])]
        found += [finding for file in self.chosen for finding in self.vocabulary.findings(file, self.corpus[file])]
        found += self.damage(found).spares(self.names())
        damage = self.damage(finding for finding in found if finding.rule not in _SPOILS_NOTHING)
        rules = self.rules(whole=not damage.files and not any(one.faults for one in self.corpus.values()))
        misjudged = {finding.entity for finding in rules if finding.rule in _WRONG_SHAPE}
        shapes = damage.spares(finding for finding in self.shapes() if finding.entity not in misjudged)
        told = {finding.place for finding in shapes}
        return found + shapes + [finding for finding in damage.spares(rules) if finding.place not in told]

    def syntax(self, file: CuratedFile) -> list[Finding]:
        return [*self.corpus[file].faults, *curated_faults(self.corpus[file], file.part)]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary(known_names(self.corpus), self.workspace.prefixes)

    def names(self) -> Iterator[Finding]:
        yield from filing_findings(self.corpus, self.chosen)
        dictionary = dictionary_of(self.triples(Part.ONTOLOGY, Part.SHAPES))
        for file in self.chosen:
            yield from naming_findings(file, self.corpus[file], dictionary)

    def shapes(self) -> list[Finding]:
        # Half a second of imports, which syntax, terms and names do not need.
        from loaders.shapes import context_of, read_shapes, violations_of  # noqa: PLC0415
        from loaders.violations import findings_of  # noqa: PLC0415

        judged = [file for file in self.chosen if file.part in _JUDGED_BY_SHAPES]
        asserted = {found.triple for file in judged for found in self.corpus[file].triples}
        if not asserted:
            return []
        shapes = read_shapes(self.triples(Part.SHAPES))
        violations = violations_of(shapes, asserted, context_of(asserted, self.triples(*_JUDGED_BY_SHAPES)))
        positions = Positions(self.corpus[file] for file in judged)
        return findings_of(violations, positions, shapes.captions, self.workspace.prefixes)

    def rules(self, whole: bool) -> list[Finding]:
        """Rules about the graph as a whole are not asked where a part of it could not be read."""
        from loaders.rules import findings_of, read_rules, store_of  # noqa: PLC0415, as above: rdflib is behind it

        graphs: Mapping[CuratedFile, Document] = {file: one for file, one in self.corpus.items() if file.graph}
        store = store_of((file.graph or "", (found.triple for found in one.triples)) for file, one in graphs.items())
        asked = None if len(self.chosen) == len(self.corpus) else self.subjects()
        rules = [rule for rule in read_rules() if whole or rule.scope != "graph"]
        return findings_of(rules, store, Positions(graphs.values()), self.workspace.prefixes, asked)

    def triples(self, *parts: Part) -> list[ox.Triple]:
        return [found.triple for file, one in self.corpus.items() if file.part in parts for found in one.triples]

    def subjects(self) -> frozenset[str]:
        data = [self.corpus[file] for file in self.chosen if file.graph]
        return frozenset(
            found.focus for one in data for found in one.triples if isinstance(found.triple.subject, ox.NamedNode)
        )

    def damage(self, findings: Iterable[Finding]) -> "_Damage":
        errors = [finding for finding in findings if finding.level is Level.ERROR]
        things = {finding.entity for finding in errors if finding.entity}
        spoilt = {finding.place.file for finding in errors if finding.rule in _SPOILS_FILE}
        for file, document in self.corpus.items():
            things |= {found.focus for found in document.triples} if file.relative in spoilt else document.broken
        places = frozenset([*(finding.place for finding in errors), *self.mentions(things)])
        return _Damage(frozenset(things), frozenset(spoilt), places)

    def mentions(self, things: Collection[str]) -> Iterator[Place]:
        """Where the chosen files mention one of these: its class may be unknown because its own block is broken."""
        for file in self.chosen if things else ():
            for found in self.corpus[file].triples:
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
