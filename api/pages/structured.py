"""What a page tells search engines: schema.org in JSON-LD, of the page, and of the thing that it describes."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from api.http.links import LICENCES
from api.pages.citing import SHOWN_OF_RELEASE, Origin
from api.pages.words import Words
from graph.names import DATASET
from ontology import SCHEMA, SKOS, core
from ontology.counterparts import read_counterparts

Data = Mapping[str, Any]

CONTEXT = "https://schema.org"
# What our classes have no counterpart for in the alignments: forms of entries, not things of the domain.
FORMS = {SKOS + "Concept": "DefinedTerm", SKOS + "ConceptScheme": "DefinedTermSet", core.FACT: "Claim"}
THING = "Thing"


@cache
def _counterparts() -> Mapping[str, str]:
    """The files do not change while the server runs."""
    return {ours: theirs.removeprefix(SCHEMA) for ours, theirs in read_counterparts(SCHEMA).items()} | FORMS


def types_of(classes: Iterable[str]) -> tuple[str, ...]:
    """The names in schema.org of what has these classes: at least one."""
    known = _counterparts()
    return tuple(sorted({known[one] for one in classes if one in known})) or (THING,)


def kinds_in(data: Data | None) -> tuple[str, ...]:
    """The classes, as IRIs, of what the data are about; none where that is the page itself."""
    types = data.get("@type", ()) if data and "@id" in data else ()
    return tuple(SCHEMA + name for name in ([types] if isinstance(types, str) else types))


def authors(words: Words) -> Data:
    return {"@type": "Organization", "name": words("cite.authors")}


def dataset(words: Words, origin: Origin) -> Data:
    """The data set as another entry names it."""
    return {
        "@type": "Dataset",
        "@id": DATASET,
        "name": words("cite.whole"),
        "description": words("about.lead"),
        "url": f"{origin.host}/dataset",
        "license": list(LICENCES),
        "creator": authors(words),
        "isAccessibleForFree": True,
    }


def release(words: Words, origin: Origin, release_id: str) -> Data:
    """The data set as a release has it, with where its data are to be had."""
    here = f"{origin.host}/release/{release_id}"
    files = (("application/n-quads", f"{here}/dump.nq.gz"), ("text/turtle", f"{origin.host}/.well-known/void"))
    return {
        **dataset(words, origin),
        "identifier": [DATASET, release_id],
        "version": release_id,
        **({"dateModified": origin.made} if origin.made else {}),
        "inLanguage": ["fr", "en"],
        "spatialCoverage": {"@type": "Place", "name": words("structured.europe")},
        "distribution": [{"@type": "DataDownload", "encodingFormat": type_, "contentUrl": url} for type_, url in files],
        "citation": f"{words('cite.authors')}. {words('cite.whole')}, {release_id[:SHOWN_OF_RELEASE]}. {DATASET}",
    }


def website(words: Words, origin: Origin, release_id: str) -> Data:
    """The site, its search, and the data set that it shows."""
    search = {"@type": "EntryPoint", "urlTemplate": f"{origin.host}/search?q={{search_term_string}}"}
    action = {"@type": "SearchAction", "target": search, "query-input": "required name=search_term_string"}
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "name": words("site.name"),
        "alternateName": words("cite.whole"),
        "description": words("site.lead"),
        "url": f"{origin.host}/",
        "inLanguage": ["fr", "en"],
        "publisher": authors(words),
        "potentialAction": action,
        "about": release(words, origin, release_id),
    }


def whole(words: Words, origin: Origin, release_id: str) -> Data:
    return {"@context": CONTEXT, **release(words, origin, release_id)}


def web_page(words: Words, title: str, address: str, description: str, origin: Origin) -> Data:
    """A page that is about nothing that has a name of its own."""
    return {
        "@context": CONTEXT,
        "@type": "WebPage",
        "name": title,
        **({"description": description} if description else {}),
        "url": address,
        "inLanguage": words.language,
        "license": list(LICENCES),
        "isPartOf": {"@type": "WebSite", "name": words("site.name"), "url": f"{origin.host}/"},
    }


def written(data: Data) -> str:
    """For a script element, which nothing in the text can end."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.translate({ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})
