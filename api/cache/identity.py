"""When two requests ask for the same: once read, and before that, byte by byte."""

from collections.abc import Hashable
from dataclasses import dataclass
from hashlib import blake2b

from starlette.types import Scope

from api.http.headers import values
from api.http.language import language_of
from api.problems.problem import Refused
from api.settings import Settings
from api.sparql.reading import reading_of
from graph.errors import AndromedeError

ENDPOINT = ("/sparql", "/sparql/")
# All that our answers look at; whoever reads another header of a request adds it here.
_READ = frozenset((b"accept", b"accept-encoding", b"accept-language", b"cookie", b"host", b"content-type"))

_OF_REFUSALS = frozenset((b"accept", b"accept-language", b"cookie"))


@dataclass(frozen=True, slots=True)
class Identity:
    """Equal `key`, equal answer. `manner` is what refusals depend on besides: their format and their language."""

    key: Hashable
    manner: Hashable


def raw_identity(scope: Scope, body: bytes) -> Hashable:
    """The request as it came, without the headers that no answer of ours reads. Equal here is equal when read.

    GET and HEAD are one; a body is known by its hash.
    """
    method = "QUERY" if scope["method"] == "QUERY" else "GET"
    digest = blake2b(body, digest_size=16).digest() if body else b""
    headers = tuple(pair for pair in scope["headers"] if pair[0] in _READ)
    return method, scope["scheme"], scope["path"], scope["query_string"], headers, digest


def identity_of(scope: Scope, body: bytes, settings: Settings) -> Identity | None:
    """None where the same request may be answered otherwise next time, or will be refused anyway."""
    if scope["path"] not in ENDPOINT:
        return _of_address(scope)
    try:
        reading = reading_of(scope, body, settings)
    except (Refused, AndromedeError):
        return None
    if reading.volatile:
        return None
    if reading.inspection is None:
        return _of_address(scope)
    return Identity((reading.asked, reading.media.type), _manner(scope)) if reading.media else None


def _of_address(scope: Scope) -> Identity:
    """Pages and descriptions have a language, and name the host by which they were asked for."""
    accept, host = tuple(values(scope, b"accept")), tuple(values(scope, b"host"))
    key = scope["scheme"], host, scope["path"], scope["query_string"], accept, language_of(scope)
    return Identity(key, None)


def _manner(scope: Scope) -> Hashable:
    """As it was written: reading it would take longer than most queries, and only refusals look at it."""
    headers = tuple(pair for pair in scope["headers"] if pair[0] in _OF_REFUSALS)
    return headers, scope["query_string"] if b"lang=" in scope["query_string"] else b""
