"""How to cite a page: the release that it shows, where it stays to be had, and the reference in three forms."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from api.pages.words import Words
from ontology import BASE

SHOWN_OF_RELEASE = 12
# What TeX reads as something else than itself.
_TEX = {char: f"\\{char}" for char in "&%$#_{}"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a page was asked for, and when its release was made, in ISO 8601; empty where that is not known."""

    host: str = BASE.rstrip("/")
    made: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """`address` asks for this very release; `name` tells the page apart from all others of the release."""

    words: Words
    title: str
    name: str
    release: str
    made: str
    address: str

    @property
    def year(self) -> str:
        return self.made[:4] or self.words("cite.no-date")

    @property
    def version(self) -> str:
        return self.release[:SHOWN_OF_RELEASE]

    @property
    def before_address(self) -> str:
        """The reference as APA (7th edition) has it for data sets, up to the address."""
        return self.words("cite.apa", year=self.year, title=self.title, version=self.version)

    @property
    def apa(self) -> str:
        return f"{self.before_address} {self.address}"

    @property
    def bibtex(self) -> str:
        language = {"fr": "french", "en": "english"}[self.words.language]
        dated = {"year": self.made[:4], "version": self.release, "publisher": "Andromède"}
        titled = {"author": self.words("cite.authors"), "title": self.title}
        return bibtex_of(self.key, titled, dated | {"url": self.address, "language": language})

    @property
    def csl(self) -> str:
        """CSL-JSON 1.0.2, as reference managers read it."""
        day = [int(part) for part in self.made[:10].split("-")] if self.made else []
        item = {
            "id": self.key,
            "type": "dataset",
            "author": [{"literal": self.words("cite.authors")}],
            "title": self.title,
            **({"issued": {"date-parts": [day]}} if day else {}),
            "version": self.release,
            "publisher": "Andromède",
            "URL": self.address,
            "language": self.words.language,
        }
        return json.dumps([item], ensure_ascii=False, indent=1)

    @property
    def key(self) -> str:
        name = re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")
        return "-".join(part for part in ("andromede", name, self.release[:8]) if part)


def bibtex_of(key: str, names: Mapping[str, str], fields: Mapping[str, str]) -> str:
    """An entry with those fields that are not empty; `names` are texts, which keep their capitals and are no TeX."""
    kept = {name: f"{{{_tex(text)}}}" for name, text in names.items() if text}
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in (kept | dict(fields)).items() if value)
    return f"@misc{{{key},\n{lines}\n}}"


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in text)
