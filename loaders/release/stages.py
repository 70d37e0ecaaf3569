"""How the stages of a build are called in French, and what it says besides; in English these are as in the code."""

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
    "Another process is changing the releases: waiting for it.": "Un autre processus change les versions : attente.",
    "Files were saved meanwhile: reading them again.": "Des fichiers ont été enregistrés entre-temps : relecture.",
}


def stages(language: str) -> Mapping[str, str]:
    """The names of stages for a reader of this language, by the names that they have in the code."""
    return {} if language == "en" else _FRENCH
