"""Relative IRIs: what they stand for under a base (RFC 3986, section 5.2)."""

import re
from typing import NamedTuple

_PARTS = re.compile(r"(?:([^:/?#]+):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")


class _Parts(NamedTuple):
    scheme: str | None
    authority: str | None
    path: str
    query: str | None
    fragment: str | None

    def __str__(self) -> str:
        """Recomposed as section 5.3 has it: an empty part keeps its mark, an absent one has none."""
        scheme = "" if self.scheme is None else f"{self.scheme}:"
        authority = "" if self.authority is None else f"//{self.authority}"
        query = "" if self.query is None else f"?{self.query}"
        fragment = "" if self.fragment is None else f"#{self.fragment}"
        return scheme + authority + self.path + query + fragment


def is_absolute(iri: str) -> bool:
    return _SCHEME.match(iri) is not None


def resolve(base: str, reference: str) -> str:
    """The IRI that a reference means under an absolute base. `urllib.parse.urljoin` knows too few schemes for this."""
    own, under = _split(reference), _split(base)
    if own.scheme is not None:
        return str(own._replace(path=_without_dots(own.path)))
    if own.authority is not None:
        return str(own._replace(scheme=under.scheme, path=_without_dots(own.path)))
    if not own.path:
        return str(under._replace(query=under.query if own.query is None else own.query, fragment=own.fragment))
    path = own.path if own.path.startswith("/") else _merge(under, own.path)
    return str(own._replace(scheme=under.scheme, authority=under.authority, path=_without_dots(path)))


def _split(iri: str) -> _Parts:
    match = _PARTS.fullmatch(iri)
    assert match is not None, "the expression matches any text"
    return _Parts(*match.groups())


def _merge(base: _Parts, path: str) -> str:
    if base.authority is not None and not base.path:
        return "/" + path
    folder, slash, _ = base.path.rpartition("/")
    return folder + slash + path


def _without_dots(path: str) -> str:
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1 or (kept and kept[0]):
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    # "a/." and "a/.." name a folder: the slash at the end stays.
    return "/".join([*kept, ""] if segments[-1] in (".", "..") else kept)
