"""What hides or is damaged inside a text: invisible characters, wrong decoding, HTML, accents apart."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from loaders.findings import Finding, Level, Text
from loaders.turtle import Document, PositionedTriple

SENTENCES: Mapping[str, tuple[Text, Text]] = {
    "hidden": (
        Text(
            "Un caractère invisible ({point}) se cache dans ce texte.",
            "An invisible character ({point}) hides in this text.",
        ),
        Text("Supprimez-le.", "Delete it."),
    ),
    "misread": (
        Text("`{found}` est un `{meant}` mal décodé.", "`{found}` is an `{meant}` that was decoded wrongly."),
        Text(
            "Écrivez `{meant}`, et relisez le reste du texte.", "Write `{meant}`, and read the rest of the text again."
        ),
    ),
    "lost": (
        Text("Un caractère de ce texte a été perdu (U+FFFD).", "A character of this text was lost (U+FFFD)."),
        Text("Récrivez le mot d’après le document.", "Write the word again from the document."),
    ),
    "accent": (
        Text(
            "`{meant}` est écrit en deux caractères : la lettre, puis l’accent ({point}).",
            "`{meant}` is written in two characters: the letter, then the accent ({point}).",
        ),
        Text(
            "Écrivez `{meant}` en un seul ; sinon il ne se retrouve pas.", "Write `{meant}` as one, or it is not found."
        ),
    ),
    "html": (
        Text("`{found}` est une entité HTML.", "`{found}` is an HTML entity."),
        Text("Écrivez le caractère lui-même.", "Write the character itself."),
    ),
    "tag": (
        Text("`{found}` est une balise HTML.", "`{found}` is an HTML tag."),
        Text("Supprimez-la : les textes sont sans mise en forme.", "Delete it: texts bear no markup."),
    ),
    "language-code": (
        Text("La langue `{found}` s’écrit `{meant}`.", "The language `{found}` is written `{meant}`."),
        Text("Écrivez `@{meant}`, son code le plus court.", "Write `@{meant}`, its shortest code."),
    ),
    "empty-text": (
        Text("Ce texte est vide.", "This text is empty."),
        Text("Écrivez-le, ou supprimez la ligne.", "Write it, or delete the line."),
    ),
}
# RFC 5646 asks for the shortest code of a language (§2.2.1): those that curators meet in three letters.
_SHORTER: Mapping[str, str] = {
    "deu": "de",
    "eng": "en",
    "fra": "fr",
    "fre": "fr",
    "ger": "de",
    "ita": "it",
    "nld": "nl",
    "spa": "es",
}
_DAMAGE = re.compile(
    "(?P<hidden>[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff])"
    "|(?P<misread>\u00c3[\u0080-\u00bf\u2018-\u203a\u0152-\u017e]|\u00c2[\u00a0-\u00bf]|\u00e2\u20ac[\u0080-\u2122])"
    "|(?P<lost>\ufffd)"
    "|(?P<accent>[A-Za-z][\u0300-\u036f])"
    r"|(?P<html>&(?:[A-Za-z]{2,10}|#[0-9]{1,6});)"
    r"|(?P<tag></?(?:a|b|br|div|em|h[1-6]|i|li|ol|p|span|strong|sub|sup|u|ul)(?:\s[^<>]{0,200})?/?>)"
)


def text_faults(document: Document) -> Iterator[Finding]:
    """The first damage of each text. Written as an escape, an invisible character shows, and is meant."""
    for found in document.triples:
        if found.object.kind not in ("string", "long"):
            continue
        if isinstance(found.value, ox.Literal) and found.value.language and not found.value.value:
            yield _finding(document, found, "empty-text", found.object.start, found.object.end)
        if isinstance(found.value, ox.Literal) and (meant := _SHORTER.get(found.value.language or "")):
            words = {"found": found.value.language or "", "meant": meant}
            yield _finding(document, found, "language-code", found.object.start, found.object.end, **words)
        for match in _DAMAGE.finditer(found.object.text):
            if fault := _fault(match):
                code, words = fault
                start = found.object.start + match.start()
                yield _finding(document, found, code, start, start + len(match[0]), **words)
                break


def _fault(match: re.Match[str]) -> tuple[str, dict[str, str]] | None:
    """What a match is, None where it is nothing after all."""
    code, found = match.lastgroup or "", match[0]
    words = {"found": found, "point": f"U+{ord(found[-1]):04X}"}
    if code == "misread":
        words["meant"] = _decoded(found)
    elif code == "accent":
        words["meant"] = unicodedata.normalize("NFC", found)
    return None if len(words.get("meant", "x")) != 1 else (code, words)


def _decoded(found: str) -> str:
    for encoding in ("cp1252", "latin-1"):
        try:
            return found.encode(encoding).decode()
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return found


def _finding(document: Document, about: PositionedTriple, code: str, start: int, end: int, /, **words: str) -> Finding:
    message, mend = (text.filled(words) for text in SENTENCES[code])
    return Finding(f"syntax/{code}", Level.ERROR, document.source.place(start, end), message, mend, about.focus)
