"""A variant: one representation in one content coding with its own strong ETag, ready to be sent, or to be found
unchanged (RFC 9110 §8.8.3, §13.1.2)."""

from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from hashlib import blake2b

from starlette.types import Send

from api.http.codings import CODINGS, IDENTITY, coding_for, is_worth_coding
from api.http.headers import Headers, started

# What Python keeps of a variant besides its bytes and its headers.
OVERHEAD = 1024
# What a 304 repeats (§15.4.5): whoever has the answer has the rest.
_REPEATED = (b"etag", b"vary", b"cache-control", b"content-location", b"last-modified")
_OWN = (b"etag", b"content-length", b"content-encoding")


@dataclass(frozen=True, slots=True)
class Variant:
    """`headers` are all of the answer; `plain` those of the representation, of which other codings are made."""

    headers: Headers
    plain: Headers
    body: bytes
    etag: bytes

    @property
    def weight(self) -> int:
        """Bytes of memory, roughly."""
        return OVERHEAD + len(self.body) + sum(len(name) + len(text) for name, text in self.headers)

    def coding(self, accept_encoding: str | None) -> str:
        """The coding in which this client should have it."""
        type_ = dict(self.plain).get(b"content-type", b"").decode("latin-1")
        return coding_for(accept_encoding, is_worth_coding(type_, len(self.body)))

    def is_known(self, if_none_match: bytes) -> bool:
        """Whether the client has these very bytes. Its mark for weak tags is passed over, as §13.1.2 has it."""
        tags = [tag.strip().removeprefix(b"W/") for tag in if_none_match.split(b",")]
        return self.etag in tags or tags == [b"*"]

    def is_current(self, if_modified_since: bytes) -> bool:
        """Whether the client's copy, of which it knows the date alone, is this one.

        It has to be the very date that we give. A later one proves nothing: after a rollback, or when files are again
        as they were, dates are older than those of the copies that were given meanwhile.
        """
        given = _time(if_modified_since)
        return given is not None and given == _time(dict(self.plain).get(b"last-modified", b""))

    def is_fresh(self, if_none_match: bytes | None, if_modified_since: bytes | None) -> bool:
        """RFC 9110 §13.2.2: a tag has the last word, a date is looked at where no tag is shown."""
        if if_none_match is not None:
            return self.is_known(if_none_match)
        return if_modified_since is not None and self.is_current(if_modified_since)

    async def send(
        self, send: Send, bodyless: bool, if_none_match: bytes | None, if_modified_since: bytes | None = None
    ) -> int:
        """Send it, or 304; gives the status."""
        if self.is_fresh(if_none_match, if_modified_since):
            await send(started(304, [pair for pair in self.headers if pair[0] in _REPEATED]))
            await send({"type": "http.response.body", "body": b""})
            return 304
        await send(started(200, self.headers))
        await send({"type": "http.response.body", "body": b"" if bodyless else self.body})
        return 200


def variant_of(plain: Headers, body: bytes, coding: str = IDENTITY) -> Variant:
    """The representation that these headers and bytes are, in this coding.

    The tag is a hash of what is sent, so that no two codings share one, and an answer that a new release leaves as it
    was keeps its own.
    """
    plain = [pair for pair in plain if pair[0] not in _OWN]
    coded = CODINGS[coding](body) if coding != IDENTITY else body
    type_ = dict(plain).get(b"content-type", b"")
    digest = blake2b(b"\0".join((type_, coding.encode(), coded)), digest_size=12).hexdigest()
    etag = f'"{digest}"'.encode()
    encoding = [(b"content-encoding", coding.encode())] if coding != IDENTITY else []
    headers = [*plain, *encoding, (b"etag", etag), (b"content-length", str(len(coded)).encode())]
    return Variant(headers, plain, coded, etag)


def _time(date: bytes) -> float | None:
    """Of an HTTP date, in seconds; None where it is none."""
    try:
        return parsedate_to_datetime(date.decode("latin-1")).timestamp()
    except ValueError:
        return None
