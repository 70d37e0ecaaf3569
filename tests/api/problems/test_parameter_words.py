"""A parameter that does not fit is told in the reader's language: its name, and what it accepts."""

from typing import Annotated, Any, Literal

import pytest
from fastapi.exceptions import RequestValidationError
from pydantic import Field, TypeAdapter, ValidationError

from api.problems.parameter_words import ACCEPTED
from api.problems.problem import problem_of

CASES = [
    (int, "x", "int_parsing", "accepte un nombre entier.", "accepts a whole number."),
    (Annotated[int, Field(ge=1)], "0", "greater_than_equal", "accepte un nombre à partir de 1.", "a number from 1 up."),
    (Annotated[int, Field(le=9)], "10", "less_than_equal", "accepte un nombre jusqu’à 9.", "a number up to 9."),
    (Annotated[str, Field(max_length=2)], "xyz", "string_too_long", "au plus 2 caractères.", "at most 2 characters."),
    (Literal["A", "B", "C"], "D", "literal_error", "'A', 'B' ou 'C'.", "'A', 'B' or 'C'."),
]


def fault(kind: Any, value: str) -> RequestValidationError:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(value)
    return RequestValidationError([{**each, "loc": ("query", "page")} for each in caught.value.errors()])


@pytest.mark.parametrize(("kind", "value", "name", "fr", "en"), CASES)
def test_each_kind_of_fault_is_told_in_both_languages(kind: Any, value: str, name: str, fr: str, en: str) -> None:
    error = fault(kind, value)
    assert [each["type"] for each in error.errors()] == [name]
    detail = problem_of(error).detail
    assert detail.fr.startswith("Le paramètre « page » accepte ")
    assert detail.en.startswith("The parameter “page” accepts ")
    assert (detail.fr.endswith(fr), detail.en.endswith(en)) == (True, True)


def test_a_kind_that_we_have_no_words_for_keeps_those_of_the_framework() -> None:
    error = fault(bool, "maybe")
    assert error.errors()[0]["type"] not in ACCEPTED
    assert error.errors()[0]["msg"] in problem_of(error).detail.fr
