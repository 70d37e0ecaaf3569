"""/reconcile: the W3C Entity Reconciliation API, 0.2 at /reconcile and the draft of 1.0 at /reconcile/1.0.

The same under /reconcile/fr and /reconcile/en, for clients such as OpenRefine that cannot ask for a language.
"""

import asyncio
import json
from collections.abc import Iterable, Mapping
from html import escape
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import EngineDep, ReleaseDep, SettingsDep
from api.extension import Table, table_of
from api.language import language_of
from api.links import host_name
from api.manifests import manifest_0_2, manifest_1_0
from api.matching import ENTITY, Candidate, candidates_for
from api.pages.frame import Frame
from api.pages.preview import preview_page
from api.pages.rendering import SECURITY, page, rendered
from api.pages.words import words_of
from api.problems import Refused
from api.reconciliation import (
    Sought,
    entity_of,
    extension_of,
    identifier_of,
    queries_of_batch,
    queries_of_list,
    refused,
    slug_of,
    term_of,
)
from api.search import IndexDep
from graph.description import Names, names_of
from graph.engine import Engine
from graph.entries import Entry
from graph.folding import plain
from graph.search import SearchIndex
from graph.terminology import terms_of
from graph.traits import traits_of
from loaders.findings import Text
from ontology import LANGUAGES, OWL
from ontology.core import LABEL, TYPE

router = APIRouter(tags=["reconciliation"])
ROOT = "/reconcile"
ROOTS = (ROOT, *(f"{ROOT}/{language}" for language in LANGUAGES))
DRAFT = "/1.0"
Json = Any

Prefix = Annotated[str, Query(max_length=200, description="what is being typed, or an identifier")]
Id = Annotated[str, Query(max_length=300, alias="id", description="the identifier of a thing, a type or a property")]
Limit = Annotated[int, Query(ge=1, le=200, description="how many at most")]
Offset = Annotated[int, Query(ge=0, le=10_000, description="how many to pass over")]
Cursor = Annotated[int, Query(ge=0, le=10_000, description="the same in version 0.2")]
OfType = Annotated[str, Query(max_length=300, alias="type", description="only of this type")]


async def _root(request: Request) -> str:
    """The address of the service of this request."""
    path = str(request.scope["path"])
    return next((root for root in reversed(ROOTS) if path == root or path.startswith(f"{root}/")), ROOT)


RootDep = Annotated[str, Depends(_root)]


async def _language(request: Request, root: RootDep) -> str:
    named = root.rsplit("/", 1)[-1]
    return named if named in LANGUAGES else language_of(request.scope)


TongueDep = Annotated[str, Depends(_language)]


async def service(
    request: Request, root: RootDep, language: TongueDep, index: IndexDep, engine: EngineDep, settings: SettingsDep
) -> Response:
    """Without parameters the manifest; `queries` or `extend` in the address or in a form."""
    form = await request.form() if request.method == "POST" else {}
    queries, extend = (form.get(name) or request.query_params.get(name) for name in ("queries", "extend"))
    if isinstance(queries, str):
        batch = queries_of_batch(queries)
        results = await _results(tuple(batch.values()), index, engine, language)
        return _answer({key: {"result": each} for key, each in zip(batch, results, strict=True)}, language)
    if isinstance(extend, str):
        return _answer(_extended_0_2(await table_of(extension_of(extend), index, engine, language)), language)
    if request.method == "POST":
        raise refused("Il manque « queries » ou « extend ».", "There is neither “queries” nor “extend”.")
    host = host_name(request.scope, settings.public_url)
    return _answer(manifest_0_2(host, root, language), language)


async def draft(request: Request, language: TongueDep, settings: SettingsDep) -> Response:
    return _answer(manifest_1_0(host_name(request.scope, settings.public_url), language), language)


async def match(request: Request, language: TongueDep, index: IndexDep, engine: EngineDep) -> Response:
    queries = queries_of_list((await request.body()).decode("utf-8", "replace"))
    results = await _results(queries, index, engine, language, named=True)
    return _answer({"results": [{"candidates": each} for each in results]}, language)


async def extend(request: Request, language: TongueDep, index: IndexDep, engine: EngineDep) -> Response:
    asked = extension_of((await request.body()).decode("utf-8", "replace"))
    return _answer(_extended_1_0(await table_of(asked, index, engine, language)), language)


