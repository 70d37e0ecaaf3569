"""How to cite a document that the graph has read: as its record has it, and not as a work of ours."""

import json
from dataclasses import dataclass

from api.pages.citing import bibtex_of
from api.pages.typography import typeset
from api.pages.words import Words
from graph.names import href_of
from graph.reading.description import Description
from graph.reading.facts import Values, first_iri, literals
from ontology import DCTERMS, SCHEMA

# What needs no full stop after it.
_ENDS = (".", "?", "!", "…")
# What BibTeX calls the languages that documents are in.
_LANGUAGES = {"de": "german", "en": "english", "es": "spanish", "fr": "french", "it": "italian", "nl": "dutch"}


@dataclass(frozen=True, slots=True)
class Reference:
    """`title` is as the document has it; `issued` a day, a month or a year in ISO 8601; `publisher`, `issued`,
    `address` and `language` are empty where the record has none."""

    words: Words
    key: str
    title: str
    publisher: str
    issued: str
    address: str
    language: str

    @property
    def before_address(self) -> str:
        """The reference as APA (7th edition) has it for a page without an author: its title comes first."""
        title = typeset(self.title if self.title.endswith(_ENDS) else f"{self.title}.", self.language)
        publisher = f" {self.publisher}." if self.publisher else ""
        return f"{title} ({self._date}).{publisher}"

    @property
    def _parts(self) -> list[int]:
        return [int(part) for part in self.issued.split("-")] if self.issued else []

    @property
    def _date(self) -> str:
        if not self._parts:
            return self.words("cite.no-date")
        year, *rest = self._parts
        french = self.words.language == "fr"
        days = ["1er" if french and day == 1 else str(day) for day in rest[1:]]
        named = [self.words.months[month - 1] for month in rest[:1]] + days
        within = " ".join(reversed(named) if french else named)
        return f"{year}, {within}" if within else str(year)

    @property
    def bibtex(self) -> str:
        dated = dict(zip(("year", "month", "day"), map(str, self._parts), strict=False))
        language = _LANGUAGES.get(self.language, self.language)
        names = {"title": self.title, "publisher": self.publisher}
        return bibtex_of(self.key, names, dated | {"url": self.address, "language": language})

    @property
    def csl(self) -> str:
        """CSL-JSON 1.0.2: a page of the site of who published it, or a document where it has no address."""
        item = {
            "id": self.key,
            "type": "webpage" if self.address else "document",
            "title": self.title,
            "container-title" if self.address else "publisher": self.publisher,
            "issued": {"date-parts": [self._parts]} if self._parts else None,
            "URL": self.address,
            "language": self.language,
        }
        return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=1)


def reference_of(description: Description, words: Words) -> Reference:
    """The document of a source's page."""
    values = description.values
    return Reference(
        words=words,
        key=href_of(description.iri).rsplit("/", 1)[-1],
        title=_first(values, "title"),
        publisher=_first(values, "publisher"),
        issued=_first(values, "issued"),
        address=first_iri(values, SCHEMA + "url") or "",
        language=_first(values, "language"),
    )


def _first(values: Values, name: str) -> str:
    return next((term.value for term in literals(values, DCTERMS + name)), "")
