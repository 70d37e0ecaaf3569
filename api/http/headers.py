"""Headers of a request and of an answer, as ASGI carries them: lists of byte pairs, names in lower case."""

from collections.abc import Iterable, Mapping

from starlette.types import Message, Scope, Send

Headers = list[tuple[bytes, bytes]]
# What a page differs by, and what is had in other formats too.
VARY_BY_LANGUAGE = "Accept-Language, Cookie"
VARY_BY_FORMAT_AND_LANGUAGE = f"Accept, {VARY_BY_LANGUAGE}"


def values(scope: Scope, name: bytes) -> list[str]:
    """Every line of one header; header bytes are Latin-1 (RFC 9110 §5.5)."""
    return [value.decode("latin-1") for key, value in scope["headers"] if key == name]


def value(scope: Scope, name: bytes) -> str | None:
    """The first line of one header."""
    for key, text in scope["headers"]:
        if key == name:
            found: str = text.decode("latin-1")
            return found
    return None


def as_lists(scope: Scope) -> dict[bytes, bytes]:
    """Every header by its name; the lines of one are one list (RFC 9110 §5.3)."""
    headers = scope["headers"]
    found = dict(headers)
    if len(found) < len(headers):
        return {name: b", ".join(text for key, text in headers if key == name) for name in found}
    return found


def encoded(pairs: Mapping[str, str] | Iterable[tuple[str, str]]) -> Headers:
    items = pairs.items() if isinstance(pairs, Mapping) else pairs
    return [(name.lower().encode("latin-1"), text.encode("latin-1")) for name, text in items]


def started(status: int, headers: Headers) -> Message:
    return {"type": "http.response.start", "status": status, "headers": headers}


async def respond(scope: Scope, send: Send, status: int, headers: Headers, body: bytes) -> None:
    """Send a whole answer; to HEAD the same headers without the body (RFC 9110 §9.3.2)."""
    length = (b"content-length", str(len(body)).encode())
    await send(started(status, [*headers, length]))
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
