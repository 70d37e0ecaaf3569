"""/shapes: what curated files may hold, as a page with an anchor for each shape, and as RDF."""

from fastapi import APIRouter
from starlette.responses import Response

from api.documents.document import Visit, as_data, as_page, whole
from api.documents.representations import Asked
from api.http.media import HTML
from api.model import read_model
from api.pages.pieces import Namer
from api.pages.shapes import names_wanted, shapes_page
from graph.names import SHAPES_GRAPH
from graph.reading.description import names_of
from graph.reading.terminology import shapes_of
from graph.representation import triples_of_shapes

router = APIRouter(tags=["linked data"])


@whole(router, "shapes", "The shapes of curated files: their page, or their triples")
async def shapes(asked: Asked, visit: Visit) -> Response:
    if asked.media is not HTML:
        return as_data(asked, await triples_of_shapes(visit.engine), graph=SHAPES_GRAPH)
    said = await shapes_of(visit.engine)
    namer = Namer(visit.words, await names_of(visit.engine, names_wanted(said)))
    view = shapes_page(said, read_model(), namer, visit.frame(asked, visit.words("shapes.title")))
    return as_page("record.html", view, asked, visit)
