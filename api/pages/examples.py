"""The examples below a rule or a shape: what is wrong, what is said of it, and what would be right."""

from collections.abc import Iterable
from dataclasses import dataclass

from ontology.examples import Example, Excerpt


@dataclass(frozen=True, slots=True)
class Line:
    """A line of Turtle; `marked` where it is the one that matters."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class ExampleView:
    """`bad` and `said` are empty where it only shows what a thing looks like."""

    good: tuple[Line, ...]
    bad: tuple[Line, ...]
    said: str


def example_views(examples: Iterable[Example], language: str) -> tuple[ExampleView, ...]:
    return tuple(_view(one, language) for one in examples)


def _view(one: Example, language: str) -> ExampleView:
    said = one.said.in_language(language) if one.said else ""
    return ExampleView(_lines(one.good), _lines(one.bad) if one.bad else (), said)


def _lines(excerpt: Excerpt) -> tuple[Line, ...]:
    return tuple(Line(text, number in excerpt.marked) for number, text in enumerate(excerpt.text.split("\n"), 1))
