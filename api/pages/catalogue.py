"""The pages of questions and rules: the list of them, and one with its query."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from api.pages.answers import Answer
from api.pages.examples import ExampleView, example_views
from api.pages.frame import Frame
from api.pages.typography import typeset
from graph.catalogue import Entry
from graph.names import path_of
from graph.search.folding import plain
from ontology.examples import read_examples

# What a message names of a case.
_BLANK = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True)
class EntryView:
    """A rule is no query to run: it has `grade`, the key of the word for its severity, and says why it exists and how
    to mend what it finds, with examples."""

    href: str
    title: str
    text: str
    grade: str
    message: str
    reason: str
    mend: str
    examples: tuple[ExampleView, ...]


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """All that `catalogue.html` and `query.html` show. `folder` is `questions` or `rules`."""

    frame: Frame
    folder: str
    entries: tuple[EntryView, ...]
    answer: Answer | None = None


def catalogue_page(entries: Iterable[Entry], folder: str, frame: Frame, answer: Answer | None = None) -> CataloguePage:
    """The entries in the order of their titles."""
    views = [_view(entry, frame.language) for entry in entries]
    return CataloguePage(frame, folder, tuple(sorted(views, key=lambda view: plain(view.title))), answer)


def _view(entry: Entry, language: str) -> EntryView:
    return EntryView(
        href=path_of(entry.iri) or entry.iri,
        title=typeset(entry.titles.get(language, entry.name), language),
        text=entry.text,
        grade=entry.severity.lower(),
        message=_BLANK.sub("…", entry.messages.get(language, "")),
        reason=entry.reasons.get(language, ""),
        mend=entry.mends.get(language, ""),
        examples=example_views(read_examples().get(entry.name, ()) if entry.severity else (), language),
    )
