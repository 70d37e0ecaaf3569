"""/static: our own style, pictures and scripts, addressed by their hash and so kept for ever."""

from functools import cache

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.http.codings import CODINGS, IDENTITY, coding_for, is_worth_coding
from api.http.headers import value
from api.pages.rendering import static_file
from api.problems.problem import Refused

router = APIRouter(include_in_schema=False)

TYPES = {
    "css": "text/css; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "js": "text/javascript; charset=utf-8",
}


@router.get("/static/{name}")
async def static(name: str, request: Request) -> Response:
    try:
        body, digest = static_file(name)
    except (FileNotFoundError, ValueError):
        raise Refused("unknown-address") from None
    type_ = TYPES.get(name.rsplit(".", 1)[-1], "application/octet-stream")
    coding = coding_for(value(request.scope, b"accept-encoding"), is_worth_coding(type_, len(body)))
    known = request.query_params.get("v") == digest
    headers = {
        "content-type": type_,
        "etag": f'"{digest}"' if coding == IDENTITY else f'"{digest}-{coding}"',
        "cache-control": "public, max-age=31536000, immutable" if known else "no-cache",
        "vary": "Accept-Encoding",
        "x-content-type-options": "nosniff",
        **({} if coding == IDENTITY else {"content-encoding": coding}),
    }
    if value(request.scope, b"if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    return Response(_coded(name, coding), headers=headers)


@cache
def _coded(name: str, coding: str) -> bytes:
    """The files are few, and packed once in the life of the server."""
    body, _ = static_file(name)
    return CODINGS[coding](body) if coding != IDENTITY else body
