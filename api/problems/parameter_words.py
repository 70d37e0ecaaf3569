"""The words for a parameter that has not the value expected: which one, and what it accepts."""

from collections.abc import Mapping, Sequence
from typing import Any

from ontology.text import Text

NUMBER = Text("un nombre entier", "a whole number")

# By the kind of error that the framework names (https://docs.pydantic.dev/latest/errors/validation_errors/), with what
# that error says of the limit; a kind that is not here is told in the framework's own words.
ACCEPTED: Mapping[str, Text] = {
    "int_parsing": NUMBER,
    "int_type": NUMBER,
    "int_from_float": NUMBER,
    "int_parsing_size": Text("un nombre entier plus court", "a shorter whole number"),
    "greater_than_equal": Text("un nombre à partir de {ge}", "a number from {ge} up"),
    "less_than_equal": Text("un nombre jusqu’à {le}", "a number up to {le}"),
    "string_too_long": Text("au plus {max_length} caractères", "at most {max_length} characters"),
    "literal_error": Text("l’une des valeurs {expected}", "one of the values {expected}"),
    "missing": Text("une valeur, et il n’y en a pas", "a value, and there is none"),
}
SENTENCE = Text("Le paramètre « {name} » accepte {accepted}.", "The parameter “{name}” accepts {accepted}.")


def explain(faults: Sequence[Mapping[str, Any]]) -> Text:
    """One sentence for each fault of the framework's own list."""
    told = [_told(fault) for fault in faults]
    return Text(" ".join(each.fr for each in told), " ".join(each.en for each in told))


def _told(fault: Mapping[str, Any]) -> Text:
    name, accepted = str(fault["loc"][-1]), ACCEPTED.get(str(fault["type"]))
    if accepted is None:
        return Text(f"« {name} » : {fault['msg']}.", f"“{name}”: {fault['msg']}.")
    limits = fault.get("ctx", {})
    fr = SENTENCE.fr.format(name=name, accepted=accepted.fr.format(**_in(limits, " ou ")))
    return Text(fr, SENTENCE.en.format(name=name, accepted=accepted.en.format(**_in(limits, " or "))))


def _in(limits: Mapping[str, Any], last: str) -> Mapping[str, Any]:
    """The limits, with the "or" before the last of a choice in the language of the sentence."""
    return {key: value.replace(" or ", last) if isinstance(value, str) else value for key, value in limits.items()}
