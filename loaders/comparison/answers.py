"""The questions whose answers differ between two editions: the rows gained and lost."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from loaders.comparison.changes import Answer
from loaders.comparison.editions import Edition
from loaders.progress import SILENT, Progress
from ontology import HERE
from ontology.catalogue import Query, read_queries
from ontology.prefixes import read_prefixes

Row = tuple[str, ...]


def changed_answers(
    old: Edition, new: Edition, scratch: Path, language: str, progress: Progress = SILENT
) -> tuple[Answer, ...]:
    """The questions of the new edition, asked of both. An edition that no release has is built under `scratch`."""
    before, after = old.store(scratch / "old", progress), new.store(scratch / "new", progress)
    folder = new.folder / "ontology" if new.folder else HERE
    questions = read_queries(folder / "questions", prefixes=read_prefixes(folder))
    spelling = _Spelling(folder)
    with progress.stage("questions"):
        return tuple(_changed(questions, before, after, spelling, language))


def _changed(
    questions: list[Query], before: ox.Store, after: ox.Store, spelling: "_Spelling", language: str
) -> Iterator[Answer]:
    for question in questions:
        old, new = (spelling.rows(store.query(question.text)) for store in (before, after))
        if old != new:
            title = question.title.in_language(language)
            yield Answer(question.name, title, tuple(sorted(new - old)), tuple(sorted(old - new)))


class _Spelling:
    """Terms as the files of expected answers write them."""

    def __init__(self, folder: Path) -> None:
        self.prefixes = sorted(read_prefixes(folder).items(), key=lambda pair: -len(pair[1]))

    def rows(self, answer: object) -> set[Row]:
        if isinstance(answer, ox.QuerySolutions):
            return {tuple(self.word(term) for term in solution) for solution in answer}
        if isinstance(answer, ox.QueryTriples):
            return {tuple(map(self.word, (one.subject, one.predicate, one.object))) for one in answer}
        return {(str(bool(answer)).lower(),)}

    def word(self, term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> str:
        if isinstance(term, ox.NamedNode):
            iri = term.value
            return next((f"{name}:{iri[len(start) :]}" for name, start in self.prefixes if iri.startswith(start)), iri)
        return term.value if isinstance(term, ox.Literal) else "" if term is None else str(term)
