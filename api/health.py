"""/health: whether the process lives, and whether it can answer."""

from typing import Any

from fastapi import APIRouter, Response

from api.dependencies import ServingDep
from graph.errors import NoRelease

router = APIRouter(prefix="/health", tags=["health"])


@router.get("/live", summary="Whether the process lives")
async def live() -> dict[str, str]:
    return {"status": "live"}


@router.get("/ready", summary="Whether queries are answered, by which release, behind which walls")
async def ready(serving: ServingDep, response: Response) -> dict[str, Any]:
    try:
        pool = serving.pool
    except NoRelease as error:
        response.status_code = 503
        return {"status": "not ready", "reason": str(error)}
    if pool.trouble:
        response.status_code = 503
    return {
        "status": "not ready" if pool.trouble else "ready",
        "reason": pool.trouble,
        "release": serving.release_id,
        "workers": pool.load,
    }
