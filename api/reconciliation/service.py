"""/reconcile: the W3C Entity Reconciliation API, 0.2 at /reconcile and the draft of 1.0 at /reconcile/1.0.

The same under /reconcile/fr and /reconcile/en, for clients such as OpenRefine that cannot ask for a language.
"""

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
from api.reconciliation.answers import Json, answered, extended_0_2, extended_1_0, written
from api.reconciliation.extension import table_of
from api.reconciliation.manifests import manifest_0_2, manifest_1_0
from api.reconciliation.matching import candidates_for
from api.reconciliation.requests import Sought, extension_of, queries_of_batch, queries_of_list, refused
from api.search import IndexDep
from graph.description import names_of
from graph.engine import Engine
from graph.search.index import SearchIndex

router = APIRouter(tags=["reconciliation"])
DRAFT = "/1.0"


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
    # Each method apart: the OpenAPI document gives each an identifier of its own.
    for method in ("GET", "POST"):
        summary = f"Reconciliation API 0.2, by {method}"
        router.add_api_route(root, service, methods=[method], summary=summary, include_in_schema=shown)
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
