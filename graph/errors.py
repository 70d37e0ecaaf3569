"""What can go wrong, as one tree; `api/problems/problem.py` gives each leaf its status and its words.

AndromedeError
├── QueryRefused               the query is at fault: 400
│   ├── MalformedQuery         it is not SPARQL; has line and column
│   └── ForbiddenOperation     SERVICE or LOAD where they are not allowed
├── EngineFailure              the engine is: 503
│   ├── DeadlineExceeded       not finished in its time
│   ├── MemoryExceeded         grew past its share
│   ├── Overloaded             no place in the queue
│   ├── NetworkTouched         the sandbox stopped a call to the network
│   └── WorkerDied             the worker crashed on this query
├── ResultTooLarge             the complete answer is above the cap
├── ResultNotSerialisable      the format asked for cannot hold this answer
├── NotAnIri                   what should name a thing does not: 404
├── NoRelease                  nothing has been built yet
│   └── BrokenRelease          what lies there cannot be read
└── UnknownRelease             no release of this id is kept
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ontology.text import Text


class AndromedeError(Exception):
    """The root of what we raise knowingly; `detail` (and `str()`) is a sentence for the person who reads it.

    `text` has that sentence in both languages, where it has one in both.
    """

    text: Text | None = None

    def __init__(self, detail: str | Text = "") -> None:
        if isinstance(detail, Text):
            self.text, detail = detail, detail.en
        super().__init__(detail)
        self.detail = detail


class QueryRefused(AndromedeError):
    """The query cannot be answered as it stands."""


@dataclass(eq=False)
class MalformedQuery(QueryRefused):
    """Not SPARQL. Line and column count from 1, in code points.

    `cause` names the kind of mistake and `hint` a known remedy (graph/sparql/locator.py); `token` is the word at fault,
    None at the end of the query, `after` the one before it; `expected` is what could have stood there; `nearest` what
    was probably meant; `paste` a line that mends it; `excerpt` the lines themselves with a mark.
    """

    detail: str
    cause: str
    line: int
    column: int
    excerpt: str = ""
    token: str | None = None
    after: str | None = None
    opened: list[int] | None = None
    expected: Sequence[str] = ()
    nearest: str | None = None
    paste: str | None = None
    hint: str | None = None

    def __str__(self) -> str:
        return self.detail


@dataclass(eq=False)
class ForbiddenOperation(QueryRefused):
    """The query would reach for the network; line and column are those of the word that would."""

    detail: str
    word: str
    line: int
    column: int

    def __str__(self) -> str:
        return self.detail


class EngineFailure(AndromedeError):
    """The query was not answered, and no part of an answer was sent."""


@dataclass(eq=False)
class DeadlineExceeded(EngineFailure):
    """The query was stopped when its time was over."""

    seconds: float

    def __str__(self) -> str:
        return f"The query was not finished after {self.seconds:g} seconds; no part of the answer was sent."


@dataclass(eq=False)
class MemoryExceeded(EngineFailure):
    """The query was stopped when it used more memory than one query may."""

    megabytes: int

    def __str__(self) -> str:
        return f"The query needed more than {self.megabytes} megabytes; no part of the answer was sent."


class Overloaded(EngineFailure):
    """Too many long queries at once."""


class NetworkTouched(EngineFailure):
    """The query tried to open a connection and was stopped by the sandbox."""


class WorkerDied(EngineFailure):
    """The engine crashed on this query."""


class ResultTooLarge(AndromedeError):
    """The answer is larger than one answer may be."""


class ResultNotSerialisable(AndromedeError):
    """The answer holds something that the format asked for cannot express."""


class NotAnIri(AndromedeError):
    """What was given as the name of a thing is no absolute IRI."""


class NoRelease(AndromedeError):
    """There is no release to serve."""


class BrokenRelease(NoRelease):
    """A release is there, but a file of it cannot be read; `detail` names that file to who keeps the server."""


class UnknownRelease(AndromedeError):
    """No release of this id is kept; `nearest` is the id of the one that is most like what was asked for."""

    def __init__(self, detail: str | Text = "", release: str = "", nearest: str | None = None) -> None:
        super().__init__(detail)
        self.release = release
        self.nearest = nearest
