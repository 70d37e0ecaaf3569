"""Content codings (RFC 9110 §8.4.1): which one a client's Accept-Encoding asks for, and how bytes are put into it."""

import zlib
from collections.abc import Callable, Mapping
from functools import lru_cache

import brotli

IDENTITY = "identity"
# Below this, the headers weigh more than what is saved.
WORTH_CODING = 1024
# Where the client has no preference: a third fewer bytes than gzip at the same time of ours.
BROTLI_QUALITY = 5
GZIP_LEVEL = 6
GZIP_WINDOW = 31  # zlib's number for the gzip container, which then holds no time: the same bytes each time
# A coding that is not named is taken only where `*` says so; identity is always there, as the last resort.
LAST_RESORT = 0.0005

_ALIASES = {"x-gzip": "gzip"}
_TYPES = ("text/", "application/", "image/svg+xml")


def _gzip(body: bytes) -> bytes:
    packer = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, GZIP_WINDOW)
    return packer.compress(body) + packer.flush()


def _brotli(body: bytes) -> bytes:
    packed: bytes = brotli.compress(body, quality=BROTLI_QUALITY)
    return packed


# Ours first where the client likes two the same.
CODINGS: Mapping[str, Callable[[bytes], bytes]] = {"br": _brotli, "gzip": _gzip}


def is_worth_coding(content_type: str, size: int) -> bool:
    return size >= WORTH_CODING and content_type.startswith(_TYPES)


@lru_cache(512)
def coding_for(accept_encoding: str | None, worth: bool) -> str:
    """The coding of an answer. What is not worth it stays as it is unless the client forbids that.

    Without the header everything is allowed, but a client that wanted a coding would have said so (§12.5.3).
    """
    if accept_encoding is None:
        return IDENTITY
    qualities = _qualities(accept_encoding)
    plain = qualities.get(IDENTITY, qualities.get("*", LAST_RESORT))
    if not worth and plain > 0:
        return IDENTITY
    graded = [(qualities.get(name, qualities.get("*", 0.0)), name) for name in CODINGS]
    quality, best = max(graded, key=lambda pair: pair[0])
    return best if quality > 0 and quality >= plain else IDENTITY


def _qualities(accept_encoding: str) -> dict[str, float]:
    """By the name of the coding; a quality that is no number is taken for none."""
    qualities = {}
    for element in accept_encoding.lower().split(","):
        name, _, parameter = element.partition(";")
        key, _, value = parameter.partition("=")
        try:
            quality = float(value) if key.strip() == "q" else 1.0
        except ValueError:
            quality = 1.0
        if name := name.strip():
            qualities[_ALIASES.get(name, name)] = quality
    return qualities
