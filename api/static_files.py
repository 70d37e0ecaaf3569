"""/static: our own style and pictures, addressed by their hash and so kept for ever."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.headers import value
from api.pages.rendering import static_file
from api.problems import Refused

router = APIRouter(include_in_schema=False)

TYPES = {"css": "text/css; charset=utf-8", "svg": "image/svg+xml", "js": "text/javascript; charset=utf-8"}


@router.get("/static/{name}")
async def static(name: str, request: Request) -> Response:
    try:
        body, digest = static_file(name)
    except (FileNotFoundError, ValueError):
        raise Refused("unknown-address") from None
    known = request.query_params.get("v") == digest
    headers = {
        "content-type": TYPES.get(name.rsplit(".", 1)[-1], "application/octet-stream"),
        "etag": f'"{digest}"',
        "cache-control": "public, max-age=31536000, immutable" if known else "no-cache",
        "x-content-type-options": "nosniff",
    }
    if value(request.scope, b"if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers)
