"""Where in a document something stands: the order of the passages, and how a reader's language names them."""

import re

from api.pages.words import Words

# Before the first paragraph, in the order in which a page has them; after the last, everything else.
_BEFORE = ("title", "byline", "standfirst")
_WORD = re.compile(r"[a-z]+")
_NUMBERS = re.compile(r"\d+")


def place(locator: str) -> tuple[int, tuple[int, ...], str]:
    """The key that sorts locators as the document has its passages."""
    head = _WORD.match(locator.lower())
    numbers = tuple(int(number) for number in _NUMBERS.findall(locator))
    if head and head[0] in _BEFORE:
        return (_BEFORE.index(head[0]), numbers, locator)
    return (len(_BEFORE) + (0 if locator.startswith("§") else 1), numbers, locator)


def told(locator: str, words: Words) -> str:
    """The locator in the reader's language; a word that has no translation stays."""
    return _WORD.sub(lambda word: words.get(f"locator.{word[0]}") or word[0], locator)
