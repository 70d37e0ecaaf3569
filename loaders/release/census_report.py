"""The census in print, for the terminal: what a release holds, in lines of at most 80 columns."""

import textwrap
from collections.abc import Iterable, Mapping

from graph.releases.census import UNDATED, Census, Fill
from loaders.reports.excerpts import WIDTH
from loaders.words import local_name
from ontology.text import Text

_MARGIN = 19

_UNDATED = Text("sans date", "undated")
_GRADE = Text("cote {grade}", "grade {grade}")
_ENTITIES = Text("Entités", "Entities")
_CLAIMS = Text("Énoncés", "Claims")
_FACTS = Text("Faits", "Facts")
_WITNESSED = Text(
    "{share} affirmés par deux sources indépendantes ou plus", "{share} stated by two or more independent sources"
)
_RATES = Text(
    "Combien de choses de chaque classe ont une propriété (de celles de sa forme,\ns’il y en a qui l’ont) :",
    "How many of each class give a property (those of its shape that any gives):",
)


def census_text(census: Census, language: str) -> str:
    """Sources, entities, claims and facts by kind, then for each class which share of its things gives a property."""
    undated = _UNDATED.in_language(language)
    years = {undated if year == UNDATED else year: number for year, number in census.years.items()}
    grades = {_GRADE.filled({"grade": grade}).in_language(language): number for grade, number in census.grades.items()}
    kinds = {local_name(kind.kind): kind.claims for kind in census.kinds}
    entities = {local_name(kind): number for kind, number in census.entities.items()}
    blocks = [
        _block("Sources", census.sources, _list(grades)),
        _block("", None, _list(census.languages)),
        _block("", None, _list(years)),
        _block(_ENTITIES.in_language(language), sum(census.entities.values()), _list(entities)),
        _block(_CLAIMS.in_language(language), census.claims, _list(kinds)),
        _block(_FACTS.in_language(language), census.facts, _list(census.standings)),
        _block("", None, _WITNESSED.filled({"share": _share(census.witnessed, census.facts)}).in_language(language)),
        "\n" + _RATES.in_language(language),
        *(_block(local_name(fill.kind), fill.things, _rates(fill)) for fill in census.fills),
    ]
    return "\n".join(blocks) + "\n"


def _block(title: str, number: int | None, text: str) -> str:
    head = f"{title:<{_MARGIN}} {'' if number is None else number:>5}  "
    return textwrap.fill(text, WIDTH, initial_indent=head, subsequent_indent=" " * (_MARGIN + 8))


def _list(counts: Mapping[str, int]) -> str:
    return _together(f"{name} {number}" for name, number in counts.items())


def _rates(fill: Fill) -> str:
    return _together(
        f"{local_name(one.property)} {_share(one.given, fill.things)}" for one in fill.properties if one.given
    )


def _together(parts: Iterable[str]) -> str:
    """Parts with a break only between them."""
    return ", ".join(part.replace(" ", "\u00a0") for part in parts)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "–"
