"""The pages of questions and rules: the list of them, and one with its query."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from api.pages.answers import Answer
from api.pages.examples import ExampleView, example_views
from api.pages.frame import Frame
from api.pages.typography import typeset
from graph.names import href_of
from graph.reading.catalogue import Entry
from graph.search.folding import plain
from loaders.curating.codes import REASONS
from ontology import RULES
from ontology.examples import read_examples
from ontology.text import without_words

# What a message names of a case.


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
class CheckView:
    """A check of our own that is no rule, in the list of all: `code` is what a finding carries."""

    href: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class PartView:
    """The checks that are made for one reason; `name` is the first part of their codes."""

    name: str
    reason: str
    checks: tuple[CheckView, ...]


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """All that `catalogue.html` and `query.html` show. `folder` is `questions` or `rules`."""

    frame: Frame
    folder: str
    entries: tuple[EntryView, ...]
    answer: Answer | None = None
    parts: tuple[PartView, ...] = ()


def catalogue_page(
    entries: Iterable[Entry],
    folder: str,
    frame: Frame,
    answer: Answer | None = None,
    checks: Sequence[Entry] = (),
) -> CataloguePage:
    """The entries in the order of their titles; after them the checks that are no rules, by what they look at."""
    views = sorted((_view(entry, frame.language) for entry in entries), key=lambda view: plain(view.title))
    return CataloguePage(frame, folder, tuple(views), answer, tuple(_parts(checks, frame.language)))


def _parts(checks: Sequence[Entry], language: str) -> Iterator[PartView]:
    for name, reason in REASONS.items():
        own = tuple(_check(entry, language) for entry in checks if entry.iri.startswith(f"{RULES}{name}/"))
        if own:
            yield PartView(name, reason.in_language(language), own)


def _check(entry: Entry, language: str) -> CheckView:
    message = _told(entry.messages.get(language, ""))
    return CheckView(href_of(entry.iri), entry.iri.removeprefix(RULES), message)


def _told(message: str) -> str:
    """A sentence without the words of a case; where it ends in what is left out, it needs no full stop."""
    left = without_words(message)
    return left.removesuffix(".") if left.endswith(("….", "…`.")) else left


def _view(entry: Entry, language: str) -> EntryView:
    return EntryView(
        href=href_of(entry.iri),
        title=typeset(entry.titles.get(language, entry.name), language),
        text=entry.text,
        grade=entry.severity.lower(),
        message=_told(entry.messages.get(language, "")),
        reason=entry.reasons.get(language, ""),
        mend=_told(entry.mends.get(language, "")),
        examples=example_views(read_examples().get(entry.name, ()) if entry.severity else (), language),
    )
