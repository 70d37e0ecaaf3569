"""What a client of the Reconciliation API asks for, as values, read from either version of the protocol.

0.2: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
1.0: https://reconciliation-api.github.io/specs/draft/
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from api.model import read_model
from api.problems.problem import Refused
from graph.asking import IRI
from ontology import ANDRO, ID, LANGUAGES
from ontology.prefixes import prefixed
from ontology.text import Text

MOST_QUERIES = 200
BATCH = 50
MOST_CANDIDATES = 50
CANDIDATES = 5
LONGEST_NAME = 500

Json: TypeAlias = Any
_QUERY_0_2 = frozenset({"query", "type", "type_strict", "limit", "properties"})
_QUERY_1_0 = frozenset({"type", "limit", "lang", "dir", "conditions"})
QUANTIFIERS = ("any", "all", "none")


@dataclass(frozen=True, slots=True)
class Condition:
    """`values` are texts, numbers as JSON writes them, and things by their identifiers."""

    property: str
    values: tuple[str, ...]
    required: bool = False
    quantifier: str = "any"


@dataclass(frozen=True, slots=True)
class Sought:
    """One query of a batch. Without a name and an identifier the conditions alone say what is sought.

    `classes` is empty where no type was named: any entity then.
    """

    name: str = ""
    ids: tuple[str, ...] = ()
    classes: frozenset[str] = frozenset()
    limit: int = CANDIDATES
    conditions: tuple[Condition, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """Which properties of which things are wanted, and how many values of each at most (0: all)."""

    ids: tuple[str, ...]
    properties: tuple[tuple[str, int], ...]


def queries_of_batch(text: str) -> Mapping[str, Sought]:
    """A batch of version 0.2, by the keys of the client. Raises Refused."""
    batch = _object(_read(text), "queries")
    _few(batch)
    return {key: _sought_in_0_2(_object(query, key)) for key, query in batch.items()}


def queries_of_list(text: str) -> tuple[Sought, ...]:
    """A batch of the draft of 1.0. Raises Refused."""
    queries = _list(_object(_read(text), "body").get("queries"), "queries")
    _few(queries)
    return tuple(_sought_in_1_0(_object(query, "queries")) for query in queries)


def extension_of(text: str) -> Extension:
    """What data to extend by, alike in both versions. Raises Refused."""
    asked = _object(_read(text), "extend")
    ids = _list(asked.get("ids"), "ids")
    _few(ids, 10 * MOST_QUERIES)
    wanted = [_object(each, "properties") for each in _list(asked.get("properties"), "properties")]
    _few(wanted)
    return Extension(
        tuple(_text(each, "ids") for each in ids),
        tuple((_text(each.get("id"), "id"), _whole(each.get("settings"))) for each in wanted),
    )


def term_of(id_: str) -> str:
    """The IRI that an identifier of a type or a property means: its local name, its name with a prefix, or its IRI.

    Raises Refused where it can be none.
    """
    prefix, colon, local = id_.partition(":")
    space = read_model().prefixes.get(prefix)
    iri = space + local if colon and space else (id_ if colon else ANDRO + id_)
    if not IRI.fullmatch(iri):
        raise refused(f"« {id_} » n’est pas un identifiant.", f"“{id_}” is no identifier.")
    return iri


def identifier_of(iri: str) -> str:
    """What the service calls a class or a property: ours by local names, those of others with a prefix."""
    return prefixed(iri, read_model().prefixes).removeprefix("andro:")


def entity_of(id_: str) -> str:
    """The IRI of a thing, which clients give as a slug or as it is."""
    return id_ if id_.startswith(ID) else ID + id_


def slug_of(iri: str) -> str:
    return iri.removeprefix(ID)


def refused(french: str, english: str) -> Refused:
    return Refused("malformed-request", {"detail": Text(french, english)})


def _sought_in_0_2(query: Mapping[str, Json]) -> Sought:
    _only(query, _QUERY_0_2)
    types = query.get("type") or []
    conditions = [_object(each, "properties") for each in _list(query.get("properties") or [], "properties")]
    if not query.get("query") and not conditions:
        raise refused(
            "Une requête n’a ni « query » ni « properties ».", "A query has neither “query” nor “properties”."
        )
    return Sought(
        name=_text(query.get("query", ""), "query"),
        classes=frozenset(term_of(_text(each, "type")) for each in (types if isinstance(types, list) else [types])),
        limit=_limit(query.get("limit")),
        conditions=_telling(
            Condition(term_of(_text(each.get("pid"), "pid")), _values(each.get("v"))) for each in conditions
        ),
    )


def _sought_in_1_0(query: Mapping[str, Json]) -> Sought:
    _only(query, _QUERY_1_0)
    conditions = [_object(each, "conditions") for each in _list(query.get("conditions"), "conditions")]
    if not conditions:
        raise refused("Une requête n’a aucune condition.", "A query has no condition.")
    by_type = {kind: [one for one in conditions if one.get("matchType") == kind] for kind in ("name", "id", "property")}
    if sum(map(len, by_type.values())) != len(conditions):
        raise refused("« matchType » vaut name, id ou property.", "“matchType” is name, id or property.")
    named = [value for one in by_type["name"] for value in _values(one.get("propertyValue"))]
    language = query.get("lang", "")
    return Sought(
        name=named[0] if named else "",
        ids=tuple(value for one in by_type["id"] for value in _values(one.get("propertyValue"))),
        classes=frozenset({term_of(_text(query["type"], "type"))}) if query.get("type") else frozenset(),
        limit=_limit(query.get("limit")),
        conditions=_telling(map(_condition, by_type["property"])),
        language=language if language in LANGUAGES else "",
    )


def _telling(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """Without those of which the cell is empty, which say nothing: some clients send them all the same."""
    return tuple(condition for condition in conditions if any(map(str.strip, condition.values)))


def _condition(condition: Mapping[str, Json]) -> Condition:
    quantifier = condition.get("matchQuantifier", "any")
    if quantifier not in QUANTIFIERS:
        raise refused("« matchQuantifier » vaut any, all ou none.", "“matchQuantifier” is any, all or none.")
    property_ = term_of(_text(condition.get("propertyId"), "propertyId"))
    return Condition(property_, _values(condition.get("propertyValue")), condition.get("required") is True, quantifier)


def _values(given: Json) -> tuple[str, ...]:
    several = given if isinstance(given, list) else [given]
    return tuple(_value(each) for each in several)


def _value(given: Json) -> str:
    if isinstance(given, dict):
        return _text(given.get("id"), "id")
    if isinstance(given, bool | int | float):
        return json.dumps(given)
    return _text(given, "v")


def _read(text: str) -> Json:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise refused(f"Ce n’est pas du JSON : {error}.", f"This is not JSON: {error}.") from None


def _object(given: Json, name: str) -> Mapping[str, Json]:
    if not isinstance(given, dict):
        raise refused(f"« {name} » doit être un objet JSON.", f"“{name}” has to be a JSON object.")
    return given


def _list(given: Json, name: str) -> list[Json]:
    if not isinstance(given, list):
        raise refused(f"« {name} » doit être un tableau JSON.", f"“{name}” has to be a JSON array.")
    return given


def _only(given: Mapping[str, Json], known: frozenset[str]) -> None:
    """A field that is spelt wrong would be passed over, and the answer be taken for one to the whole query."""
    if strange := sorted(given.keys() - known):
        raise refused(f"Champ inconnu : {', '.join(strange)}.", f"Unknown field: {', '.join(strange)}.")


def _text(given: Json, name: str) -> str:
    if not isinstance(given, str):
        raise refused(f"« {name} » doit être un texte.", f"“{name}” has to be a text.")
    return given[:LONGEST_NAME]


def _few(several: Mapping[str, Json] | Iterable[Json], most: int = MOST_QUERIES) -> None:
    if len(list(several)) > most:
        raise refused(f"{most} au plus à la fois.", f"At most {most} at a time.")


def _limit(given: Json) -> int:
    whole = int(given) if isinstance(given, int | float) and not isinstance(given, bool) else CANDIDATES
    return min(max(whole, 1), MOST_CANDIDATES)


def _whole(settings: Json) -> int:
    """The setting `limit`, which OpenRefine may send as text."""
    given = settings.get("limit", 0) if isinstance(settings, dict) else 0
    return max(0, int(given)) if str(given).isdecimal() and len(str(given)) < 6 else 0
