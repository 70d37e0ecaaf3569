"""/health: whether the process lives, and whether it can answer."""

from typing import Any

from fastapi import APIRouter, Response

from api.dependencies import ServingDep

router = APIRouter(prefix="/health", tags=["health"])


@router.get("/live", summary="Whether the process lives")
async def live() -> dict[str, str]:
    return {"status": "live"}


@router.get("/ready", summary="Whether queries are answered, by which release, behind which walls")
async def ready(serving: ServingDep, response: Response) -> dict[str, Any]:
    pool = serving.current.pool
    if pool.trouble:
        response.status_code = 503
    return {
        "status": "not ready" if pool.trouble else "ready",
        "reason": pool.trouble,
        "release": serving.current.release.id,
        "sandbox": pool.announcement["sandbox"],
        "memory": "watched" if pool.sees_memory else "unwatched: this system has no /proc",
        "workers": pool.load,
    }
