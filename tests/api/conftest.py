"""The site over the small world of tests/worlds: routes and pages without worker processes."""

import asyncio
from collections.abc import Callable, Mapping
from types import SimpleNamespace

import httpx
import pytest

from api.app import site_over
from api.dependencies import serving_of
from graph.engine import Engine

RELEASE = "0123456789abcdef0123456789abcdef"
Fetch = Callable[..., httpx.Response]


@pytest.fixture
def fetch(world: Engine) -> Fetch:
    """`fetch(address, accept=…, method=…, **headers)`: one request to the routes, no redirect followed."""
    serving = SimpleNamespace(engine=world, current=SimpleNamespace(release=SimpleNamespace(id=RELEASE)))
    site = site_over(serving)  # type: ignore[arg-type]  # what the routes of pages read of it, and no more
    site.dependency_overrides[serving_of] = lambda: serving

    def fetch_one(address: str, accept: str = "*/*", method: str = "GET", **headers: str) -> httpx.Response:
        return asyncio.run(_ask(site, method, address, {"accept": accept, **headers}))

    return fetch_one


async def _ask(site: object, method: str, address: str, headers: Mapping[str, str]) -> httpx.Response:
    transport = httpx.ASGITransport(site, raise_app_exceptions=False)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        return await client.request(method, address, headers=dict(headers))
