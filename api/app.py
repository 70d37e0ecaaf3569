"""The application: its routers, what becomes of errors, and the layers around them, outermost first. Nothing else."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, cast

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from api import about, crawlers, docs, health, home, lists, metrics, quality, search, static_files, sums, validate
from api.cache.identity import ENDPOINT
from api.documents import (
    catalogue,
    dataset,
    graphs,
    linksets,
    prefixes,
    releases,
    resources,
    schemes,
    self_description,
    shapes,
    terms,
)
from api.documents import problems as problem_pages
from api.meters import Meters
from api.metrics import Instruments
from api.middleware.budget import Budget
from api.middleware.cache import Cache
from api.middleware.cors import Cors
from api.middleware.methods import Methods, allowed_methods
from api.middleware.request_log import RequestLog
from api.middleware.size_limits import SizeLimits
from api.middleware.slashes import Slashes
from api.openapi import document_of
from api.problems.problem import Refused, problem, problem_of
from api.problems.views import response
from api.reconciliation import service as reconcile
from api.serving import Serving
from api.settings import Settings
from api.sparql import vocabulary
from api.sparql.endpoint import SparqlEndpoint
from graph.errors import AndromedeError
from graph.releases.manifest import Profile
from graph.workers.limits import KILOBYTE, MEGABYTE
from loaders.workbench.bench import Bench
from ontology import CHECKOUT

# Every router of the site; a path belongs to the first that has it.
ROUTERS: tuple[APIRouter, ...] = (
    health.router,
    metrics.router,
    about.router,
    docs.router,
    home.router,
    crawlers.router,
    resources.router,
    static_files.router,
    terms.router,
    shapes.router,
    schemes.router,
    problem_pages.router,
    graphs.router,
    releases.router,
    self_description.router,
    prefixes.router,
    catalogue.router,
    dataset.router,
    lists.router,
    sums.router,
    quality.router,
    linksets.router,
    search.router,
    reconcile.router,
    validate.router,
    vocabulary.router,
)


# A plain dataset has its endpoint and nothing about it; the style is for the pages of problems.
PLAIN_ROUTERS: tuple[APIRouter, ...] = (health.router, metrics.router, static_files.router)


def create_app(settings: Settings) -> ASGIApp:
    """The whole server as one ASGI application; it opens the release when it starts."""
    serving = Serving(settings)
    site = site_over(serving, ROUTERS if settings.profile is Profile.CURATED else PLAIN_ROUTERS)
    sparql = SparqlEndpoint(serving)
    app: ASGIApp = Switch(dict.fromkeys(ENDPOINT, sparql), site)
    app = budget = Budget(app, settings.client_rate, settings.client_at_once)
    app = cache = Cache(app, lambda: serving.release_id, settings)
    app = Cors(app)
    app = SizeLimits(app, settings.address_kb * KILOBYTE, settings.body_mb * MEGABYTE)
    meters = Meters([*ENDPOINT, *(route.path for route in site.routes if isinstance(route, Route))])
    app = RequestLog(app, settings.slow_seconds, meters)
    site.state.instruments = Instruments(meters, serving, cache, budget)
    proxies = settings.trusted_proxies.split()
    return cast(ASGIApp, ProxyHeadersMiddleware(cast(Any, app), proxies)) if proxies else app


def site_over(serving: Serving, routers: Sequence[APIRouter] = ROUTERS) -> FastAPI:
    """The routes and what becomes of their errors, without the layers around them."""
    bench = Bench(CHECKOUT, serving.settings.caps)
    life = _lifespan(serving, bench)
    site = FastAPI(title="Andromède", lifespan=life, docs_url=None, redoc_url=None, redirect_slashes=False)
    site.state.serving, site.state.bench = serving, bench
    site.add_middleware(Methods, routes=site.routes)
    site.add_middleware(Slashes, routes=site.routes)
    for router in routers:
        site.include_router(router)
    site.openapi = document_of(site)  # type: ignore[method-assign]  # FastAPI's documented way to extend it
    for error in (AndromedeError, Refused, HTTPException, RequestValidationError, Exception):
        site.add_exception_handler(error, _answer_with_problem)
    site.add_exception_handler(405, _name_the_methods)
    return site


def _lifespan(serving: Serving, bench: Bench) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        await serving.start()
        try:
            yield
        finally:
            await bench.close()
            await serving.stop()

    return life


async def _answer_with_problem(request: Request, error: Exception) -> Response:
    return response(problem_of(error), request.scope)


async def _name_the_methods(request: Request, _: Exception) -> Response:
    allowed = allowed_methods(request.app.routes, request.scope)
    refusal = problem("method-not-allowed", {"allowed": allowed}, {"allow": ", ".join(allowed)})
    return response(refusal, request.scope)


class Switch:
    """Hands the exact paths that skip FastAPI to their own applications, and everything else to the site."""

    def __init__(self, exact: dict[str, ASGIApp], site: ASGIApp) -> None:
        self._exact = exact
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        own = self._exact.get(scope.get("path", "")) if scope["type"] == "http" else None
        await (own or self._site)(scope, receive, send)
