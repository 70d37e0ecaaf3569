"""A query asked in a terminal: the server's engine, guard, limits and formats, with exit codes instead of statuses."""

import asyncio
from dataclasses import dataclass, replace

from api.http.media import JSON, Media, media_of, named
from api.problems.problem import problem_of
from api.settings import Settings
from api.sparql.table import as_table
from graph.engine import Form, Question
from graph.errors import (
    AndromedeError,
    BrokenRelease,
    DeadlineExceeded,
    EngineFailure,
    ForbiddenOperation,
    MalformedQuery,
    MemoryExceeded,
    NetworkTouched,
    NoRelease,
    QueryRefused,
)
from graph.releases.folder import ReleaseFolder
from graph.sparql.excerpt import excerpt
from graph.sparql.guard import inspect
from graph.workers.limits import KILOBYTE
from graph.workers.pool import Pool
from ontology.prefixes import read_prefixes
from ontology.text import Text

REFUSED, USAGE, OUR_FAULT = 1, 2, 3
_LONG = Text("La requête dépasse {kilobytes} kilo-octets.", "The query is longer than {kilobytes} kilobytes.")
_FORMATS = Text("À {form}, on répond en {tokens} ; non en {asked}.", "{form} is answered in {tokens}; not in {asked}.")
# The first of these that an error is; what is not here, the query itself brought about.
CODES: tuple[tuple[type[AndromedeError], int], ...] = (
    (BrokenRelease, OUR_FAULT),
    (NoRelease, USAGE),
    (DeadlineExceeded, REFUSED),
    (MemoryExceeded, REFUSED),
    (NetworkTouched, REFUSED),
    (EngineFailure, OUR_FAULT),
)


class WrongFormat(Exception):
    """The format asked for is none in which a query of this form can be answered; `text` names those."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer, in words for a terminal, and the exit code."""

    text: str
    code: int


def ask(query: str, format_: str | None, to_people: bool, settings: Settings, language: str) -> bytes | Refusal:
    """The complete answer, or why there is none. `to_people`: somebody reads it, so a table where no format is given.

    Raises WrongFormat.
    """
    try:
        return _answer(query, format_, to_people, settings)
    except AndromedeError as error:
        code = next((code for kind, code in CODES if isinstance(error, kind)), REFUSED)
        return Refusal(_told(error, query, language), code)


def _answer(query: str, format_: str | None, to_people: bool, settings: Settings) -> bytes:
    if len(query) > settings.query_kb * KILOBYTE:
        raise QueryRefused(_LONG.filled({"kilobytes": str(settings.query_kb)}))
    inspection = inspect(query, settings.endpoints)
    media = _media(format_, inspection.form or Form.SELECT)
    question = Question(query, media.type, federated=inspection.federated)
    answer = asyncio.run(_asked(question, settings))
    return as_table(answer, read_prefixes()).encode() if to_people and not format_ and media is JSON else answer


def _media(format_: str | None, form: Form) -> Media:
    offers = media_of(form)
    media = named(format_, offers) if format_ else offers[0]
    if media is None:
        tokens = ", ".join(dict.fromkeys(name for offer in offers for name in (offer.token, offer.extension)))
        raise WrongFormat(_FORMATS.filled({"form": form, "tokens": tokens, "asked": format_ or ""}))
    return media


async def _asked(question: Question, settings: Settings) -> bytes:
    # One question: one worker of the fast lane and one of the slow lane are all that it can use.
    limits = replace(settings.limits, fast_workers=1, slow_workers=1)
    pool = Pool(ReleaseFolder(settings.releases).current().store, limits)
    await pool.start()
    try:
        return await pool.ask(question)
    finally:
        await pool.close()


def _told(error: AndromedeError, query: str, language: str) -> str:
    """What happened, the line with its mark where there is one, and what to do next."""
    if error.text:
        return error.text.in_language(language)
    problem = problem_of(error)
    parts = [problem.kind.title.in_language(language), problem.detail.in_language(language)]
    if isinstance(error, MalformedQuery):
        parts.append(error.excerpt)
    if isinstance(error, ForbiddenOperation):
        parts.append(excerpt(query, error.line, error.column, len(error.word)))
    return "\n".join([*parts, *([problem.kind.advice.in_language(language)] if problem.kind.advice else [])])
