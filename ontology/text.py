"""A text in both languages of the house."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_WORD = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or name in both languages."""

    fr: str
    en: str

    def in_language(self, language: str) -> str:
        """The English for `en`, the French for any other language."""
        return self.en if language == "en" else self.fr

    def filled(self, words: Mapping[str, object]) -> "Text":
        """The text with each word in its place; braces within the words stay as they are."""
        return Text(self.fr.format_map(words), self.en.format_map(words))


def without_words(template: str) -> str:
    """A sentence before anything happened: three dots for each word that comes with a case."""
    return _WORD.sub("…", template)
