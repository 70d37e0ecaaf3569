"""How the stages of a build are called in French; in English they are called as they are."""

from collections.abc import Mapping

_FRENCH: Mapping[str, str] = {
    "checks": "contrôles",
    "reading": "lecture",
    "facts": "faits",
    "labels and dates": "noms et dates",
    "shortcuts": "raccourcis",
    "inference": "inférence",
    "contradictions": "contradictions",
    "statistics": "statistiques",
    "store": "base",
    "search": "recherche",
    "dump": "copie",
    "publishing": "publication",
    "questions": "questions",
}


def stages(language: str) -> Mapping[str, str]:
    """The names of stages for a reader of this language, by the names that they have in the code."""
    return {} if language == "en" else _FRENCH
