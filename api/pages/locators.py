"""Where in a document something stands: the order of the passages, and how a reader's language names them."""

import re

from api.pages.typography import typeset
from api.pages.words import Words

# Before the first paragraph, in the order in which a page has them.
_BEFORE = ("title", "header", "byline", "standfirst", "lead", "intro", "opening", "preamble")
_NUMBERED = ("§", "para", "heading before §")
_WORD = re.compile(r"[^\W\d_]+")
_RUN = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")
_SEVERAL = re.compile(r"\bpara(?= \d+[-–]\d)")
_QUOTED = re.compile(r'"([^"]*)"')
_NUMBERS = re.compile(r"\d+")


def place(locator: str) -> tuple[int, tuple[int, ...], str]:
    """The key that sorts locators as the document has its passages: what comes first, numbered paragraphs, the rest."""
    head = _WORD.match(locator.lower())
    numbers = tuple(int(number) for number in _NUMBERS.findall(locator))
    if head and head[0] in _BEFORE:
        return (_BEFORE.index(head[0]), numbers, locator)
    return (len(_BEFORE) + (0 if numbers and locator.startswith(_NUMBERED) else 1), numbers, locator)


def told(locator: str, words: Words) -> str:
    """The locator in the reader's language, as it stands where one of its words has no translation. What stands in
    quotation marks are the document's own words."""
    plain, quoted = _QUOTED.split(locator)[::2], _QUOTED.findall(locator)
    plural = [_SEVERAL.sub("paras", part) for part in plain]
    known = {run: _run(run, words) for part in plural for run in _RUN.findall(part)}
    if all(known.values()):
        plain = [_RUN.sub(lambda run: known[run[0]] or "", part) for part in plural]
    plain = [part.replace("; ", words("site.semicolon")) for part in plain]
    marked = [words("site.quoted", text=text) for text in quoted]
    return typeset("".join(part for pair in zip(plain, [*marked, ""], strict=True) for part in pair), words.language)


def _run(run: str, words: Words) -> str | None:
    """A run of words as a whole where the whole is known ("title page"), else word by word."""
    whole = words.get(f"locator.{run}")
    each = {word: words.get(f"locator.{word}") for word in _WORD.findall(run)}
    return whole or (_WORD.sub(lambda word: each[word[0]] or "", run) if all(each.values()) else None)
