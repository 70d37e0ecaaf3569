"""/: the home page."""

from asyncio import gather
from functools import cache

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import EditionDep, LanguageDep, OriginDep, PinnedDep
from api.model import read_model
from api.pages.answers import answer_of, iris_in
from api.pages.frame import Frame
from api.pages.home import HomePage, counts_of, manners_of, shelves_of
from api.pages.margin import GRADES
from api.pages.network import network_of
from api.pages.pieces import Namer
from api.pages.rendering import page
from api.pages.sky import read_rows, sky_of
from api.pages.structured import website
from api.pages.views import read_views
from api.pages.words import words_of
from graph.asking import rows_of
from graph.description import describe, names_of
from graph.names import entity
from graph.overview import chronicle_of, kinds_of
from graph.releases.census import PLAIN
from ontology import ANDRO, HERE
from ontology.catalogue import Query, read_query

router = APIRouter(tags=["pages"])

STATEMENT = ANDRO + "Statement"
ROWS_SHOWN = 5


@router.get("/", summary="What is here, and where to start")
async def home(
    request: Request, edition: EditionDep, language: LanguageDep, origin: OriginDep, pinned: PinnedDep
) -> Response:
    engine, release, census, rows = edition.pool, edition.release.id, edition.release.census(), read_rows()
    questions = _questions()
    views = read_views()
    moments, kinds, middle, answers = await gather(
        chronicle_of(engine, [thing for band in rows.values() for thing in band]),
        kinds_of(engine, [each for classes in views.lists.values() for each in classes]),
        describe(engine, entity(views.constellation)),
        gather(*(rows_of(engine, question.text) for question in questions)),
    )
    examples = [entity(slug) for slug in views.examples]
    named = {
        *examples,
        *census.modalities,
        *(moment.thing for moment in moments),
        *(change for moment in moments for _, change in moment.next),
        *(k for of in kinds.values() for k in of),
    }
    named |= {iri for found in answers for iri in iris_in(found)}
    namer = Namer(words_of(language), await names_of(engine, named - {PLAIN}))
    view = HomePage(
        frame=Frame(
            namer.words,
            namer.words("site.name"),
            "/",
            release,
            description=namer.words("site.lead"),
            fields=pinned,
            origin=origin,
            data=website(namer.words, origin, release),
            cited=namer.words("cite.whole"),
        ),
        counts=counts_of(census),
        grades=tuple((grade, census.grades.get(grade, 0)) for grade in GRADES),
        plain=census.modalities.get(PLAIN, 0),
        manners=manners_of(census, namer),
        statements=sum(kind.claims for kind in census.kinds if kind.kind == STATEMENT),
        answers=tuple(
            answer_of(question.title.in_language(language), question.text, found, ROWS_SHOWN, namer)
            for question, found in zip(questions, answers, strict=True)
        ),
        sky=sky_of(moments, rows, namer),
        shelves=tuple(shelves_of(views.lists, kinds, namer)),
        network=network_of(middle, Namer(namer.words, middle.names)) if middle else None,
        base=str(request.base_url).rstrip("/"),
        examples=tuple(namer.link(iri) for iri in examples if iri in namer.names),
    )
    return page("home.html", view, chosen=request.query_params.get("lang"))


@cache
def _questions() -> tuple[Query, ...]:
    """The questions shown, from the catalogue; the files do not change while the server runs."""
    prefixes = read_model().prefixes
    folder = HERE / "questions"
    return tuple(read_query(folder / f"{name}.rq", prefixes=prefixes) for name in read_views().questions)
