"""Where in a document something stands: the order of the passages, and how a reader's language names them."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache

from ontology import HERE, LANGUAGES

# Before the first paragraph, in the order in which a page has them.
_BEFORE = ("title", "header", "byline", "standfirst", "lead", "intro", "opening", "preamble")
_NUMBERED = ("§", "para", "heading before §")
_WORD = re.compile(r"[^\W\d_]+")
_RUN = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")
_SEVERAL = re.compile(r"\bpara(?= \d+[-–]\d)")
_QUOTED = re.compile(r'"([^"]*)"')
# A section called by its title ("section The ruling"), rather than by a number or a letter.
_TITLED = re.compile(r"section (?![IVX]+\b)(?P<title>[^\W\d_][^\";«]+?)(?=, (?:\d|para )|$)")
_NUMBERS = re.compile(r"\d+")
_BETWEEN: Mapping[str, str] = {"fr": "\u202f; "}
_MARKS: Mapping[str, str] = {"fr": "«\u00a0{}\u00a0»", "en": "“{}”"}


def place(locator: str) -> tuple[int, tuple[int, ...], str]:
    """The key that sorts locators as the document has its passages: what comes first, numbered paragraphs, the rest."""
    head = _WORD.match(locator.lower())
    numbers = tuple(int(number) for number in _NUMBERS.findall(locator))
    if head and head[0] in _BEFORE:
        return (_BEFORE.index(head[0]), numbers, locator)
    return (len(_BEFORE) + (0 if numbers and locator.startswith(_NUMBERED) else 1), numbers, locator)


def first_place(locators: Iterable[str]) -> tuple[int, tuple[int, ...], str]:
    """The key of the place that comes first."""
    return min(map(place, locators), default=place(""))


def passages(locators: Iterable[str], language: str) -> str:
    """All the places of a claim in the reader's language, in the order of the document."""
    return _BETWEEN.get(language, "; ").join(told(each, language) for each in sorted(locators, key=place))


def told(locator: str, language: str) -> str:
    """The locator in the reader's language, as it stands where one of its words has no translation. What stands in
    quotation marks are the document's own words."""
    locator = "; ".join(_titled(part, words_of(language)) for part in locator.split("; "))
    plain, quoted = _QUOTED.split(locator)[::2], _QUOTED.findall(locator)
    plural = [_SEVERAL.sub("paras", part) for part in plain]
    known = {run: _run(run, words_of(language)) for part in plural for run in _RUN.findall(part)}
    if all(known.values()):
        plain = [_RUN.sub(lambda run: known[run[0]] or "", part) for part in plural]
    plain = [part.replace("; ", _BETWEEN.get(language, "; ")) for part in plain]
    marked = [_MARKS.get(language, '"{}"').format(text) for text in quoted]
    return "".join(part for pair in zip(plain, [*marked, ""], strict=True) for part in pair)


@cache
def words_of(language: str) -> Mapping[str, str]:
    """What the words of locators are in a language; none in one that is not of the house."""
    if language not in LANGUAGES:
        return {}
    return tomllib.loads((HERE / f"locators.{language}.toml").read_text(encoding="utf-8"))


def _titled(locator: str, words: Mapping[str, str]) -> str:
    """With the title of a section in quotation marks, unless it is said in words that have a translation."""
    found = _TITLED.match(locator)
    if not found or all(_run(run, words) for run in _RUN.findall(found[0])):
        return locator
    return f'section "{found["title"]}"{locator[found.end() :]}'


def _run(run: str, words: Mapping[str, str]) -> str | None:
    """A run of words as a whole where the whole is known ("title page"), else word by word."""
    each = {word: words.get(word) for word in _WORD.findall(run)}
    return words.get(run) or (_WORD.sub(lambda word: each[word[0]] or "", run) if all(each.values()) else None)
