"""The curated files with a text in the place of one, or among them, as a check sees them while somebody types.

Reading them all anew takes half a second. So the store stays, and of a text only what differs from the one before is
put into it or taken out: one or two triples, mostly.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from copy import copy
from dataclasses import replace
from functools import cached_property

import pyoxigraph as ox

from loaders.checks.check import check_files
from loaders.checks.corpus import Corpus, is_bare
from loaders.checks.known import Known, Sort, fact_of, half_read, sort_in_data
from loaders.checks.standards import Standards
from loaders.checks.terms import Vocabulary
from loaders.checks.violations import Violation
from loaders.findings import Finding
from loaders.turtle import Document
from loaders.workbench.memory import Memory
from loaders.workspace import CuratedFile, Part
from ontology.core import TYPE

# A store keeps a trace of what was taken out of it, some ten bytes each: after so many it is read anew.
MOST_MOVES = 1_000_000
_TYPE = ox.NamedNode(TYPE)
# Of the vocabulary: tables that one text more or less hardly changes.
_TABLES = ("namespaces", "likeness", "likeness_of_model", "likely_namespaces")
_NOTHING: frozenset[ox.Quad] = frozenset()


class Stage:
    """Its life is that of the corpus, whose store shows the last text until `clear`."""

    def __init__(self, corpus: Corpus, standards: Standards, memory: Memory) -> None:
        self.corpus, self.standards, self.memory = corpus, standards, memory
        self._gone = self._come = _NOTHING
        self._moves = 0
        self._is_gathered = False

    def findings(self, document: Document, file: CuratedFile, stood: CuratedFile | None) -> list[Finding]:
        """What `andromede validate` says of a document where it lies as `file`; `stood` is the file that it replaces.

        The two differ by `relative`: findings give the text the name that its sender gave it.
        """
        self.gather()
        before = self._quads(self.corpus.triples(stood) if stood else (), file)
        after = self._quads((found.triple for found in document.triples), file)
        others = self._quads(self._said_beside(before | after, file, stood), file)
        self._show(before - after - others, after - before - others)
        staged = Staged(self, document, file, stood)
        standards = _Staged(self, staged, {*_typed(before | after)})
        return check_files(staged, [file], standards=standards)

    def gather(self) -> None:
        """Make all tables of names while the store holds nothing but the files."""
        if self._is_gathered:
            return
        self.clear()
        for table in ("sorts", "labels", "types", "superclasses", "ranges", "described", "derived", "facts"):
            getattr(self.known, table)
        for table in _TABLES:
            getattr(self.standards.vocabulary, table)
        assert self.claims is not None
        self._is_gathered = True

    def clear(self) -> None:
        """Have the store hold what the files say, and nothing else."""
        self._show(_NOTHING, _NOTHING)

    def _show(self, gone: frozenset[ox.Quad], come: frozenset[ox.Quad]) -> None:
        if self._moves > MOST_MOVES:
            self._forget()
        store = self.corpus.store
        out, back = (self._come - come) | (gone - self._gone), (self._gone - gone) | (come - self._come)
        try:
            for quad in out:
                store.remove(quad)
            store.extend(back)
        except BaseException:
            # Half of a text would stay behind.
            self._forget()
            raise
        self._gone, self._come = gone, come
        self._moves += len(out) + len(back)

    def _forget(self) -> None:
        vars(self.corpus).pop("store", None)
        self._gone = self._come = _NOTHING
        self._moves = 0

    def _quads(self, triples: Iterable[ox.Triple], file: CuratedFile) -> frozenset[ox.Quad]:
        """Triples as a store keeps them, numbers by value: two spellings of one are the same quad to it."""
        graph = ox.NamedNode(file.graph or "")
        store = ox.Store()
        store.extend(ox.Quad(one.subject, one.predicate, one.object, graph) for one in triples)
        return frozenset(store)

    def _said_beside(
        self, quads: Iterable[ox.Quad], file: CuratedFile, stood: CuratedFile | None
    ) -> Iterator[ox.Triple]:
        """What other files of the same graph say of the same subjects: it stays, whatever the text says."""
        rivals = {one for one in self.corpus.by_graph.get(file.graph or "", ()) if one != stood}
        if not rivals:
            return
        for subject in {quad.subject for quad in quads}:
            for other in self.corpus.speaking_of(subject.value) if isinstance(subject, ox.NamedNode) else ():
                if other in rivals:
                    yield from (one for one in self.corpus.triples(other) if one.subject == subject)

    @cached_property
    def faulty(self) -> Collection[CuratedFile]:
        return frozenset(self.corpus.faulty)

    @cached_property
    def doubtful(self) -> frozenset[CuratedFile]:
        """Of the model, what may have a fault."""
        return frozenset(one for one in self.corpus.files if not one.part.is_data and self.corpus.is_doubtful(one))

    @cached_property
    def known(self) -> Known:
        return self.standards.vocabulary.known

    @cached_property
    def retired(self) -> frozenset[str]:
        """The names that are known without a class."""
        told = (one.subject for file in self.corpus.of(Part.RETIRED) for one in self.corpus.triples(file))
        return frozenset(subject.value for subject in told if isinstance(subject, ox.NamedNode))

    @cached_property
    def claims(self) -> Counter[str]:
        """How many claims state each fact."""
        return Counter(fact_of(iri) for iri, sort in self.known.sorts.items() if sort is Sort.CLAIM)


class Staged(Corpus):
    """The corpus with the text in it; what it reads beside the text is forgotten with it."""

    def __init__(self, stage: Stage, document: Document, file: CuratedFile, stood: CuratedFile | None) -> None:
        corpus = stage.corpus
        text = document.text.encode(errors="replace")
        self.workspace = corpus.workspace
        self.files = (*(one for one in corpus.files if one != stood), file)
        self.texts = {**corpus.texts, file: text}
        self._documents = {**{one: read for one, read in corpus._documents.items() if one != stood}, file: document}
        self._triples = {one: said for one, said in corpus._triples.items() if one not in (stood, file)}
        self._doubtful = stage.doubtful
        self._faulty = {one for one in stage.faulty if one != stood}
        self._faulty |= {file} if document.faults or is_bare(text) else set()
        beside = [one for one in corpus.by_graph.get(file.graph or "", ()) if one != stood]
        by_graph = {**corpus.by_graph, file.graph or "": [*beside, file]}
        vars(self).update(by_graph=by_graph, store=corpus.store)

    @property
    def faulty(self) -> list[CuratedFile]:
        return sorted(self._faulty, key=lambda file: file.relative)

    def is_doubtful(self, file: CuratedFile) -> bool:
        return file in self._doubtful if not file.part.is_data else super().is_doubtful(file)


class _Staged(Standards):
    """The standards, with names as they are now. `touched` are those to which the text, or the file before it, gives a
    class."""

    def __init__(self, stage: Stage, staged: Staged, touched: Collection[str]) -> None:
        super().__init__(staged)
        self._stage, self._touched = stage, touched
        for table in ("dictionary", "rules", "captions"):
            vars(self)[table] = getattr(stage.standards, table)

    def violations(self, asserted: Collection[ox.Triple], context: Collection[ox.Triple]) -> list[Violation]:
        return self._stage.memory.violations(asserted, context)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        usual = self._stage.standards.vocabulary
        vocabulary = replace(usual, known=self._known())
        for table in _TABLES:
            vars(vocabulary)[table] = getattr(usual, table)
        return vocabulary

    def _known(self) -> Known:
        usual = self._stage.known
        sorts, types, facts = dict(usual.sorts), dict(usual.types), set(usual.facts)
        claims = Counter(fact_of(one) for one in self._touched if usual.sorts.get(one) is Sort.CLAIM)
        facts -= {fact for fact, number in claims.items() if number == self._stage.claims[fact]}
        for name in self._touched:
            kinds = [(sort, kind) for sort, kind in self._kinds(name) if sort is not None]
            if kinds:
                sorts[name], types[name] = kinds[-1][0], frozenset(kind for _, kind in kinds)
            elif name not in self._stage.retired:
                sorts.pop(name, None)
                types.pop(name, None)
        for file in self._stage_faulty():
            for name in half_read(file, self.corpus):
                sorts.setdefault(name, Sort.CLAIM if "#" in name else Sort.ENTITY)
        known = copy(usual)
        facts |= {fact_of(one) for one in self._touched if sorts.get(one) is Sort.CLAIM}
        vars(known).update(sorts=sorts, types=types, facts=frozenset(facts))
        return known

    def _kinds(self, name: str) -> Iterator[tuple[Sort | None, str]]:
        for quad in self.corpus.store.quads_for_pattern(ox.NamedNode(name), _TYPE, None):
            kind = quad.object
            if isinstance(kind, ox.NamedNode) and isinstance(quad.graph_name, ox.NamedNode):
                yield sort_in_data(quad.graph_name.value, name), kind.value

    def _stage_faulty(self) -> Iterator[CuratedFile]:
        return (file for file in self.corpus.faulty if file not in self._stage.faulty)


def _typed(quads: Iterable[ox.Quad]) -> Iterator[str]:
    for quad in quads:
        if quad.predicate == _TYPE and isinstance(quad.subject, ox.NamedNode):
            yield quad.subject.value
