"""What a route may ask for in its signature: the engine, the release, the settings, the reader's language."""

from typing import Annotated

from fastapi import Depends, Request

from api.language import language_of
from api.lasting import rest_on
from api.serving import Edition, Serving
from api.settings import Settings
from graph.engine import Engine


# All are coroutines: FastAPI sends a plain function to a thread, which costs more than what these do.
async def serving_of(request: Request) -> Serving:
    serving: Serving = request.app.state.serving
    return serving


ServingDep = Annotated[Serving, Depends(serving_of)]


async def _edition(request: Request, serving: ServingDep) -> Edition:
    """A route that takes this, or what follows from it, answers from the release and the request alone."""
    rest_on(request.scope, serving.current.release.id)
    return serving.current


EditionDep = Annotated[Edition, Depends(_edition)]


async def _engine(edition: EditionDep) -> Engine:
    return edition.pool


async def _release_id(edition: EditionDep) -> str:
    """Of the very edition that `_engine` asks, whatever is published meanwhile."""
    return edition.release.id


async def _settings(serving: ServingDep) -> Settings:
    return serving.settings


async def _language(request: Request) -> str:
    return language_of(request.scope)


EngineDep = Annotated[Engine, Depends(_engine)]
ReleaseDep = Annotated[str, Depends(_release_id)]
SettingsDep = Annotated[Settings, Depends(_settings)]
LanguageDep = Annotated[str, Depends(_language)]
