"""Lexical forms: whether the text of a literal is one that its datatype has. SHACL engines miss some of these."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping

from loaders.findings import Text
from ontology import RDF, XSD
from ontology.core import DATES

_ZONE = r"(?:Z|[+-]\d{2}:\d{2})?"
_DATE = re.compile(rf"-?(\d{{4,}})-(\d{{2}})-(\d{{2}}){_ZONE}")
_TIME = re.compile(rf"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?{_ZONE}|24:00:00(?:\.0+)?{_ZONE}")


def _pattern(expression: str) -> Callable[[str], bool]:
    compiled = re.compile(expression)
    return lambda text: compiled.fullmatch(text) is not None


def _is_date(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    # Leap years repeat every 400 years, so four digits tell; `calendar` knows no year above 9999, `int` no endless one.
    year, month, day = (int(part[-4:]) for part in match.groups())
    return 1 <= month <= 12 and 1 <= day <= monthrange(year % 400 + 400, month)[1]


def _is_date_time(text: str) -> bool:
    day, mark, time = text.partition("T")
    return mark == "T" and _is_date(day) and _TIME.fullmatch(time) is not None


VALID: Mapping[str, Callable[[str], bool]] = {
    XSD + "boolean": _pattern("true|false|0|1"),
    XSD + "integer": _pattern(r"[+-]?\d+"),
    XSD + "nonNegativeInteger": _pattern(r"\+?\d+|-0+"),
    XSD + "positiveInteger": _pattern(r"\+?0*[1-9]\d*"),
    XSD + "decimal": _pattern(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"),
    XSD + "double": _pattern(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN"),
    XSD + "gYear": _pattern(rf"-?\d{{4,}}{_ZONE}"),
    XSD + "gYearMonth": _pattern(rf"-?\d{{4,}}-(?:0[1-9]|1[0-2]){_ZONE}"),
    XSD + "date": _is_date,
    XSD + "dateTime": _is_date_time,
    XSD + "language": _pattern("[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*"),
    XSD + "anyURI": _pattern(r"[^\s<>\"{}|\\^`]*"),
    # Without its tag this is no value at all; the grammar cannot write one that is.
    RDF + "langString": _pattern("(?!)"),
}
MENDS: Mapping[str, Text] = {
    XSD + "boolean": Text("Écrivez `true` ou `false`.", "Write `true` or `false`."),
    XSD + "integer": Text("Écrivez des chiffres sans espace : 12.", "Write digits without spaces: 12."),
    XSD + "decimal": Text("Écrivez un point décimal, sans espace : 46.5.", "Write a decimal point, no spaces: 46.5."),
    XSD + "gYear": Text('Écrivez quatre chiffres : "2015"^^xsd:gYear.', 'Write four digits: "2015"^^xsd:gYear.'),
    XSD + "gYearMonth": Text(
        'Écrivez l’année puis le mois, de 01 à 12 : "2015-12"^^xsd:gYearMonth.',
        'Write the year, then the month from 01 to 12: "2015-12"^^xsd:gYearMonth.',
    ),
    XSD + "date": Text(
        'Écrivez un jour qui existe, année d’abord : "2015-12-31"^^xsd:date.',
        'Write a day that exists, the year first: "2015-12-31"^^xsd:date.',
    ),
    RDF + "langString": Text('Écrivez la langue : "…"@fr.', 'Write the language: "…"@en.'),
}
WRITE = Text("Écrivez `{meant}`.", "Write `{meant}`.")
_NUMBER = re.compile(r"([+-]?\d+)(?:[.,](\d+))?")
_OTHERWISE = Text("Corrigez la valeur, ou son type.", "Mend the value, or its datatype.")


def is_valid(text: str, datatype: str) -> bool:
    """Whether the datatype has this form; a datatype that is not listed has every form."""
    check = VALID.get(datatype)
    return check is None or check(text)


def mend_of(datatype: str, text: str) -> Text:
    """How to mend a text that the datatype does not have: a date that is right for another one names that one."""
    meant = date_of(text) if datatype in DATES else None
    return WRITE.filled({"meant": meant}) if meant else MENDS.get(datatype, _OTHERWISE)


def date_of(text: str) -> str | None:
    """A day, a month or a year as Turtle writes it, None for what is none of the three."""
    known = (f'"{text}"^^xsd:{name.removeprefix(XSD)}' for name in DATES if VALID[name](text))
    return next(known, None)


def decimal_of(text: str) -> str | None:
    """A number as Turtle writes a decimal one, None for what is no number."""
    match = _NUMBER.fullmatch(text)
    return f"{match[1]}.{match[2] or 0}" if match else None
