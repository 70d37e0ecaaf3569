"""Words: how a label becomes a slug or a local name, and how an IRI divides into its namespace and its local name."""

import re
import unicodedata


def namespace_of(iri: str) -> str:
    """All but the local name; empty for a name that is no address, such as a URN."""
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]


def local_name(iri: str) -> str:
    return iri[len(namespace_of(iri)) :]


def kebab(text: str) -> str:
    """Words as slugs and concepts write them: no accents, no capitals, hyphens between; "" where no letter remains."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "Oe").replace("æ", "ae"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return "-".join(re.findall(r"[a-z0-9]+", letters.lower()))


def camel(text: str) -> str:
    """Words as properties write them: hostedOn."""
    first, *others = kebab(text).split("-")
    return first + "".join(word.capitalize() for word in others)


def kebab_of_camel(name: str) -> str:
    """hostedOn → hosted-on, JointVenture → joint-venture."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()


def number(digits: str, language: str) -> str:
    """A number as people of a language write it: 75 000 000 and 46,5, or 75,000,000 and 46.5."""
    whole, _, decimals = digits.partition(".")
    sign = whole[:1] if whole[:1] in ("-", "+") else ""
    whole = whole.removeprefix(sign)
    # Four digits stay together: they may be a year.
    grouped = f"{int(whole):,}" if whole.isdecimal() and len(whole) > 4 else whole
    decimals = decimals.rstrip("0")
    if language != "en":
        return sign + grouped.replace(",", "\u202f") + (f",{decimals}" if decimals else "")
    return sign + grouped + (f".{decimals}" if decimals else "")
