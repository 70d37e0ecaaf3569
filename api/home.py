"""/: the home page."""

from asyncio import gather
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from api.dependencies import EditionDep, LanguageDep, OriginDep, PinnedDep
from api.model import read_model
from api.pages.answers import answer_of, iris_in
from api.pages.citing import Origin
from api.pages.frame import Fields, Frame
from api.pages.home import HomePage, counts_of, manners_of, shelves_of
from api.pages.margin import GRADES
from api.pages.network import network_of
from api.pages.pieces import Namer
from api.pages.rendering import page
from api.pages.sky import read_rows, sky_of
from api.pages.structured import website
from api.pages.views import read_views
from api.pages.words import Words, words_of
from graph.asking import rows_of
from graph.names import entity
from graph.reading.description import describe, names_of
from graph.reading.overview import Moment, chronicle_of, kinds_of
from graph.releases.census import PLAIN
from graph.terms import Row
from ontology import ANDRO, HERE
from ontology.catalogue import Query, read_query

router = APIRouter(tags=["pages"])

STATEMENT = ANDRO + "Statement"
ROWS_SHOWN = 5


@router.get("/", summary="What is here, and where to start")
async def home(
    request: Request, edition: EditionDep, language: LanguageDep, origin: OriginDep, pinned: PinnedDep
) -> Response:
    engine, census = edition.pool, edition.release.census()
    views, rows, questions = read_views(), read_rows(), _questions()
    moments, kinds, middle, answers = await gather(
        chronicle_of(engine, [thing for band in rows.values() for thing in band]),
        kinds_of(engine, [each for classes in views.lists.values() for each in classes]),
        describe(engine, entity(views.constellation)),
        gather(*(rows_of(engine, question.text) for question in questions)),
    )
    examples = [entity(slug) for slug in views.examples]
    wanted = {*examples, *census.modalities, *_named(moments, kinds, answers)} - {PLAIN}
    namer = Namer(words_of(language), await names_of(engine, wanted))
    view = HomePage(
        frame=_frame(namer.words, edition.release.id, pinned, origin),
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
        examples=tuple(namer.link(iri) for iri in examples if iri in namer.names),
    )
    return page("home.html", view, chosen=request.query_params.get("lang"))


def _named(
    moments: Iterable[Moment], kinds: Mapping[str, Mapping[str, int]], answers: Iterable[Sequence[Row]]
) -> set[str]:
    """The IRIs in these whose names the page shows."""
    told = {iri for moment in moments for iri in (moment.thing, *(change for _, change in moment.next))}
    return (
        told
        | {kind for counts in kinds.values() for kind in counts}
        | {iri for rows in answers for iri in iris_in(rows)}
    )


def _frame(words: Words, release: str, pinned: Fields, origin: Origin) -> Frame:
    return Frame(
        words, words("site.name"), "/", release, description=words("site.lead"), fields=pinned, origin=origin,
        data=website(words, origin, release), cited=words("cite.whole"),
    )  # fmt: skip


@cache
def _questions() -> tuple[Query, ...]:
    """The questions shown, from the catalogue; the files do not change while the server runs."""
    prefixes = read_model().prefixes
    folder = HERE / "questions"
    return tuple(read_query(folder / f"{name}.rq", prefixes=prefixes) for name in read_views().questions)
