"""What robots and browsers look for at fixed addresses: robots.txt, the sitemap, the description of the search."""

from collections.abc import Iterable, Sequence
from typing import Annotated
from xml.sax.saxutils import escape

from fastapi import APIRouter, Path
from starlette.responses import Response

from api.dependencies import EditionDep, LanguageDep, OriginDep
from api.http.headers import VARY_BY_LANGUAGE
from api.http.language import canonical
from api.http.media import SUGGESTIONS
from api.lists import LISTS
from api.pages.rendering import asset
from api.pages.words import words_of
from api.problems.problem import Refused
from graph.names import document_of
from graph.reading.grounds import dates_of
from graph.reading.sitemap import entries_of
from graph.releases.manifest import Manifest
from ontology import LANGUAGES

router = APIRouter(include_in_schema=False)

# The protocol allows 50,000 addresses in a file (https://www.sitemaps.org/protocol.html); smaller ones come faster.
PER_PART = 5_000
FIXED = (
    "/",
    *(f"/{name}" for name in LISTS),
    "/money",
    "/about",
    "/dataset",
    "/ontology",
    "/questions",
    "/rules",
    "/sparql",
    "/docs",
)
SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
XML = {"content-type": "application/xml"}
# Addresses without end: whatever a robot asked there, it would come back with more.
CLOSED = (
    "/search?q=",
    "/suggest",
    "/reconcile",
    "/sparql?query=",
    "/about?fact=",
    "/*?release=",
    "/*&release=",
    "/linkset/",
)

Entry = tuple[str, str]


@router.get("/robots.txt")
async def robots(edition: EditionDep, origin: OriginDep) -> Response:  # noqa: ARG001  # it lasts as the release does
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), "", f"Sitemap: {origin.host}/sitemap.xml"]
    return Response("\n".join(lines) + "\n", headers={"content-type": "text/plain; charset=utf-8"})


@router.get("/sitemap.xml")
async def sitemap(edition: EditionDep, origin: OriginDep) -> Response:
    """The index: each part with the last change in it."""
    parts = _parts(await entries_of(edition.pool, dates_of(edition.release.manifest)), edition.release.manifest)
    entries = [(f"{origin.host}/sitemap/{n}.xml", max(when for _, when in part)) for n, part in enumerate(parts, 1)]
    return Response(_written("sitemapindex", "sitemap", entries), headers=XML)


@router.get("/sitemap/{number}.xml")
async def part(number: Annotated[int, Path(ge=1)], edition: EditionDep, origin: OriginDep) -> Response:
    parts = _parts(await entries_of(edition.pool, dates_of(edition.release.manifest)), edition.release.manifest)
    if number > len(parts):
        raise Refused("unknown-address")
    entries = [(origin.host + path, when) for path, when in parts[number - 1]]
    return Response(_written("urlset", "url", entries), headers=XML)


@router.get("/opensearch.xml")
async def opensearch(edition: EditionDep, origin: OriginDep, language: LanguageDep) -> Response:  # noqa: ARG001
    """OpenSearch 1.1: browsers add the search to theirs."""
    words, host = words_of(language), escape(origin.host, {'"': "&quot;"})
    other = {"fr": "en", "en": "fr"}[language]
    body = f"""<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>{escape(words("site.name"))}</ShortName>
<Description>{escape(words("site.tagline"))}</Description>
<Language>{language}</Language>
<Language>{other}</Language>
<InputEncoding>UTF-8</InputEncoding>
<OutputEncoding>UTF-8</OutputEncoding>
<Image type="image/svg+xml" width="16" height="16">{host}{escape(asset("icon.svg"))}</Image>
<Url type="text/html" template="{host}/search?q={{searchTerms}}"/>
<Url type="{SUGGESTIONS}" rel="suggestions" template="{host}/suggest?q={{searchTerms}}"/>
<Url type="application/opensearchdescription+xml" rel="self" template="{host}/opensearch.xml?lang={language}"/>
</OpenSearchDescription>
"""
    return Response(body, headers={"content-type": "application/opensearchdescription+xml", "vary": VARY_BY_LANGUAGE})


def _parts(things: Iterable[Entry], manifest: Manifest) -> Sequence[Sequence[Entry]]:
    """The path of each page in each language, with the time of its last change: of pages about the whole, that of the
    release."""
    newest = dates_of(manifest).of_all()
    entries = [(path, newest) for path in FIXED]
    entries += [(document_of(iri), when) for iri, when in things]
    entries = [(canonical(path, language), when) for path, when in entries for language in LANGUAGES]
    return [entries[start : start + PER_PART] for start in range(0, len(entries), PER_PART)]


def _written(root: str, name: str, entries: Iterable[Entry]) -> str:
    lines = [
        f"<{name}><loc>{escape(address)}</loc>{f'<lastmod>{when}</lastmod>' if when else ''}</{name}>"
        for address, when in entries
    ]
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{SITEMAPS}">'
    return "\n".join([head, *lines, f"</{root}>", ""])
