"""How grave findings are called and counted, in French and English."""

from collections.abc import Iterable, Mapping

from loaders.findings import Finding, Level, Text

_ONE: Mapping[Level, Text] = {
    Level.ERROR: Text("erreur", "error"),
    Level.WARNING: Text("avertissement", "warning"),
    Level.ADVICE: Text("conseil", "advice"),
}
_SEVERAL: Mapping[Level, Text] = {
    Level.ERROR: Text("erreurs", "errors"),
    Level.WARNING: Text("avertissements", "warnings"),
    Level.ADVICE: Text("conseils", "pieces of advice"),
}
_NONE = Text("Rien à corriger.", "Nothing to mend.")


def noun(level: Level, number: int, language: str) -> str:
    """What so many findings of a level are called."""
    return (_SEVERAL if number > 1 else _ONE)[level].in_language(language)


def count(findings: Iterable[Finding], language: str) -> str:
    """A sentence that counts findings by level, the gravest first."""
    levels = [finding.level for finding in findings]
    said = [f"{n} {noun(level, n, language)}" for level in Level if (n := levels.count(level))]
    return ", ".join(said) + "." if said else _NONE.in_language(language)
