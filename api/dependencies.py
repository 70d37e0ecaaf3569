"""What a route may ask for in its signature: the engine, the release, the settings, the reader's language."""

from typing import Annotated

from fastapi import Depends, Query, Request

from api.http.language import language_of
from api.http.lasting import rest_on
from api.http.links import host_name
from api.pages.citing import Origin
from api.pages.frame import Fields
from api.pages.staying import EDITION
from api.serving import Edition, Serving
from api.settings import Settings
from graph.engine import Engine
from graph.reading.grounds import dates_of


# All are coroutines: FastAPI sends a plain function to a thread, which costs more than what these do.
async def serving_of(request: Request) -> Serving:
    serving: Serving = request.app.state.serving
    return serving


ServingDep = Annotated[Serving, Depends(serving_of)]


Named = Annotated[str | None, Query(alias=EDITION, description="a release that is kept; else the one in service")]


async def _edition(request: Request, serving: ServingDep, named: Named = None) -> Edition:
    """A route that takes this, or what follows from it, answers from the release and the request alone."""
    edition = await serving.edition(named)
    rest_on(request.scope, edition.release.id, named is not None, dates_of(edition.release.manifest))
    return edition


EditionDep = Annotated[Edition, Depends(_edition)]


async def _pinned(named: Named = None) -> Fields:
    """What the address names of a release, for the frame of a page that takes it."""
    return () if named is None else ((EDITION, named),)


PinnedDep = Annotated[Fields, Depends(_pinned)]


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


async def _origin(request: Request, edition: EditionDep, settings: SettingsDep) -> Origin:
    return Origin(host_name(request.scope, settings.public_url), edition.release.manifest.created)


OriginDep = Annotated[Origin, Depends(_origin)]
