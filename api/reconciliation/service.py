"""/reconcile: the W3C Entity Reconciliation API, 0.2 at /reconcile and the draft of 1.0 at /reconcile/1.0.

The same under /reconcile/fr and /reconcile/en, for clients such as OpenRefine that cannot ask for a language.
"""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import EngineDep, SettingsDep
from api.http.links import host_name
from api.reconciliation.aids import (
    ROOT,
    ROOTS,
    RootDep,
    TongueDep,
    flyout,
    preview,
    propose,
    suggest_entity,
    suggest_property,
    suggest_type,
)
from api.reconciliation.answers import answered, extended_0_2, extended_1_0, written
from api.reconciliation.extension import table_of
from api.reconciliation.manifests import manifest_0_2, manifest_1_0
from api.reconciliation.matching import candidates_for
from api.reconciliation.requests import Json, Sought, extension_of, queries_of_batch, queries_of_list, refused
from api.search import IndexDep
from graph.engine import Engine
from graph.reading.description import names_of
from graph.search.index import SearchIndex

router = APIRouter(tags=["reconciliation"])
DRAFT = "/1.0"
Route: TypeAlias = Callable[..., Awaitable[Response]]


async def service(
    request: Request, root: RootDep, language: TongueDep, index: IndexDep, engine: EngineDep, settings: SettingsDep
) -> Response:
    """Without parameters the manifest; `queries` or `extend` in the address or in a form."""
    form = await request.form() if request.method == "POST" else {}
    queries, extend = (form.get(name) or request.query_params.get(name) for name in ("queries", "extend"))
    if isinstance(queries, str):
        batch = queries_of_batch(queries)
        results = await _results(tuple(batch.values()), index, engine, language)
        return answered({key: {"result": each} for key, each in zip(batch, results, strict=True)}, language)
    if isinstance(extend, str):
        return answered(extended_0_2(await table_of(extension_of(extend), index, engine, language)), language)
    if request.method == "POST":
        raise refused("Il manque « queries » ou « extend ».", "There is neither “queries” nor “extend”.")
    host = host_name(request.scope, settings.public_url)
    return answered(manifest_0_2(host, root, language), language)


async def draft(request: Request, root: RootDep, language: TongueDep, settings: SettingsDep) -> Response:
    return answered(manifest_1_0(host_name(request.scope, settings.public_url), root, language), language)


async def match(request: Request, language: TongueDep, index: IndexDep, engine: EngineDep) -> Response:
    queries = queries_of_list((await request.body()).decode("utf-8", "replace"))
    results = await _results(queries, index, engine, language, named=True)
    return answered({"results": [{"candidates": each} for each in results]}, language)


async def extend(request: Request, language: TongueDep, index: IndexDep, engine: EngineDep) -> Response:
    asked = extension_of((await request.body()).decode("utf-8", "replace"))
    return answered(extended_1_0(await table_of(asked, index, engine, language)), language)


async def _results(
    queries: tuple[Sought, ...], index: SearchIndex, engine: Engine, language: str, named: bool = False
) -> list[list[Json]]:
    found = await candidates_for(queries, index, engine)
    kinds = await names_of(engine, {kind for several in found for one in several for kind in one.entry.kinds})
    return [
        [written(one, kinds, query.language or language, named) for one in several]
        for query, several in zip(queries, found, strict=True)
    ]


# Path below the root, the route, and what it is for: in both versions of the protocol.
_SHARED: tuple[tuple[str, Route, str], ...] = (
    ("/suggest/entity", suggest_entity, "Things for what is being typed"),
    ("/suggest/type", suggest_type, "Types for what is being typed"),
    ("/suggest/property", suggest_property, "Properties for what is being typed"),
    ("/preview", preview, "A small page about a thing, to be shown in a frame"),
    ("/extend/propose", propose, "The properties that things of a type have"),
)
# Each method apart: the OpenAPI document gives each an identifier of its own.
_ROUTES: tuple[tuple[str, str, Route, str], ...] = (
    ("", "GET", service, "Reconciliation API 0.2, by GET"),
    ("", "POST", service, "Reconciliation API 0.2, by POST"),
    ("/flyout/{sort}", "GET", flyout, "A suggestion in a few lines"),
    (DRAFT, "GET", draft, "Reconciliation API, draft of 1.0: manifest"),
    (f"{DRAFT}/match", "POST", match, "Candidates for a batch of queries"),
    (f"{DRAFT}/extend", "POST", extend, "What things have"),
    *((version + path, "GET", route, summary) for version in ("", DRAFT) for path, route, summary in _SHARED),
)
for root in ROOTS:
    for path, method, route, summary in _ROUTES:
        router.add_api_route(root + path, route, methods=[method], summary=summary, include_in_schema=root == ROOT)