async def propose(language: TongueDep, engine: EngineDep, type_: OfType = "", limit: Limit = 50) -> Response:
    class_ = term_of(type_) if type_ else ENTITY
    traits = (await traits_of(engine, class_))[:limit]
    names = await names_of(engine, {trait.property for trait in traits})
    properties = [_term(trait.property, names, language) for trait in traits]
    return _answer({"properties": properties, "type": type_ or identifier_of(ENTITY), "limit": limit}, language)


async def suggest_entity(
    language: TongueDep,
    index: IndexDep,
    engine: EngineDep,
    prefix: Prefix = "",
    type_: OfType = "",
    limit: Limit = 10,
    offset: Offset = 0,
    cursor: Cursor = 0,
) -> Response:
    classes = frozenset({term_of(type_) if type_ else ENTITY})
    skipped = offset or cursor
    found = await asyncio.to_thread(index.suggest, prefix, classes, min(skipped + limit, 500))
    known = index.by_iri.get(entity_of(prefix.strip()))
    entries = list(
        {entry.iri: entry for entry in (*([known] if known else []), *(each.entry for each in found))}.values()
    )
    entries = entries[skipped : skipped + limit]
    kinds = await names_of(engine, {kind for entry in entries for kind in entry.kinds})
    result = [{**_named(entry, language), "notable": _types(entry, kinds, language)} for entry in entries]
    return _answer({"result": result}, language)


async def suggest_type(
    language: TongueDep,
    engine: EngineDep,
    prefix: Prefix = "",
    limit: Limit = 50,
    offset: Offset = 0,
    cursor: Cursor = 0,
) -> Response:
    return await _suggested(engine, language, prefix, {OWL + "Class"}, limit, offset or cursor)


async def suggest_property(
    language: TongueDep,
    engine: EngineDep,
    prefix: Prefix = "",
    limit: Limit = 50,
    offset: Offset = 0,
    cursor: Cursor = 0,
) -> Response:
    kinds = {OWL + "ObjectProperty", OWL + "DatatypeProperty"}
    return await _suggested(engine, language, prefix, kinds, limit, offset or cursor)


async def preview(
    request: Request, language: TongueDep, index: IndexDep, engine: EngineDep, release: ReleaseDep, id_: Id = ""
) -> Response:
    """A small page to be shown in a frame of the client's own."""
    entry = _known(id_, index)
    kinds = await names_of(engine, entry.kinds)
    frame = Frame(words_of(language), entry.label(language), request.scope["path"], release)
    framed = SECURITY["content-security-policy"].replace("frame-ancestors 'none'", "frame-ancestors *")
    return page("preview.html", preview_page(entry, kinds, frame), headers={"content-security-policy": framed})


async def flyout(
    language: TongueDep, index: IndexDep, engine: EngineDep, release: ReleaseDep, sort: str, id_: Id = ""
) -> Response:
    """What a suggestion is, in a few lines of HTML (version 0.2)."""
    if sort == "entity":
        entry = _known(id_, index)
        frame = Frame(words_of(language), entry.label(language), "", release)
        html = rendered("flyout.html", preview_page(entry, await names_of(engine, entry.kinds), frame))
        return _answer({"id": id_, "html": html}, language)
    names = (await names_of(engine, {term_of(id_)})).get(term_of(id_), {})
    if sort not in ("type", "property") or not names:
        raise Refused("unknown-address")
    name = escape(names.get(language) or next(iter(names.values())))
    return _answer({"id": id_, "html": f"<p>{name}</p>"}, language)


async def _results(
    queries: tuple[Sought, ...], index: SearchIndex, engine: Engine, language: str, named: bool = False
) -> list[list[Json]]:
    found = await candidates_for(queries, index, engine)
    kinds = await names_of(engine, {kind for several in found for one in several for kind in one.entry.kinds})
    return [
        [_written(one, kinds, query.language or language, named) for one in several]
        for query, several in zip(queries, found, strict=True)
    ]


def _written(candidate: Candidate, kinds: Names, language: str, named: bool) -> Json:
    """Features have names in the draft of 1.0, and none in 0.2."""
    words = words_of(language)
    parts = {"name": candidate.name, "properties": candidate.traits}
    features = [
        {"id": id_, **({"name": words(f"reconcile.{id_}")} if named else {}), "value": round(value, 1)}
        for id_, value in parts.items()
        if value is not None
    ]
    return {
        **_named(candidate.entry, language),
        "type": _types(candidate.entry, kinds, language),
        "score": round(candidate.score, 1),
        "match": candidate.match,
        "features": features,
    }


