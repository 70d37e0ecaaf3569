"""How numbers, sums and days are written in French and English; French spaces before double signs never break."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

NO_BREAK = "\u00a0"
MINUS = "\u2212"
NARROW = "\u202f"  # before ; ! ? and between thousands
# Imprimerie nationale's usage: a full no-break space before the colon and inside guillemets, a narrow one elsewhere.
_DAY = r"(?<=\b\d)[ ](?=(?:{0})\b)|(?<=\b\d\d)[ ](?=(?:{0})\b)"
_FRENCH_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_UNBROKEN: Mapping[str, Sequence[tuple[re.Pattern[str], str]]] = {
    "fr": (
        (re.compile(r"[ \u00a0\u202f]([;!?])"), NARROW + r"\1"),
        (re.compile(r"[ \u00a0\u202f]([:»%])"), NO_BREAK + r"\1"),
        (re.compile(r"«[ \u00a0\u202f]"), "«" + NO_BREAK),
        (re.compile(r"\b([nN]°|art\.|M\.|MM\.|Mme|§)[ \u00a0](?=\w)"), r"\1" + NO_BREAK),
        (re.compile(_DAY.format(_FRENCH_MONTHS)), NO_BREAK),
        (re.compile(r"(?<=\d)[ \u00a0](?=(?:Md?[€$]|€|\$|s|[kM]o)(?![\w’]))"), NO_BREAK),
    ),
    "en": ((re.compile(_DAY.format(_MONTHS)), NO_BREAK),),
}
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_SYMBOLS: Mapping[str, str] = {"EUR": "€", "USD": "$", "GBP": "£"}
# Exact or not at all: a sum is written in billions only when three decimals hold it.
_UNITS = ((Decimal(10**9), {"fr": "Md", "en": "bn"}), (Decimal(10**6), {"fr": "M", "en": "m"}))
_DATE = re.compile(r"(-?\d{4,})(?:-(\d\d))?(?:-(\d\d))?")


def typeset(text: str, language: str) -> str:
    """A text with its apostrophes curved, and the spaces of its language made unbreakable where it asks for that."""
    text = _APOSTROPHE.sub("’", text)
    for pattern, replacement in _UNBROKEN.get(language, ()):
        text = pattern.sub(replacement, text)
    return text


def number(value: str, language: str) -> str:
    """A decimal number with all its digits; what is no number stays as it is."""
    try:
        exact = Decimal(value)
    except InvalidOperation:
        return value
    return _grouped(exact, language)


def percent(value: str, language: str) -> str:
    return number(value, language) + (f"{NO_BREAK}%" if language == "fr" else "%")


def money(value: str, currency: str, language: str) -> str:
    """A sum in plain units as people write it: 1,8 Md€, €1.8bn; never rounded."""
    try:
        amount = Decimal(value)
    except InvalidOperation:
        return value
    symbol = _SYMBOLS.get(currency, "")
    for size, words in _UNITS:
        if abs(amount) >= size and (scaled := amount / size) == round(scaled, 3):
            return _with_currency(_grouped(scaled, language), words[language], symbol, currency, language)
    return _with_currency(_grouped(amount, language), "", symbol, currency, language)


def date(value: str, months: Sequence[str], language: str) -> str:
    """A day, a month or a year, as precise as it is given; what is no date stays as it is."""
    found = _DATE.fullmatch(value)
    if not found or not found[2]:
        return value
    if not 1 <= int(found[2]) <= len(months):
        return value
    month = f"{months[int(found[2]) - 1]} {found[1]}"
    if not found[3]:
        return month
    day = int(found[3])
    return f"{'1er' if day == 1 and language == 'fr' else day}{NO_BREAK}{month}"


def _grouped(amount: Decimal, language: str) -> str:
    plain = format(amount.normalize(), ",f").replace("-", MINUS)
    return plain.replace(",", NARROW).replace(".", ",") if language == "fr" else plain


def _with_currency(digits: str, unit: str, symbol: str, currency: str, language: str) -> str:
    if language == "fr":
        between = NO_BREAK if unit and currency and not symbol else ""
        return f"{digits}{NO_BREAK}{unit}{between}{symbol or currency}".rstrip(NO_BREAK)
    if symbol and digits.startswith(MINUS):
        return f"{MINUS}{symbol}{digits.removeprefix(MINUS)}{unit}"
    return f"{symbol}{digits}{unit}" if symbol else f"{currency}{NO_BREAK}{digits}{unit}".lstrip(NO_BREAK)
