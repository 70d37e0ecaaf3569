"""The SPARQL 1.1 Protocol, query half (§2.1), with the QUERY method: from a request to what it asks."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from api.problems.problem import Refused
from graph.engine import Dataset
from ontology.text import Text

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
METHODS = ("GET", "HEAD", "POST", "QUERY", "OPTIONS")
MOST_FIELDS = 1000
ONCE = ("query", "format", "timeout", "release")


class Asked(NamedTuple):
    """What a request asks; `format` and `release` are None where it leaves them to us."""

    query: str | None
    dataset: Dataset | None
    format: str | None
    seconds: float | None
    release: str | None


def read(method: str, query_string: bytes, content_type: str | None, body: bytes) -> Asked:
    """Raises Refused. Bytes become text once and strictly: what is no UTF-8 is refused, never guessed."""
    fields = _fields(query_string)
    if method in ("POST", "QUERY"):
        fields = _join(fields, _body_fields(content_type, body))
    for name in ONCE:
        if len(fields.get(name, ())) > 1:
            raise _malformed(
                f"Le paramètre « {name} » est donné plusieurs fois.", f"The parameter “{name}” is given more than once."
            )
    if "update" in fields:
        raise _malformed("Une mise à jour s’envoie à /update.", "An update is sent to /update.")
    return Asked(
        query=_first(fields, "query"),
        dataset=_dataset(fields),
        format=_first(fields, "format"),
        seconds=_seconds(_first(fields, "timeout")),
        release=_first(fields, "release"),
    )


def demand(query: str | None, limit: int) -> str:
    """The query, which has to be there and no longer than `limit` characters. Raises Refused."""
    if query is None:
        raise Refused("missing-query")
    if len(query) > limit:
        raise Refused("too-large", {"limit": limit})
    return query


def _body_fields(content_type: str | None, body: bytes) -> Mapping[str, Sequence[str]]:
    media_type, _, parameters = (content_type or "").partition(";")
    media_type = media_type.strip().lower()
    charset = parameters.lower().partition("charset=")[2].strip(' "')
    if charset not in ("", "utf-8", "utf8"):
        raise _malformed(f"Le jeu de caractères {charset} n’est pas lu : UTF-8 seul.", "Only UTF-8 is read.")
    if media_type == FORM:
        return _fields(body)
    if media_type == QUERY:
        return {"query": [_text(body)]}
    raise Refused("unsupported-media-type", {"available": [QUERY, FORM]}, {"accept-query": f"{QUERY}, {FORM}"})


def _fields(encoded: bytes) -> dict[str, list[str]]:
    """As urllib's parse_qsl has it, from bytes to text in one step, which takes half its time."""
    _text(encoded)
    pairs = encoded.split(b"&")
    if len(pairs) > MOST_FIELDS:
        raise _malformed("Il y a trop de paramètres.", "There are too many parameters.")
    fields: dict[str, list[str]] = {}
    try:
        for pair in pairs:
            name, _, value = pair.replace(b"+", b" ").partition(b"=")
            if pair:
                fields.setdefault(unquote_to_bytes(name).decode(), []).append(unquote_to_bytes(value).decode())
    except UnicodeDecodeError:
        raise _malformed("Un paramètre n’est pas de l’UTF-8.", "A parameter is not UTF-8.") from None
    return fields


def _text(encoded: bytes) -> str:
    try:
        return encoded.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _malformed(
            f"L’octet {error.start + 1} n’est pas de l’UTF-8.", f"Byte {error.start + 1} is not UTF-8."
        ) from None


def _join(one: Mapping[str, Sequence[str]], other: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {name: [*one.get(name, ()), *other.get(name, ())] for name in (*one, *other)}


def _first(fields: Mapping[str, Sequence[str]], name: str) -> str | None:
    return fields[name][0] if fields.get(name) else None


def _dataset(fields: Mapping[str, Sequence[str]]) -> Dataset | None:
    default, named = fields.get("default-graph-uri", ()), fields.get("named-graph-uri", ())
    return Dataset(tuple(default), tuple(named)) if default or named else None


def _seconds(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise _malformed(
            f"timeout={text} n’est pas un nombre de secondes.", f"timeout={text} is not a number of seconds."
        )
    return seconds


def _malformed(fr: str, en: str) -> Refused:
    return Refused("malformed-request", {"detail": Text(fr, en)})