def _named(entry: Entry, language: str) -> dict[str, Json]:
    description = entry.text(language) or entry.publisher
    named = {"id": slug_of(entry.iri), "name": entry.label(language)}
    return {**named, **({"description": description} if description else {})}


def _types(entry: Entry, names: Names, language: str) -> list[Json]:
    return [_term(kind, names, language) for kind in entry.kinds]


def _term(iri: str, names: Names, language: str) -> dict[str, str]:
    known = names.get(iri, {})
    name = known.get(language) or next((known[each] for each in sorted(known)), identifier_of(iri))
    return {"id": identifier_of(iri), "name": name}


async def _suggested(engine: Engine, language: str, prefix: str, kinds: set[str], limit: int, skipped: int) -> Response:
    """Terms of the ontology one of whose words, in either language, begins so."""
    begun = plain(prefix.strip())
    found = []
    for iri, said in (await terms_of(engine)).items():
        types = {term.value for term in said.get(TYPE, ())}
        names = {iri: {getattr(term, "language", ""): term.value for term in said.get(LABEL, ())}}
        texts = [identifier_of(iri), *names[iri].values()]
        words = [word for text in texts for word in (plain(text), *plain(text).split())]
        if types & kinds and any(word.startswith(begun) for word in words):
            found.append(_term(iri, names, language))
    exact = sorted(found, key=lambda one: (plain(one["name"]) != begun and plain(one["id"]) != begun, one["name"]))
    return _answer({"result": exact[skipped : skipped + limit]}, language)


def _known(id_: str, index: SearchIndex) -> Entry:
    entry = index.by_iri.get(entity_of(id_))
    if entry is None:
        detail = Text(f"« {id_} » ne désigne rien ici.", f"“{id_}” names nothing here.")
        raise Refused("unknown-entity", {"detail": detail})
    return entry


def _extended_0_2(table: Table) -> Json:
    meta = [{"id": column.id, "name": column.name} for column in table.columns]
    ids = [column.id for column in table.columns]
    rows = {id_: dict(zip(ids, map(list, cells), strict=True)) for id_, cells in table.rows}
    return {"meta": meta, "rows": rows}


def _extended_1_0(table: Table) -> Json:
    meta = [{"id": column.id, "name": column.name} for column in table.columns]
    rows = [{"id": id_, "properties": _cells(table, cells)} for id_, cells in table.rows]
    return {"meta": meta, "rows": rows}


def _cells(table: Table, cells: Iterable[Iterable[Mapping[str, Json]]]) -> list[Json]:
    return [{"id": column.id, "values": list(values)} for column, values in zip(table.columns, cells, strict=True)]


def _answer(body: Json, language: str) -> Response:
    headers = {
        "content-type": "application/json",
        "content-language": language,
        "vary": "Accept-Language, Cookie",
    }
    return Response(json.dumps(body, ensure_ascii=False, separators=(",", ":")) + "\n", headers=headers)


# Path below the root, methods, whether the draft of 1.0 has it too, the route, and what it is for.
_ROUTES = (
    ("/suggest/entity", ["GET"], True, suggest_entity, "Things for what is being typed"),
    ("/suggest/type", ["GET"], True, suggest_type, "Types for what is being typed"),
    ("/suggest/property", ["GET"], True, suggest_property, "Properties for what is being typed"),
    ("/preview", ["GET"], True, preview, "A small page about a thing, to be shown in a frame"),
    ("/extend/propose", ["GET"], True, propose, "The properties that things of a type have"),
    ("/flyout/{sort}", ["GET"], False, flyout, "A suggestion in a few lines"),
)
for root in ROOTS:
    shown = root == ROOT
    router.add_api_route(
        root, service, methods=["GET", "POST"], summary="Reconciliation API 0.2", include_in_schema=shown
    )
    router.add_api_route(
        root + DRAFT,
        draft,
        methods=["GET"],
        summary="Reconciliation API, draft of 1.0: manifest",
        include_in_schema=shown,
    )
    router.add_api_route(
        root + DRAFT + "/match",
        match,
        methods=["POST"],
        summary="Candidates for a batch of queries",
        include_in_schema=shown,
    )
    router.add_api_route(
        root + DRAFT + "/extend", extend, methods=["POST"], summary="What things have", include_in_schema=shown
    )
    for path, methods, both, route, summary in _ROUTES:
        router.add_api_route(root + path, route, methods=methods, summary=summary, include_in_schema=shown)
        if both:
            router.add_api_route(root + DRAFT + path, route, methods=methods, summary=summary, include_in_schema=shown)
