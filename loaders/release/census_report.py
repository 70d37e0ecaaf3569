"""The census in print, for the terminal: what a release holds, in lines of at most 80 columns."""

import textwrap
from collections.abc import Iterable, Mapping

from graph.releases.census import UNDATED, Census, Fill
from loaders.reports.excerpts import WIDTH

_MARGIN = 19


def census_text(census: Census) -> str:
    """Sources, entities, claims and facts by kind, then for each class which share of its things gives a property."""
    years = {"undated" if year == UNDATED else year: number for year, number in census.years.items()}
    kinds = {_name(kind.kind): kind.claims for kind in census.kinds}
    entities = {_name(kind): number for kind, number in census.entities.items()}
    blocks = [
        _block("Sources", census.sources, _list({f"grade {grade}": n for grade, n in census.grades.items()})),
        _block("", None, _list(census.languages)),
        _block("", None, _list(years)),
        _block("Entities", sum(census.entities.values()), _list(entities)),
        _block("Claims", census.claims, _list(kinds)),
        _block("Facts", census.facts, _list(census.standings)),
        _block("", None, f"{_share(census.witnessed, census.facts)} stated by two or more independent sources"),
        "\nHow many of each class give a property (those of its shape that any gives):",
        *(_block(_name(fill.kind), fill.things, _rates(fill)) for fill in census.fills),
    ]
    return "\n".join(blocks) + "\n"


def _block(title: str, number: int | None, text: str) -> str:
    head = f"{title:<{_MARGIN}} {'' if number is None else number:>5}  "
    return textwrap.fill(text, WIDTH, initial_indent=head, subsequent_indent=" " * (_MARGIN + 8))


def _list(counts: Mapping[str, int]) -> str:
    return _together(f"{name} {number}" for name, number in counts.items())


def _rates(fill: Fill) -> str:
    return _together(f"{_name(one.property)} {_share(one.given, fill.things)}" for one in fill.properties if one.given)


def _together(parts: Iterable[str]) -> str:
    """Parts with a break only between them."""
    return ", ".join(part.replace(" ", "\u00a0") for part in parts)


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "–"


def _name(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
