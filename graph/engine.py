"""What every engine does: a question with its dataset, format and deadline in, complete bytes out."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Form(StrEnum):
    """The four forms of a SPARQL query."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs a query sees. None means the release's own: its default graph and all its named graphs.

    A dataset given by the request names both sets: an empty tuple is an empty set, as the SPARQL Protocol has it
    (https://www.w3.org/TR/sparql11-protocol/#dataset).
    """

    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A query as the engine takes it.

    `format` is a media type that pyoxigraph writes for the query's form; `seconds` is how long it may take from now.
    `federated` says that it calls other endpoints, each of which the guard has allowed.
    """

    text: str
    format: str
    dataset: Dataset | None = None
    seconds: float | None = None
    federated: bool = False


class Engine(Protocol):
    """A life: opened over a release, asked many times, closed once."""

    async def ask(self, question: Question) -> bytes:
        """The complete answer, serialised.

        Raises QueryRefused, EngineFailure, ResultTooLarge or ResultNotSerialisable; never gives half an answer.
        """

    async def close(self) -> None:
        """End every process that it started."""
