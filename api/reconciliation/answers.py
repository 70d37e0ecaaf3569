"""How the reconciliation service writes things, types, candidates and tables, in each version of the protocol."""

import json
from collections.abc import Iterable, Mapping

from starlette.responses import Response

from api.http.headers import VARY_BY_LANGUAGE
from api.pages.words import words_of
from api.reconciliation.extension import Table
from api.reconciliation.matching import Candidate
from api.reconciliation.requests import Json, slug_of
from api.reconciliation.wording import term
from graph.reading.description import Names
from graph.search.entries import Entry


def written(candidate: Candidate, kinds: Names, language: str, features_named: bool) -> Json:
    """Features have names in the draft of 1.0, and none in 0.2."""
    words = words_of(language)
    parts = {"name": candidate.name, "properties": candidate.traits}
    features = [
        {"id": id_, **({"name": words(f"reconcile.{id_}")} if features_named else {}), "value": round(value, 1)}
        for id_, value in parts.items()
        if value is not None
    ]
    return {
        **named(candidate.entry, language),
        "type": types_of(candidate.entry, kinds, language),
        "score": round(candidate.score, 1),
        "match": candidate.match,
        "features": features,
    }


def named(entry: Entry, language: str) -> dict[str, Json]:
    description = entry.text(language) or entry.publisher
    named = {"id": slug_of(entry.iri), "name": entry.label(language)}
    return {**named, **({"description": description} if description else {})}


def types_of(entry: Entry, names: Names, language: str) -> list[Json]:
    return [term(kind, names, language) for kind in entry.kinds]


def extended_0_2(table: Table) -> Json:
    meta = [{"id": column.id, "name": column.name} for column in table.columns]
    ids = [column.id for column in table.columns]
    rows = {id_: dict(zip(ids, map(list, cells), strict=True)) for id_, cells in table.rows}
    return {"meta": meta, "rows": rows}


def extended_1_0(table: Table) -> Json:
    meta = [{"id": column.id, "name": column.name} for column in table.columns]
    rows = [{"id": id_, "properties": _cells(table, cells)} for id_, cells in table.rows]
    return {"meta": meta, "rows": rows}


def _cells(table: Table, cells: Iterable[Iterable[Mapping[str, Json]]]) -> list[Json]:
    return [{"id": column.id, "values": list(values)} for column, values in zip(table.columns, cells, strict=True)]


def answered(body: Json, language: str) -> Response:
    headers = {
        "content-type": "application/json",
        "content-language": language,
        "vary": VARY_BY_LANGUAGE,
    }
    return Response(json.dumps(body, ensure_ascii=False, separators=(",", ":")) + "\n", headers=headers)
