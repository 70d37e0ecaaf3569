"""A text in both languages of the house."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or name in both languages."""

    fr: str
    en: str

    def in_language(self, language: str) -> str:
        """The English for `en`, the French for any other language."""
        return self.en if language == "en" else self.fr
