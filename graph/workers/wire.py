"""The frames between the server and its workers: a question one way, a verdict with its body the other.

Question: u32 length of the query, u32 length of the dataset, u8 format, dataset (JSON), query (UTF-8).
Answer: u8 verdict, u32 length, body. A worker's first frame is READY.
"""

import json
from dataclasses import asdict
from enum import IntEnum
from struct import Struct
from typing import NamedTuple

from graph.engine import Dataset, Question
from graph.errors import (
    AndromedeError,
    EngineFailure,
    MalformedQuery,
    QueryRefused,
    ResultNotSerialisable,
    ResultTooLarge,
)
from ontology.text import Text

QUESTION = Struct("<IIB")
ANSWER = Struct("<BI")

# The formats that pyoxigraph writes; a format travels as its place in this row.
FORMATS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "text/turtle",
    "application/n-triples",
    "application/ld+json",
    "application/rdf+xml",
    "application/n-quads",
    "application/trig",
    "text/n3",
)


class Verdict(IntEnum):
    """What a worker says of a question; all but ANSWER and READY carry the error as JSON."""

    ANSWER = 0
    READY = 1
    MALFORMED = 2
    REFUSED = 3
    TOO_LARGE = 4
    NOT_SERIALISABLE = 5
    FAILED = 6


ERRORS: dict[Verdict, type[AndromedeError]] = {
    Verdict.MALFORMED: MalformedQuery,
    Verdict.REFUSED: QueryRefused,
    Verdict.TOO_LARGE: ResultTooLarge,
    Verdict.NOT_SERIALISABLE: ResultNotSerialisable,
    Verdict.FAILED: EngineFailure,
}


class Asked(NamedTuple):
    """A question as a worker reads it."""

    text: str
    format: str
    dataset: Dataset | None


def question_frame(question: Question) -> bytes:
    """Raises ValueError when the format is none that an engine writes."""
    text = question.text.encode()
    dataset = json.dumps(asdict(question.dataset)).encode() if question.dataset else b""
    return QUESTION.pack(len(text), len(dataset), FORMATS.index(question.format)) + dataset + text


def length_after(header: bytes) -> int:
    """How many bytes follow the header of a question."""
    text_length, dataset_length, _ = QUESTION.unpack(header)
    return int(text_length + dataset_length)


def read_question(header: bytes, body: bytes) -> Asked:
    _, dataset_length, code = QUESTION.unpack(header)
    dataset = json.loads(body[:dataset_length]) if dataset_length else None
    return Asked(
        text=body[dataset_length:].decode(),
        format=FORMATS[code],
        dataset=Dataset(tuple(dataset["default_graphs"]), tuple(dataset["named_graphs"])) if dataset else None,
    )


def answer_frame(verdict: Verdict, body: bytes) -> bytes:
    return ANSWER.pack(verdict, len(body)) + body


def error_frame(error: AndromedeError) -> bytes:
    verdict = next(verdict for verdict, kind in ERRORS.items() if isinstance(error, kind))
    return answer_frame(verdict, json.dumps(vars(error), default=asdict).encode())


def error_of(verdict: int, body: bytes) -> AndromedeError:
    """The error that a worker reported, as it was raised there."""
    members = json.loads(body)
    if text := members.pop("text", None):
        members["detail"] = Text(**text)
    return ERRORS[Verdict(verdict)](**members)


class AnswerReader:
    """Cuts what arrives from one worker into answers; a large one is joined once, when its last byte is here."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._have = 0
        self._need = ANSWER.size

    def feed(self, data: bytes) -> list[tuple[int, bytes]]:
        self._parts.append(data)
        self._have += len(data)
        if self._have < self._need:
            return []
        return self._cut(data if len(self._parts) == 1 else b"".join(self._parts))

    def _cut(self, buffer: bytes) -> list[tuple[int, bytes]]:
        answers, start, self._need = [], 0, ANSWER.size
        while len(buffer) - start >= ANSWER.size:
            verdict, length = ANSWER.unpack_from(buffer, start)
            end = start + ANSWER.size + length
            if len(buffer) < end:
                self._need = end - start
                break
            answers.append((verdict, buffer[start + ANSWER.size : end]))
            start = end
        self._parts = [buffer[start:]] if start < len(buffer) else []
        self._have = len(buffer) - start
        return answers
