"""The application: its routers, what becomes of errors, and the layers around them, outermost first. Nothing else."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api import health
from api.problem_views import response
from api.problems import Refused, problem_of
from api.serving import Serving
from api.settings import Settings
from api.sparql import SparqlEndpoint
from graph.errors import AndromedeError

# Every router of the site; a path belongs to the first that has it.
ROUTERS: tuple[APIRouter, ...] = (health.router,)


def create_app(settings: Settings) -> ASGIApp:
    """The whole server as one ASGI application; it opens the release when it starts."""
    serving = Serving(settings)
    site = FastAPI(title="Andromède", lifespan=_lifespan(serving))
    site.state.serving = serving
    for router in ROUTERS:
        site.include_router(router)
    for error in (AndromedeError, Refused, HTTPException, RequestValidationError, Exception):
        site.add_exception_handler(error, _answer_with_problem)
    return Switch({"/sparql": SparqlEndpoint(serving), "/sparql/": SparqlEndpoint(serving)}, site)


def _lifespan(serving: Serving) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        await serving.start()
        try:
            yield
        finally:
            await serving.stop()

    return life


async def _answer_with_problem(request: Request, error: Exception) -> Response:
    return response(problem_of(error), request.scope)


class Switch:
    """Hands the exact paths that skip FastAPI to their own applications, and everything else to the site."""

    def __init__(self, exact: dict[str, ASGIApp], site: ASGIApp) -> None:
        self._exact = exact
        self._site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        own = self._exact.get(scope.get("path", "")) if scope["type"] == "http" else None
        await (own or self._site)(scope, receive, send)
