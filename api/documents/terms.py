"""/ontology: the classes and properties, as a page with an anchor for each and a page of its own, and as RDF."""

from asyncio import gather
from dataclasses import replace

from fastapi import APIRouter
from starlette.responses import Response

from api.documents.document import Visit, VisitDep, as_data, as_page, whole
from api.documents.representations import Asked
from api.documents.unknown import unknown_term
from api.http.media import HTML
from api.model import read_model
from api.pages.ontology import names_in, ontology_page
from api.pages.pieces import Namer
from api.pages.term import Uses, term_page
from graph.engine import Engine
from graph.names import ONTOLOGY_GRAPH
from graph.reading.catalogue import entries_of
from graph.reading.description import names_of
from graph.reading.facts import first_iri
from graph.reading.terminology import examples_of, ontology_said, shapes_of, terms_of
from graph.representation import described, triples_of_ontology, triples_of_queries
from graph.terms import Iri
from ontology import ANDRO, ONTOLOGY, OWL, QUESTIONS, RULES

router = APIRouter(tags=["linked data"])
NAME = "ontology"


@router.get(
    "/ontology/{name}", summary="A class or property with what the ontology says of it; or the ontology's version"
)
async def term(name: str, visit: VisitDep) -> Response:
    asked = visit.asked(name, ANDRO, f"/{NAME}/")
    version = first_iri(await ontology_said(visit.engine), OWL + "versionIRI")
    as_version = replace(asked, iri=f"{ONTOLOGY}/{asked.iri.removeprefix(ANDRO)}")
    if as_version.iri == version:
        return await ontology(as_version, visit)
    return await _term(asked, version, visit)


@whole(router, NAME, "The ontology: its page, or its triples")
async def ontology(asked: Asked, visit: Visit) -> Response:
    if asked.media is not HTML:
        return as_data(asked, await triples_of_ontology(visit.engine), graph=ONTOLOGY_GRAPH)
    terms = await terms_of(visit.engine)
    namer = Namer(visit.words, names_in(terms))
    frame = visit.frame(asked, namer.words("ontology.title"))
    view = ontology_page(terms, await ontology_said(visit.engine), read_model(), namer, frame)
    return as_page("ontology.html", view, asked, visit)


async def _term(asked: Asked, version: str | None, visit: Visit) -> Response:
    terms = await terms_of(visit.engine)
    if asked.iri not in terms:
        raise unknown_term(asked, [*terms, *([version] if version else [])])
    if asked.media is not HTML:
        triples = described(await triples_of_ontology(visit.engine), asked.iri)
        return as_data(asked, triples, graph=ONTOLOGY_GRAPH)
    uses = await _uses(asked.iri, visit.engine)
    named = {each.thing for each in uses.examples}
    named |= {each.value.value for each in uses.examples if isinstance(each.value, Iri)}
    namer = Namer(visit.words, {**await names_of(visit.engine, named), **names_in(terms)})
    frame = visit.frame(asked, namer.name(asked.iri).text)
    return as_page("record.html", term_page(asked.iri, terms, uses, read_model(), namer, frame), asked, visit)


async def _uses(term: str, engine: Engine) -> Uses:
    examples, shapes, rules, questions = await gather(
        examples_of(engine, term),
        shapes_of(engine),
        triples_of_queries(engine, RULES),
        triples_of_queries(engine, QUESTIONS),
    )
    return Uses(examples, shapes, entries_of(rules), entries_of(questions))
