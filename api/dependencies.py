"""What a route may ask for in its signature: the engine, the release, the settings, the reader's language."""

from typing import Annotated

from fastapi import Depends, Request

from api.language import language_of
from api.serving import Edition, Serving
from api.settings import Settings
from graph.engine import Engine


def serving_of(request: Request) -> Serving:
    serving: Serving = request.app.state.serving
    return serving


ServingDep = Annotated[Serving, Depends(serving_of)]


def _edition(serving: ServingDep) -> Edition:
    return serving.current


def _engine(serving: ServingDep) -> Engine:
    return serving.engine


def _release_id(serving: ServingDep) -> str:
    return serving.current.release.id


def _settings(serving: ServingDep) -> Settings:
    return serving.settings


def _language(request: Request) -> str:
    return language_of(request.scope)


EditionDep = Annotated[Edition, Depends(_edition)]
EngineDep = Annotated[Engine, Depends(_engine)]
ReleaseDep = Annotated[str, Depends(_release_id)]
SettingsDep = Annotated[Settings, Depends(_settings)]
LanguageDep = Annotated[str, Depends(_language)]
