"""/docs: the HTTP interface in print, made from the OpenAPI document, without scripts and assets from elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request, Response

from api.dependencies import LanguageDep, OriginDep, PinnedDep, ReleaseDep
from api.pages.frame import Frame
from api.pages.rendering import page
from api.pages.words import words_of
from api.problems.kinds import KINDS, Kind
from api.settings import table

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    place: str
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address."""

    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    answers: tuple[tuple[str, str], ...]
    types: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """As a fragment may be: without the braces of a place to fill."""
        return f"{self.method.lower()}-{self.path}".translate({ord("{"): None, ord("}"): None})


@dataclass(frozen=True, slots=True)
class DocsPage:
    frame: Frame
    operations: tuple[Operation, ...]
    problems: tuple[Kind, ...]
    settings: tuple[tuple[str, str, str], ...]


@router.get("/docs")
async def docs(
    request: Request, release: ReleaseDep, language: LanguageDep, origin: OriginDep, pinned: PinnedDep
) -> Response:
    words = words_of(language)
    frame = Frame(words, words("docs.title"), "/docs", release, fields=pinned, origin=origin)
    operations = operations_of(request.app.openapi())
    view = DocsPage(frame, operations, tuple(KINDS.values()), tuple(table()))
    return page("docs.html", view, chosen=request.query_params.get("lang"))


def operations_of(document: Mapping[str, Any]) -> tuple[Operation, ...]:
    """By address, then by method."""
    return tuple(
        _operation(path, method, operation)
        for path, methods in sorted(document["paths"].items())
        for method, operation in sorted(methods.items())
        if method != "head"
    )


def _operation(path: str, method: str, operation: Mapping[str, Any]) -> Operation:
    parameters = operation.get("parameters", ())
    return Operation(
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        description=operation.get("description", ""),
        parameters=tuple(
            Parameter(each["name"], each["in"], each.get("required", False), each.get("description", ""))
            for each in parameters
        ),
        answers=tuple((status, answer.get("description", "")) for status, answer in operation["responses"].items()),
        types=tuple(operation["responses"].get("200", {}).get("content", {})),
    )
