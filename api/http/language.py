"""The language of an answer: `?lang`, else the cookie of the switch, else Accept-Language, else French."""

import re
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.types import Scope

from api.http.headers import values
from ontology import LANGUAGES

COOKIE = "lang"
# That of a page for whoever says nothing of languages, as robots do.
DEFAULT = LANGUAGES[0]
_WEIGHT = re.compile(r"\s*([A-Za-z*]{1,8})(?:-[A-Za-z0-9-]+)?\s*(?:;\s*q\s*=\s*([01](?:\.\d*)?))?\s*")


def language_of(scope: Scope) -> str:
    """`fr` or `en`; of what is asked for, regions and capitals are passed over."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [])
    candidate: str
    for candidate in (*asked, *_cookie(values(scope, b"cookie"))):
        if (language := candidate.lower().partition("-")[0]) in LANGUAGES:
            return language
    return preferred(values(scope, b"accept-language"))


def canonical(address: str, language: str) -> str:
    """The address by which search engines know a page in a language: without it where they find the page so anyway."""
    return address if language == DEFAULT else f"{address}{'&' if '?' in address else '?'}lang={language}"


def preferred(accept_language: Iterable[str]) -> str:
    """The best of an Accept-Language header (RFC 9110 §12.5.4); regions are passed over: `fr-CA` is French. A language
    that is named counts for more than a star; one that is refused comes last, where nothing else is asked for."""
    weights: dict[str, float] = {}
    for element in ",".join(accept_language).split(","):
        if found := _WEIGHT.fullmatch(element):
            tag, weight = found[1].lower(), float(found[2] or 1)
            weights[tag] = max(weights.get(tag, 0.0), weight)

    def rank(language: str) -> tuple[float, bool]:
        weight = weights.get(language, weights.get("*", 0.0))
        return weight, (language in weights) == (weight > 0)

    return max(LANGUAGES, key=rank)


def _cookie(lines: Iterable[str]) -> list[str]:
    try:
        cookie = SimpleCookie("; ".join(lines))
    except CookieError:
        return []
    return [cookie[COOKIE].value] if COOKIE in cookie else []
