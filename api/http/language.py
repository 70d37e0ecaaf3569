"""The language of an answer: `?lang`, else the cookie of the switch, else Accept-Language, else French."""

import re
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.types import Scope

from api.http.headers import values
from ontology import LANGUAGES

COOKIE = "lang"
DEFAULT = LANGUAGES[0]
_WEIGHT = re.compile(r"\s*([A-Za-z*]{1,8})(?:-[A-Za-z0-9-]+)?\s*(?:;\s*q\s*=\s*([01](?:\.\d*)?))?\s*")


def language_of(scope: Scope) -> str:
    """`fr` or `en`."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [])
    candidate: str
    for candidate in (*asked, *_cookie(values(scope, b"cookie"))):
        if candidate in LANGUAGES:
            return candidate
    return preferred(values(scope, b"accept-language"))


def preferred(accept_language: Iterable[str]) -> str:
    """The best of an Accept-Language header (RFC 9110 §12.5.4); regions are passed over: `fr-CA` is French."""
    weights = dict.fromkeys(LANGUAGES, 0.0)
    for element in ",".join(accept_language).split(","):
        if found := _WEIGHT.fullmatch(element):
            tag, weight = found[1].lower(), float(found[2] or 1)
            for language in LANGUAGES if tag == "*" else (tag,):
                if language in weights:
                    weights[language] = max(weights[language], weight)
    return max(LANGUAGES, key=lambda language: weights[language]) if any(weights.values()) else DEFAULT


def _cookie(lines: Iterable[str]) -> list[str]:
    try:
        cookie = SimpleCookie("; ".join(lines))
    except CookieError:
        return []
    return [cookie[COOKIE].value] if COOKIE in cookie else []
