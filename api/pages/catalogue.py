"""The pages of questions and rules: the list of them, and one with its query."""

from collections.abc import Iterable
from dataclasses import dataclass

from api.pages.examples import ExampleView, example_views
from api.pages.frame import Frame
from graph.catalogue import Entry
from graph.names import path_of
from ontology import LANGUAGES
from ontology.examples import read_examples


@dataclass(frozen=True, slots=True)
class EntryView:
    """`titles` are pairs of a language and a title, that of the page first. A rule is no query to run: it has `grade`,
    the key of the word for its severity, and says why it exists and how to mend what it finds, with examples."""

    href: str
    titles: tuple[tuple[str, str], ...]
    text: str
    keywords: tuple[str, ...]
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


def catalogue_page(entries: Iterable[Entry], folder: str, frame: Frame) -> CataloguePage:
    return CataloguePage(frame, folder, tuple(_view(entry, frame.language) for entry in entries))


def _view(entry: Entry, language: str) -> EntryView:
    languages = (language, *(other for other in LANGUAGES if other != language))
    return EntryView(
        href=path_of(entry.iri) or entry.iri,
        titles=tuple((each, entry.titles[each]) for each in languages if each in entry.titles) or (("", entry.name),),
        text=entry.text,
        keywords=entry.keywords,
        grade=entry.severity.lower(),
        message=entry.messages.get(language, ""),
        reason=entry.reasons.get(language, ""),
        mend=entry.mends.get(language, ""),
        examples=example_views(read_examples().get(entry.name, ()) if entry.severity else (), language),
    )
