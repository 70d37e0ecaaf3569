"""A document about something of ours: the request for it with all that the answer rests on, and the answer in whichever
format was asked for."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from api.dependencies import EditionDep, LanguageDep, OriginDep
from api.documents.representations import Asked, asked_for, headers_of
from api.http.media import TRIG
from api.model import read_model
from api.pages.citing import Origin
from api.pages.frame import Fields, Frame, formats_of
from api.pages.rendering import page
from api.pages.staying import EDITION
from api.pages.structured import kinds_in
from api.pages.words import Words, words_of
from api.problems.problem import Refused
from api.serving import Edition
from graph.engine import Engine
from graph.representation import Quads, Triples, placed, write, write_quads
from ontology import BASE, LANGUAGES

Chosen = Annotated[str | None, Query(alias="lang", description="fr or en: the language of the page, kept in a cookie")]


@dataclass(frozen=True, slots=True)
class Visit:
    """`chosen` is the language that the reader has just switched to; `fields` are the parameters of the address but
    the language."""

    request: Request
    edition: Edition
    language: str
    chosen: str | None
    origin: Origin
    fields: Fields

    @property
    def engine(self) -> Engine:
        return self.edition.pool

    @property
    def words(self) -> Words:
        return words_of(self.language)

    def asked(self, name: str, namespace: str, folder: str) -> Asked:
        return asked_for(name, namespace, folder, self.request.scope, dict(self.fields).get(EDITION, ""))

    def frame(self, asked: Asked, title: str = "", *, area: str = "", description: str = "") -> Frame:
        """The frame of a document's page, which stays with the edition and the part that the address names."""
        return Frame(
            self.words, title, asked.path, self.edition.release.id, asked.iri, description, area,
            formats_of(asked.path), self.fields, self.origin,
        )  # fmt: skip


async def _visit(
    request: Request, edition: EditionDep, language: LanguageDep, origin: OriginDep, lang: Chosen = None
) -> Visit:
    return Visit(request, edition, language, lang if lang in LANGUAGES else None, origin, fields_of(request))


def fields_of(request: Request) -> Fields:
    """The parameters of an address but the language."""
    return tuple(pair for pair in request.query_params.multi_items() if pair[0] != "lang")


VisitDep = Annotated[Visit, Depends(_visit)]
Answer = Callable[[Asked, Visit], Awaitable[Response]]


def whole(
    router: APIRouter, name: str, summary: str, visiting: Callable[..., Awaitable[Visit]] = _visit
) -> Callable[[Answer], Answer]:
    """Decorates what answers for a document about a whole: it gets an address, and one for each format."""

    def registered(answer: Answer) -> Answer:
        async def negotiated(visit: Annotated[Visit, Depends(visiting)]) -> Response:
            return await answer(visit.asked(name, BASE, "/"), visit)

        async def in_format(extension: str, visit: Annotated[Visit, Depends(visiting)]) -> Response:
            asked = visit.asked(f"{name}.{extension}", BASE, "/")
            if asked.path != f"/{name}":
                raise Refused("unknown-address")
            return await answer(asked, visit)

        router.get(f"/{name}", summary=summary, name=name)(negotiated)
        router.get(f"/{name}.{{extension}}", summary=f"{summary}; in one format", name=f"{name}_in")(in_format)
        return answer

    return registered


def as_page(template: str, view: Any, asked: Asked, visit: Visit) -> Response:
    """The page, which remembers the language that the reader chose."""
    response = page(template, view, chosen=visit.chosen)
    response.headers.update(headers_of(asked, kinds_in(view.frame.data), visit.language))
    return response


def as_data(asked: Asked, triples: Triples, quads: Quads | None = None, graph: str = "") -> Response:
    """The triples in the format asked for. TriG has the quads instead, or the triples in the graph they come from."""
    model = read_model()
    if asked.media is TRIG:
        body = write_quads(placed(triples, graph) if quads is None else quads, model.prefixes)
    else:
        body = write(triples, asked.media.type, model.prefixes, model.context)
    return Response(body, headers={"content-type": asked.media.content_type, **headers_of(asked)})
